import type { Page } from '../handbook.ts';
import { type Content, escapeLine, fingerprintOf, joinBody } from './content.ts';
import { toMarkdown } from './defuse.ts';
import { type FrontMatter, writeFrontMatter } from './front-matter.ts';
import type { PageMap } from './page-map.ts';
import { belowMark, readBody } from './read.ts';

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The file of a snippet: front matter, title, question and answer, and where to read on. */
export function writePage(page: Page, map: PageMap): string {
  const banner = bannerOf(page, map);
  const text = bodyOf(page, map);
  const below = belowOf(page, map);
  return [
    writeFrontMatter(frontMatterOf(page, map), map.isEditable),
    ...(banner === '' ? [] : [banner, '']),
    text,
    '',
    belowMark,
    ...(below.length === 0 ? [] : ['', '---', '', ...below]),
    '',
  ].join('\n');
}

function bodyOf(
  { title, question, answer }: Pick<Page, 'title' | 'question' | 'answer'>,
  map: PageMap,
) {
  const [asked, said] = [question, answer].map((text) => toMarkdown(text, map));
  return `# ${escapeLine(title)}\n\n${joinBody(asked ?? '', said ?? '')}`;
}

/** What a file that nobody edited reads as. */
export function contentInFile(snippet: Content, map: PageMap): Content {
  const { title, question, answer } = readBody(`${bodyOf(snippet, map)}\n\n${belowMark}\n`);
  const { tags, isOutdated } = snippet;
  return { title: title ?? snippet.title, question, answer, tags, isOutdated };
}

function frontMatterOf(page: Page, map: PageMap): FrontMatter {
  const { number, title, tags, channel, owner, verifiedBy, outdatedAt, supersededBy } = page;
  const isOutdated = outdatedAt !== null;
  return {
    number: `S${number}`,
    title,
    tags: [...tags],
    channel: channel ?? undefined,
    outdated: outdatedAt === null ? undefined : dayOf(outdatedAt),
    owner: owner?.handle,
    verified: dayOf(page.verifiedAt),
    'verified-by': verifiedBy?.handle,
    'superseded-by': supersededBy === null ? undefined : `S${supersededBy}`,
    helped: page.helpful > 0 ? page.helpful : undefined,
    question: page.questionNumber === null ? undefined : `#${page.questionNumber}`,
    source: page.link ?? undefined,
    ref: map.isEditable ? page.ref : undefined,
    fingerprint: map.isEditable
      ? fingerprintOf(contentInFile({ ...page, isOutdated }, map))
      : undefined,
  };
}

function linkTo(number: number, { outlines, fileOf }: PageMap): string {
  return `[S${number} · ${escapeLine(outlines.get(number)?.title ?? '')}](${fileOf(number)})`;
}

function bannerOf({ outdatedAt, supersededBy }: Page, map: PageMap): string {
  const instead = supersededBy === null ? '' : ` Read ${linkTo(supersededBy, map)} instead.`;
  if (outdatedAt !== null) {
    return `> [!CAUTION]\n> This is outdated since ${dayOf(outdatedAt)}.${instead}`;
  }
  return instead === '' ? '' : `> [!IMPORTANT]\n> Something newer took its place.${instead}`;
}

function belowOf({ related, tags }: Page, map: PageMap): string[] {
  const near = related.map((number) => `- ${linkTo(number, map)}`);
  const topics = tags.map((tag) => `[${escapeLine(tag)}](../tags/${map.tagFile(tag)})`);
  return [
    ...(near.length > 0 ? ['Related:', '', ...near, ''] : []),
    ...(topics.length > 0 ? [`Topics: ${topics.join(', ')}`] : []),
  ];
}
