import type { Handbook, Outline } from '../handbook.ts';
import { escapeLine } from './content.ts';
import type { PageMap } from './page-map.ts';

/** The first page of a handbook: its topics, and everything that is in it. */
export function writeReadme({ community, outlines, edition }: Handbook, map: PageMap): string {
  const all = [...outlines.values()];
  const byTag = tagsOf(all);
  const topics = Array.from(
    byTag,
    ([tag, some]) => `- [${escapeLine(tag)}](tags/${map.tagFile(tag)}) (${some.length})`,
  );
  const untagged = all.filter(({ tags }) => tags.length === 0);
  return lines([
    `# ${escapeLine(community)}`,
    '',
    `What this community has kept: ${counted(all.length, 'answer')}, ${counted(byTag.size, 'topic')}.`,
    ...(edition === 'members'
      ? [
          '',
          'Change the files in `snippets/`, or add one, and `praxis import markdown` takes the changes over.',
          'This page and those of the topics are written anew by each export.',
        ]
      : []),
    ...(topics.length > 0 ? ['', '## Topics', '', ...topics] : []),
    ...(untagged.length > 0 ? ['', '## Without a topic', '', ...list(untagged, map, '')] : []),
  ]);
}

/** The page of a topic. */
export function writeTag(tag: string, outlines: readonly Outline[], map: PageMap): string {
  return lines([
    `# ${escapeLine(tag)}`,
    '',
    ...list(outlines, map, '../'),
    '',
    '[All topics](../README.md)',
  ]);
}

/** The pages under each tag, by name. */
export function tagsOf(outlines: Iterable<Outline>): ReadonlyMap<string, readonly Outline[]> {
  const found = new Map<string, Outline[]>();
  for (const outline of outlines) {
    for (const tag of outline.tags) {
      const some = found.get(tag);
      if (some) some.push(outline);
      else found.set(tag, [outline]);
    }
  }
  return new Map(Array.from(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is right before what no longer is, each by number. */
function list(outlines: readonly Outline[], map: PageMap, up: string): string[] {
  const isOver = ({ outdatedAt, supersededBy }: Outline) =>
    outdatedAt !== null || supersededBy !== null;
  const say = (outline: Outline, more: string) =>
    `- [${escapeLine(outline.title)}](${up}snippets/${map.fileOf(outline.number)}) S${outline.number}${more}`;
  const whyOver = ({ supersededBy }: Outline) =>
    supersededBy === null
      ? 'outdated'
      : `superseded by [S${supersededBy}](${up}snippets/${map.fileOf(supersededBy)})`;
  return [
    ...outlines.filter((one) => !isOver(one)).map((one) => say(one, '')),
    ...outlines.filter(isOver).map((one) => say(one, `, ${whyOver(one)}`)),
  ];
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

const lines = (some: readonly string[]) => `${some.join('\n')}\n`;
