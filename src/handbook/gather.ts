import { KnownError } from '../errors.ts';
import type { OutlineRow } from '../store/handbook.ts';
import type { Edition, Handbook, HandbookTables, Name, Outline, Page } from './handbook.ts';
import { nameRemover } from './names-in-texts.ts';
import { relatedPages } from './related.ts';

/** Texts are long: so many pages are in memory at a time. */
const pageSize = 100;

type Person = Awaited<ReturnType<HandbookTables['handbook']['people']>>[number];

/**
 * The community's handbook as the edition tells it: what was born in public channels, and in the
 * private ones that are named. Give it the tables of a transaction, and read it to its end there.
 * @throws KnownError 'not_found' for a channel that is not there, 'forbidden' for a private one in an
 *   edition for everyone.
 */
export async function readHandbook(
  tables: HandbookTables,
  community: { readonly id: number; readonly ref: string; readonly name: string },
  edition: Edition,
  channels: readonly string[] = [],
): Promise<Handbook> {
  const privateChannelIds = await namedChannels(tables, community.id, edition, channels);
  const scope = { communityId: community.id, privateChannelIds };
  const people = await tables.handbook.people(community.id);
  const namedIn = namesOf(edition, people);
  const hidden = edition === 'members' ? [] : people.filter(({ id }) => !namedIn.has(id));
  const { remove, suspects: suspectsIn } = nameRemover(hidden);
  const told = (text: string) => (hidden.length > 0 ? remove(text) : text);
  const { language } = await tables.searchSettings.of(community.id);

  const rows = await tables.handbook.outline(scope);
  const quotes = await tables.handbook.quotesIn(rows.map(({ id }) => id));
  const quotesOf = Map.groupBy(quotes, ({ snippetId }) => snippetId);
  const successors = new Map(rows.map(({ number, successor }) => [number, successor]));
  const toOutline = ({
    id,
    authorId,
    ownerId,
    verifierId,
    successor: _,
    ...row
  }: OutlineRow): Outline => {
    const unnamed = (quotesOf.get(id) ?? []).filter(({ isNamed }) => !isNamed);
    const isUnnamed = unnamed.some(({ memberId }) => memberId === authorId);
    return {
      ...row,
      title: told(row.title),
      author: isUnnamed ? null : (namedIn.get(authorId) ?? null),
      owner: isUnnamed && ownerId === authorId ? null : (namedIn.get(ownerId ?? 0) ?? null),
      verifiedBy: namedIn.get(verifierId ?? 0) ?? null,
      supersededBy: lastOf(successors, row.number),
    };
  };
  const outlines = new Map(rows.map((row) => [row.number, toOutline(row)]));
  const related = relatedPages([...outlines.values()], language);
  const suspects = new Map<number, readonly string[]>();

  async function* pages(): AsyncGenerator<Page> {
    for (let after = 0; ; ) {
      const some = await tables.handbook.pagesAfter(scope, after, pageSize);
      for (const { channel, link, ...row } of some) {
        const outline = outlines.get(row.number);
        if (!outline) continue;
        const [question, answer] = [told(row.question), told(row.answer)];
        const words = suspectsIn(`${outline.title}\n${question}\n${answer}`);
        if (words.length > 0) suspects.set(row.number, words);
        yield {
          ...outline,
          question,
          answer,
          quoted: (quotesOf.get(row.id) ?? [])
            .flatMap(({ memberId, isNamed }) => (isNamed ? (namedIn.get(memberId) ?? []) : []))
            .filter((name) => name !== outline.author),
          channel: edition === 'members' ? channel : null,
          link: edition === 'anonymous' ? null : link,
          helpful: row.helpful ?? 0,
          createdAt: row.createdAt,
          related: related.get(row.number) ?? [],
        };
      }
      if (some.length < pageSize) return;
      after = some.at(-1)?.number ?? after;
    }
  }

  const { name, ref } = community;
  return { community: name, communityRef: ref, language, edition, outlines, pages, suspects };
}

/** Who is named, of those who want to be found: in the community all, before everyone who agreed to it. */
function namesOf(edition: Edition, people: readonly Person[]): ReadonlyMap<number, Name> {
  const isNamed = ({ unlisted, page }: Person) =>
    unlisted === 0 && (edition === 'members' || (edition === 'public' && page === 1));
  return new Map(
    people
      .filter(isNamed)
      .map(({ id, handle, name, page }) => [id, { handle, name, hasPage: page === 1 }]),
  );
}

async function namedChannels(
  tables: HandbookTables,
  communityId: number,
  edition: Edition,
  names: readonly string[],
): Promise<number[]> {
  const found = [];
  for (const said of names) {
    const name = said.replace(/^#/, '');
    const some = await tables.handbook.channelsNamed(communityId, name);
    if (some.length === 0) {
      throw new KnownError('not_found', `There is no channel #${name} here. Check its name.`);
    }
    found.push(...some.filter((channel) => channel.private === 1));
  }
  if (found.length > 0 && edition !== 'members') {
    throw new KnownError(
      'forbidden',
      `#${found[0]?.name} is private: what was said there is in no edition for everyone. Leave out --channel, or --public and --anonymous.`,
    );
  }
  return found.map(({ id }) => id);
}

/** What is to be read instead: the end of the way from one to the next, as far as it is in the handbook. */
function lastOf(successors: ReadonlyMap<number, number | null>, number: number): number | null {
  const seen = new Set([number]);
  let last = number;
  for (;;) {
    const next = successors.get(last) ?? null;
    if (next === null || seen.has(next) || !successors.has(next)) break;
    seen.add(next);
    last = next;
  }
  return last === number ? null : last;
}
