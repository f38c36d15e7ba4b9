import { createExpertIndex } from '../../../src/experts/expert-index.ts';
import { usualWeights } from '../../../src/experts/ranking.ts';
import { bootstrap, gini, mean, ndcgAt10, show, spread } from '../figures.ts';
import { createBaselines } from './baselines.ts';
import { crowd } from './crowd.ts';
import { type History, historyFiles, readHistory } from './histories.ts';

const mostBusy = 10;

/** One ranked question: by each method the candidates in order, and who was right. */
interface Trial {
  readonly rankings: Readonly<Record<string, readonly number[]>>;
  readonly right: ReadonlySet<number>;
  readonly busiest: ReadonlySet<number>;
}

/**
 * Who would answer, for every question of every history that is to be ranked, from what came before;
 * and how long the product takes to say so. One JSON line with all figures comes last.
 */
export async function experts(dataFolder: string): Promise<void> {
  const files = historyFiles(dataFolder);
  const figures: unknown[] = [];
  for (const file of files) {
    const history = await readHistory(file);
    figures.push(...replay(history), ...(await crowd(history.name, file)));
  }
  console.log(JSON.stringify({ bench: 'experts', figures }));
}

const idOf = ({ memberId }: { readonly memberId: number }) => memberId;

function replay(history: History): unknown[] {
  const { name, rules, events, ranked, answerers } = history;
  const index = createExpertIndex();
  const baselines = createBaselines();
  const trials: Trial[] = [];
  const [rankTimes, cpuTimes]: [number[], number[]] = [[], []];
  const [insertTimes, askTimes]: [number[], number[]] = [[], []];
  let answered = 0;
  for (const event of events) {
    if (event.kind === 'question' && ranked.has(event)) {
      const now = event.at;
      const [begin, cpu] = [performance.now(), process.cpuUsage()];
      const ours = index.rank(event, now);
      const { user, system } = process.cpuUsage(cpu);
      rankTimes.push(performance.now() - begin);
      cpuTimes.push((user + system) / 1000);
      const right = answerers.get(event.id) ?? new Map();
      const candidates = baselines.candidates(event.askerId, rules, now);
      const among = new Set(candidates);
      const isThere = [...right.keys()].some((id) => among.has(id));
      if (right.size > 0) answered += 1;
      if (isThere) {
        const order = (ids: readonly number[]) => ids.filter((id) => among.has(id));
        const rankings = {
          ...baselines.rankings(event, candidates, index.closest(event), now),
          'ours, before learning': order(index.rank(event, now, usualWeights).map(idOf)),
          ours: order(ours.map(idOf)),
        };
        const busiest = new Set(baselines.busiest(candidates).slice(0, mostBusy));
        trials.push({ rankings, right: new Set(right.keys()), busiest });
      }
    }
    const begin = performance.now();
    index.index(event);
    const times = event.kind === 'answer' ? insertTimes : askTimes;
    if (event.kind !== 'thanks') times.push(performance.now() - begin);
    baselines.index(event);
  }
  const found = report(name, trials, { queries: ranked.size, scored: trials.length, answered });
  const time = [
    { what: 'rank', ...spread(rankTimes) },
    { what: 'rank, of the processor', ...spread(cpuTimes) },
    { what: 'insert of an answer', ...spread(insertTimes) },
    { what: 'insert of a question, and learning', ...spread(askTimes) },
  ];
  const weights = show(`${name}: weights by now`, [index.weights]);
  return [...found, weights, show(`${name}: time`, time)];
}

function report(
  name: string,
  trials: readonly Trial[],
  counts: { readonly queries: number; readonly scored: number; readonly answered: number },
): unknown[] {
  const { queries, scored, answered } = counts;
  const methods = Object.keys(trials[0]?.rankings ?? {});
  const gains = trials.map(
    ({ rankings, right }) =>
      reciprocal(rankings.ours ?? [], right) - reciprocal(rankings['channel-active'] ?? [], right),
  );
  const [low, high] = bootstrap(gains);
  return [
    show(`${name}: questions`, [{ queries, scored, coverage: scored / answered }]),
    show(
      `${name}: ranking`,
      methods.map((method) => ({ method, ...quality(trials, method) })),
    ),
    show(`${name}: ours minus channel-active`, [
      { MRR: mean(gains), 'low 2.5%': low, 'high 97.5%': high },
    ]),
  ];
}

function quality(trials: readonly Trial[], method: string) {
  const all = trials.map(({ rankings, ...rest }) => ({ ids: rankings[method] ?? [], ...rest }));
  const hit = (most: number) =>
    mean(all.map(({ ids, right }) => Number(ids.slice(0, most).some((id) => right.has(id)))));
  const others = all.flatMap(({ ids, right, busiest }) => {
    const rest = new Set([...right].filter((id) => !busiest.has(id)));
    return rest.size > 0
      ? [
          reciprocal(
            ids.filter((id) => !busiest.has(id)),
            rest,
          ),
        ]
      : [];
  });
  return {
    MRR: mean(all.map(({ ids, right }) => reciprocal(ids, right))),
    'P@1': hit(1),
    'Hit@3': hit(3),
    'Hit@5': hit(5),
    'NDCG@10': mean(all.map(({ ids, right }) => ndcgAt10(ids, right))),
    'MRR but busiest': mean(others),
    'macro Hit@5': macroHit(all),
    'Gini of load': gini(loads(all)),
  };
}

/** For each person who was right at all: how often they were among the first five when they were. */
function macroHit(all: readonly { ids: readonly number[]; right: ReadonlySet<number> }[]): number {
  const hits = new Map<number, number[]>();
  for (const { ids, right } of all) {
    const first = new Set(ids.slice(0, 5));
    for (const id of right) {
      if (ids.includes(id)) hits.set(id, [...(hits.get(id) ?? []), Number(first.has(id))]);
    }
  }
  return mean([...hits.values()].map(mean));
}

/** How often each candidate came first, among all who ever could. */
function loads(all: readonly { ids: readonly number[] }[]): number[] {
  const counts = new Map<number, number>();
  for (const { ids } of all) {
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + Number(id === ids[0]));
  }
  return [...counts.values()];
}

function reciprocal(ids: readonly number[], right: ReadonlySet<number>): number {
  const at = ids.findIndex((id) => right.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}
