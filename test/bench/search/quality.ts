import type { JudgedQuery, JudgedSet } from '../corpora.ts';
import { bootstrap, mean, ndcgAt10, percentile, reciprocalRank, show } from '../figures.ts';
import { type Engine, engines } from './engines.ts';
import { mistyped } from './typos.ts';

/** What is typed of a judged question. */
const modes: Readonly<Record<string, (query: JudgedQuery) => readonly [string, string]>> = {
  title: ({ title }) => [title, ''],
  'title + details': ({ title, body }) => [title, body],
  'title with typos': ({ title }) => [mistyped(title), ''],
};

/** How well each engine finds what is known to answer, beside ours, with 95 % bootstrap intervals. */
export function quality(name: string, set: JudgedSet) {
  const built = Object.entries(engines).map(([engine, build]) => ({
    engine,
    search: build(set.documents),
  }));
  const hasDetails = set.queries.some(({ body }) => body !== '');
  return Object.entries(modes)
    .filter(([mode]) => hasDetails || mode !== 'title + details')
    .map(([mode, typed]) => {
      const ours: number[] = [];
      const rows = built.map(({ engine, search }) => {
        const { row, ndcg } = judge(search, set.queries, typed);
        if (engine === 'praxis') ours.push(...ndcg);
        const difference = ndcg.map((one, i) => (ours[i] ?? 0) - one);
        const ahead = engine === 'praxis' ? '' : interval(difference);
        return { engine, ...row, 'ours ahead by': ahead };
      });
      const size = `${set.documents.length} documents, ${set.queries.length} queries`;
      return show(`${name}, ${size}, query = ${mode}`, rows);
    });
}

function judge(
  search: Engine,
  queries: readonly JudgedQuery[],
  typed: (query: JudgedQuery) => readonly [string, string],
) {
  const times: number[] = [];
  const results = queries.map((query) => {
    const start = performance.now();
    const found = search(...typed(query));
    times.push(performance.now() - start);
    const relevant = new Set(query.rel);
    const ids = found.filter((id) => id !== query.self);
    const hits = (n: number) => ids.slice(0, n).filter((id) => relevant.has(id)).length;
    return {
      's@1': Number(hits(1) > 0),
      's@5': Number(hits(5) > 0),
      'r@10': hits(10) / Math.min(10, relevant.size || 1),
      mrr: reciprocalRank(ids, relevant),
      ndcg: ndcgAt10(ids, relevant),
    };
  });
  const of = (key: keyof (typeof results)[number]) => results.map((result) => result[key]);
  const ndcg = of('ndcg');
  return {
    ndcg,
    row: {
      'S@1': mean(of('s@1')),
      'S@5': mean(of('s@5')),
      'R@10': mean(of('r@10')),
      'MRR@10': mean(of('mrr')),
      'nDCG@10': mean(ndcg),
      interval: interval(ndcg),
      'p95 ms': percentile(times, 0.95),
    },
  };
}

function interval(numbers: readonly number[]): string {
  const [low, high] = bootstrap(numbers);
  return `${mean(numbers).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
