import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import { createCore } from '../../src/core.ts';
import { chooseTerms } from '../../src/search/candidates.ts';
import { confidence, worthShowing } from '../../src/search/confidence.ts';
import { indexStale } from '../../src/search/documents.ts';
import { readQuery, weighTerms } from '../../src/search/query.ts';
import { rank } from '../../src/search/ranking.ts';
import { search as searchIn } from '../../src/search/search.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { importEntries } from '../../src/transfer/import.ts';
import { assistantSet, bankingSet, type ConfidenceSet, duplicateSet } from './confidence-sets.ts';
import {
  type JudgedQuery,
  readJudged,
  readStream,
  type StreamEvent,
  streamEntries,
} from './corpora.ts';
import { auc, mean, ndcgAt10, percentile, print } from './figures.ts';
import { fillWithSnippets } from './filling.ts';

const newRef = () => crypto.randomUUID();
const mostAsked = 1_000;

/** Quality on judged duplicates, confidence on every judged set, the latency of `ask` in a crowd. */
export async function search(dataFolder: string): Promise<void> {
  const at = (path: string) => join(dataFolder, path);
  const isThere = (path: string) => {
    if (existsSync(path)) return true;
    console.log(`skipped: ${path} is not there`);
    return false;
  };
  const judged = at('search/english_se');
  if (isThere(judged)) await quality(judged);
  const sets = [
    { path: judged, read: duplicateSet },
    { path: at('search/banking77'), read: bankingSet },
    { path: at('search/clinc150/data_full.json'), read: assistantSet },
  ];
  for (const { path, read } of sets) if (isThere(path)) await calibration(path, read(path));
  const stream = at('experts/lean.jsonl.gz');
  if (isThere(stream)) await latency(stream);
}

async function quality(folder: string): Promise<void> {
  const { documents, queries } = readJudged(folder);
  const store = openStore(':memory:');
  const { reader, nameOf } = await fillWithSnippets(store, documents);
  for (const details of [false, true]) {
    const text = ({ title, body }: JudgedQuery) => (details ? { title, details: body } : { title });
    const times: number[] = [];
    const results: { relevant: ReadonlySet<string>; ids: readonly string[] }[] = [];
    for (const query of queries) {
      const start = performance.now();
      const { hits } = await searchIn(store, reader, text(query));
      times.push(performance.now() - start);
      const ids = hits.map(({ candidate }) => nameOf.get(candidate.snippetId ?? 0) ?? '');
      results.push({ relevant: new Set(query.rel), ids: ids.filter((id) => id !== query.self) });
    }
    const hit = (n: number) =>
      mean(
        results.map(({ ids, relevant }) => Number(ids.slice(0, n).some((id) => relevant.has(id)))),
      );
    print(`duplicate questions, query = title${details ? ' + details' : ''}`, [
      {
        documents: documents.length,
        queries: queries.length,
        'S@1': hit(1),
        'S@5': hit(5),
        'nDCG@10': mean(results.map(({ ids, relevant }) => ndcgAt10(ids, relevant))),
        'p95 ms': percentile(times, 0.95),
      },
    ]);
  }
  await store.close();
}

/** Is it silent where nothing answers, and right where it speaks? */
async function calibration(name: string, { documents, queries }: ConfidenceSet): Promise<void> {
  const store = openStore(':memory:');
  const { reader, nameOf } = await fillWithSnippets(store, documents);
  const size = await store.documents.size();
  const scored: { score: number; positive: boolean }[] = [];
  for (const { title, answers, hidden } of queries) {
    const query = readQuery({ title });
    const terms = weighTerms(query, await store.retrieval.frequencies(query.terms, size), size);
    const candidates = await store.retrieval.candidates(reader, chooseTerms(terms), 100);
    const nameIn = (snippetId: number | null) => nameOf.get(snippetId ?? 0) ?? '';
    const hits = rank(candidates, terms).filter((hit) => !hidden(nameIn(hit.candidate.snippetId)));
    const best = hits[0];
    const positive = best !== undefined && answers(nameIn(best.candidate.snippetId));
    scored.push({ score: confidence(hits, terms), positive });
  }
  const rows = [worthShowing, 0.5, 0.7].map((threshold) => {
    const shown = scored.filter(({ score }) => score >= threshold);
    const right = shown.filter(({ positive }) => positive).length;
    return {
      threshold,
      shown: shown.length / scored.length,
      precision: right / shown.length,
      recall: right / scored.filter(({ positive }) => positive).length,
      AUC: auc(scored),
    };
  });
  print(`confidence, ${name}`, rows);
  await store.close();
}

/** Imports a whole community but for the last questions, then types those as `ask`. */
async function latency(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const database = join(folder, 'bench.db');
  const store = openStore(database);
  const start = performance.now();
  const asked = await lastQuestions(file);
  const entries = streamEntries(readStream(file), new Set(asked.map(({ id }) => id)));
  const options = { newRef, now: Date.now(), onProgress: () => {}, keepAccepted: true };
  const report = await importEntries({ store, into: 'bench', entries, ...options });
  const imported = performance.now();
  const documents = await indexStale(store, () => {});
  const indexed = performance.now();
  print('import', [
    {
      'questions and replies': (report.added.question ?? 0) + (report.added.answer ?? 0),
      documents,
      'import s': (imported - start) / 1000,
      'index s': (indexed - imported) / 1000,
      'database MB': statSync(database).size / 1e6,
      'peak MB': process.resourceUsage().maxRSS / 1e3,
    },
  ]);
  const community = await store.communities.byName(report.community);
  if (community) await askAll(store, community.id, asked);
  await store.close();
  rmSync(folder, { recursive: true });
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
  communityId: number,
  asked: readonly StreamEvent[],
): Promise<void> {
  const core = createCore({ store, clock: () => Date.now(), newRef });
  const bot = createBot({ commands, core, log: pino({ level: 'silent' }) });
  const place = { communityId, platform: 'bench', externalId: 'bench', name: 'bench' };
  await store.communities.connect(place, 0);
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
    print(`ask, the question ${details ? 'and its details' : 'alone'}`, [
      {
        asked: asked.length,
        'with suggestions': suggested / asked.length,
        'p50 ms': percentile(times, 0.5),
        'p95 ms': percentile(times, 0.95),
        'p99 ms': percentile(times, 0.99),
      },
    ]);
  }
}
