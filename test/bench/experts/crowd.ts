import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createCore } from '../../../src/core.ts';
import { learnWhoAnswers, weightsOf } from '../../../src/experts/learn.ts';
import type { Question } from '../../../src/model.ts';
import { indexStale } from '../../../src/search/documents.ts';
import { openStore } from '../../../src/store/store.ts';
import { importEntries } from '../../../src/transfer/import.ts';
import { readStream, type StreamEvent, streamEntries } from '../corpora.ts';
import { show, spread } from '../figures.ts';

const mostAsked = 300;
const memoryEvery = 100;

/**
 * How long the product itself takes to find people, in a database with the whole history in it, before
 * and after it learned who answers; and what learning takes.
 */
export async function crowd(name: string, file: string): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = join(folder, 'bench.db');
  const store = openStore(path);
  const asked: StreamEvent[] = [];
  for await (const event of readStream(file))
    if (event.k === 'q' && event.e === 1) asked.push(event);
  const newRef = () => crypto.randomUUID();
  const now = Math.max(...asked.map(({ t }) => t * 1000));
  const options = { newRef, now, onProgress: () => {}, keepAccepted: true };
  const entries = streamEntries(readStream(file));
  const { community } = await importEntries({ store, into: 'bench', entries, ...options });
  const documents = await indexStale(store, () => {});
  const { id } = (await store.communities.byName(community)) ?? { id: 0 };
  const place = { communityId: id, platform: 'bench', externalId: 'bench', name: 'bench' };
  await store.communities.connect(place, 0);
  const world = { store, clock: () => now, newRef };
  const core = createCore(world);
  await core.ready();
  const seat = { externalId: 'bench', name: 'bench', private: false };
  const where = { platform: 'bench', workspace: 'bench', channel: seat };
  const actor = await core.members.arrive({ externalId: 'asker', name: 'asker' }, where, 'arrive');
  const page = { limit: mostAsked, offset: 0 };
  const open = await store.questions.list(actor, { state: 'open' }, page);
  const helping = () =>
    each(open.items, (question: Question) => core.experts.forQuestion(actor, question, 3));
  const topics = await each(asked.slice(-mostAsked), ({ title, body }) =>
    core.experts.onTopic(actor, (title || body).slice(0, 300)),
  );
  const before = await helping();
  const learning = await watched(() => learnWhoAnswers(world));
  const after = await helping();
  const figures = [
    show(`${name}: in the product`, [
      { what: 'find-expert', ...spread(topics) },
      { what: 'who could help', ...spread(before) },
      { what: 'who could help, once learned', ...spread(after) },
    ]),
    show(`${name}: database`, [{ documents, MB: statSync(path).size / 1e6 }]),
    show(`${name}: learning`, [learning]),
    show(`${name}: learned`, [await weightsOf(store, id)]),
  ];
  core.close();
  await store.close();
  rmSync(folder, { recursive: true });
  return figures;
}

/** How long it takes for each, in milliseconds. */
async function each<T>(all: readonly T[], run: (one: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const one of all) {
    const begin = performance.now();
    await run(one);
    times.push(performance.now() - begin);
  }
  return times;
}

/** How long it takes, how much more memory the process then holds, and how long nothing else is done. */
async function watched(run: () => Promise<unknown>) {
  const holding = () => process.memoryUsage().rss / 1e6;
  const before = holding();
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, holding());
  }, memoryEvery);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const begin = performance.now();
  delay.enable();
  await run();
  delay.disable();
  clearInterval(looking);
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - begin) / 1000,
    'CPU seconds': (user + system) / 1e6,
    'MB before': before,
    'MB at most': Math.max(most, holding()),
    'loop held p99 ms': delay.percentile(99) / 1e6,
    'loop held at most ms': delay.max / 1e6,
  };
}
