import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { commands } from '../../../commands/index.ts';
import { createBot } from '../../../commands/kit/bot.ts';
import { type Core, createCore } from '../../../src/core.ts';
import { indexStale } from '../../../src/search/documents.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { importEntries } from '../../../src/transfer/import.ts';
import { readStream, type StreamEvent, streamEntries } from '../corpora.ts';
import { percentile, show } from '../figures.ts';

const newRef = () => crypto.randomUUID();
const clock = () => Date.now();
const mostAsked = 1_000;

/** Imports a whole community but for the last questions, starts, and types those as `ask`. */
export async function asking(file: string) {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const database = join(folder, 'bench.db');
  const store = openStore(database);
  const start = performance.now();
  const asked = await lastQuestions(file);
  const entries = streamEntries(readStream(file), new Set(asked.map(({ id }) => id)));
  const options = { newRef, now: clock(), onProgress: () => {}, keepAccepted: true };
  const report = await importEntries({ store, into: 'bench', entries, ...options });
  const imported = performance.now();
  const documents = await indexStale(store, () => {});
  const indexed = performance.now();
  const figures = [
    show('import', [
      {
        'questions and replies': (report.added.question ?? 0) + (report.added.answer ?? 0),
        documents,
        'import s': (imported - start) / 1000,
        'analysis s': (indexed - imported) / 1000,
        'database MB': statSync(database).size / 1e6,
      },
    ]),
  ];
  const community = await store.communities.byName(report.community);
  if (community) {
    const core = createCore({ store, clock, newRef });
    figures.push(await warmStart(core, documents));
    figures.push(await askAll(store, core, community.id, asked));
    core.close();
  }
  await store.close();
  rmSync(folder, { recursive: true });
  return figures;
}

/** From a start until the index answers, and how long anything else had to wait meanwhile. */
async function warmStart(core: Core, documents: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await core.ready();
  const took = performance.now() - start;
  delay.disable();
  const { rss } = process.memoryUsage();
  return show('warm start', [
    {
      documents,
      's until ready': took / 1_000,
      'event loop p99 ms': delay.percentile(99) / 1e6,
      'event loop max ms': delay.max / 1e6,
      'resident MB': rss / 1e6,
    },
  ]);
}

async function lastQuestions(file: string): Promise<StreamEvent[]> {
  const questions: StreamEvent[] = [];
  for await (const event of readStream(file)) {
    if (event.k === 'q' && event.e === 1) questions.push(event);
  }
  return questions.slice(-mostAsked);
}

async function askAll(
  store: Store,
  core: Core,
  communityId: number,
  asked: readonly StreamEvent[],
) {
  const bot = createBot({ commands, core, log: pino({ level: 'silent' }) });
  const place = { communityId, platform: 'bench', externalId: 'bench', name: 'bench' };
  await store.communities.connect(place, 0);
  const rows = [];
  for (const details of [false, true]) {
    const times: number[] = [];
    let suggested = 0;
    for (const [i, { title, body }] of asked.entries()) {
      const args = { question: (title || body).slice(0, 300), ...(details && { details: body }) };
      const account = { externalId: `asker ${i}`, name: `asker ${i}` };
      const seat = { externalId: 'bench', name: 'bench', private: false };
      const where = { platform: 'bench', workspace: 'bench', channel: seat };
      await core.members.arrive(account, where, 'arriving');
      const begin = performance.now();
      const outcome = await bot.handle({
        delivery: `${details}:${i}`,
        door: 'slash',
        account,
        place: where,
        input: { kind: 'call', call: { name: 'ask', args } },
      });
      times.push(performance.now() - begin);
      const reply = outcome?.reply;
      if (reply?.kind === 'show' && reply.view.name === 'suggestions') suggested += 1;
    }
    rows.push({
      typed: details ? 'title + details' : 'title',
      asked: asked.length,
      'with suggestions': suggested / asked.length,
      'p50 ms': percentile(times, 0.5),
      'p95 ms': percentile(times, 0.95),
      'p99 ms': percentile(times, 0.99),
    });
  }
  return show('ask, from the call to the reply', rows);
}
