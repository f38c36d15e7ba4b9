import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '../../src/core.ts';
import type { Reader } from '../../src/model.ts';
import { type Indexes, openIndexes } from '../../src/search/indexes.ts';
import type { QueryText } from '../../src/search/query.ts';
import { search } from '../../src/search/search.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { EntryOf } from '../../src/transfer/entry.ts';
import { readStackExchange } from '../../src/transfer/stackexchange.ts';
import { openCommunity } from '../core/community.ts';
import { mean, percentile, print } from './figures.ts';
import { fillWithSnippets, madeUp } from './filling.ts';

/** Before as many there is little to go by. */
const first = 100;
const most = 3;
const documents = 100_000;
const asked = 300;

type Told = EntryOf<'question'> | EntryOf<'answer'>;
interface Tried {
  readonly suggested: readonly string[];
  readonly chosen: readonly string[];
}

/**
 * What is suggested for each question of a real community when it is asked, from only what came before,
 * beside the tags that its asker chose; and how long that takes over much knowledge.
 */
export async function tags(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'stackexchange/quantum');
  if (existsSync(folder)) await quality(folder);
  else console.log(`skipped: ${folder} is not there`);
  await speed();
}

async function quality(folder: string): Promise<void> {
  const here = await openCommunity();
  const { core, world } = here;
  const indexes = openIndexes(here.store);
  await here.appoint('Admin', 'admin');
  await core.settings.set(await here.as('Admin'), 'questions-a-day', '100', 'everywhere');
  const used = new Map<string, number>();
  const tried = { 'most used': [], 'half of the ten nearest': [], suggested: [] } as Record<
    string,
    Tried[]
  >;
  const numbers = new Map<string, number>();
  for (const entry of await inOrder(folder)) {
    here.wait(Date.parse(entry.createdAt) - world.clock());
    const actor = await here.as(entry.author);
    if (entry.kind === 'answer') {
      const number = numbers.get(entry.question);
      if (number !== undefined) await core.answers.add(actor, number, entry.body);
      continue;
    }
    const { title, body, tags: chosen } = entry;
    if (numbers.size >= first) {
      const text = { title, details: body };
      const popular = [...used].toSorted(([, a], [, b]) => b - a).map(([tag]) => tag);
      tried['most used']?.push({ suggested: popular.slice(0, most), chosen });
      const nearest = await nearestTo(here.store, indexes, actor, text);
      tried['half of the ten nearest']?.push({ suggested: tagsOfNeighbours(nearest), chosen });
      tried.suggested?.push({ suggested: await core.tags.suggest(actor, text), chosen });
    }
    const question = { title, body, tags: chosen, anonymous: false };
    numbers.set(entry.ref, (await core.questions.ask(actor, question)).number);
    for (const tag of chosen) used.set(tag, (used.get(tag) ?? 0) + 1);
  }
  print(
    `tags of ${tried.suggested?.length} questions, after the first ${first}`,
    Object.entries(tried).map(([name, all]) => ({ name, ...figures(all) })),
  );
  await here.close();
}

/** Questions and answers as they came. */
async function inOrder(folder: string): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const entry of readStackExchange(folder)) {
    if (entry.kind === 'question' || entry.kind === 'answer') told.push(entry);
  }
  return told.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** Precision and recall of at most three; the share of questions for which there is any, and a right one. */
function figures(all: readonly Tried[]) {
  const spoken = all.filter(({ suggested }) => suggested.length > 0);
  const right = ({ suggested, chosen }: Tried) =>
    suggested.filter((tag) => chosen.includes(tag)).length;
  const sum = (of: readonly Tried[], count: (one: Tried) => number) =>
    of.reduce((total, one) => total + count(one), 0);
  return {
    precision: sum(all, right) / sum(all, ({ suggested }) => suggested.length),
    recall: sum(all, right) / sum(all, ({ chosen }) => chosen.length),
    coverage: spoken.length / all.length,
    'a right one': mean(spoken.map((one) => (right(one) > 0 ? 1 : 0))),
    'tags a question': sum(spoken, ({ suggested }) => suggested.length) / spoken.length,
  };
}

interface Neighbour {
  readonly score: number;
  readonly tags: readonly string[];
}

async function nearestTo(store: Store, indexes: Indexes, reader: Reader, text: QueryText) {
  const { hits } = await search(store, indexes, reader, text);
  const nearest = hits.slice(0, 10);
  const uses = await store.tagUses.ofDocuments(nearest.map(({ documentId }) => documentId));
  return nearest.map(({ documentId, score }) => ({
    score,
    tags: uses.filter((use) => use.documentId === documentId).map(({ tag }) => tag),
  }));
}

/** A plain vote to compare with: at most two tags, each of two of the neighbours with half of the weight. */
function tagsOfNeighbours(neighbours: readonly Neighbour[]): string[] {
  const total = neighbours.reduce((sum, { score }) => sum + score, 0);
  const tags = [...new Set(neighbours.flatMap(({ tags }) => tags))];
  const votes = tags.map((tag) => {
    const having = neighbours.filter((one) => one.tags.includes(tag));
    return { tag, count: having.length, weight: having.reduce((sum, one) => sum + one.score, 0) };
  });
  return votes
    .filter(({ count, weight }) => count >= 2 && weight >= total / 2)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, 2)
    .map(({ tag }) => tag);
}

async function speed(): Promise<void> {
  const store = openStore(':memory:');
  const { reader } = await fillWithSnippets(store, [...madeUp(documents)]);
  const core = createCore({ store, clock: () => 0, newRef: () => 'bench' });
  await core.ready();
  await store.write(async ({ tags }) => {
    const names = Array.from({ length: 200 }, (_, i) => `topic-${i}`);
    const all = await tags.ensure(reader.communityId, names, 0);
    for (let n = 1; n <= documents; n += 1) {
      const own = [all[n % all.length], all[(n * n) % all.length]].flatMap((tag) => tag ?? []);
      await tags.setOfSnippet(n, [...new Set(own)]);
    }
  });
  const taken: number[] = [];
  for (const { title, body } of madeUp(asked + 20)) {
    const start = performance.now();
    await core.tags.suggest(reader, { title, details: body });
    taken.push(performance.now() - start);
  }
  const warm = taken.slice(20);
  print(`milliseconds, over ${documents} snippets`, [
    { median: percentile(warm, 0.5), p95: percentile(warm, 0.95), p99: percentile(warm, 0.99) },
  ]);
  await store.close();
}
