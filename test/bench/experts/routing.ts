import { createExpertIndex } from '../../../src/experts/expert-index.ts';
import { type Candidate, choose } from '../../../src/experts/routing.ts';
import { gini, mean, percentile, show } from '../figures.ts';
import { createBaselines } from './baselines.ts';
import { type History, historyFiles, readHistory } from './histories.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const mostAsked = 3;
const mostCandidates = 20;
const caps = [Number.POSITIVE_INFINITY, 3, 5];
const waits = [0, 30, 60];

/** Weeks of asking: whoever waited long enough gets three people asked, within their limits. */
export async function routing(dataFolder: string): Promise<void> {
  const figures: unknown[] = [];
  for (const file of historyFiles(dataFolder)) figures.push(simulate(await readHistory(file)));
  console.log(JSON.stringify({ bench: 'routing', figures }));
}

/** A question that is to be ranked, with the ranking of the moment it was asked. */
interface Round {
  readonly number: number;
  readonly askerId: number;
  readonly at: number;
  readonly ranked: readonly { readonly memberId: number; readonly score: number }[];
  readonly answerers: ReadonlyMap<number, number>;
}

function simulate(history: History) {
  const rounds = roundsOf(history);
  const rows = waits.flatMap((wait) => caps.map((cap) => outcome(rounds, wait * minute, cap)));
  return show(`${history.name}: routing`, rows);
}

function roundsOf({ events, ranked, rules, answerers }: History): Round[] {
  const index = createExpertIndex();
  const baselines = createBaselines();
  const rounds: Round[] = [];
  for (const event of events) {
    if (event.kind === 'question' && ranked.has(event)) {
      const { id, askerId, at } = event;
      const among = new Set(baselines.candidates(askerId, rules, at));
      const able = index.rank(event, at).filter(({ memberId }) => among.has(memberId));
      const right = answerers.get(id) ?? new Map();
      const isThere = [...right.keys()].some((memberId) => among.has(memberId));
      const asked = { number: rounds.length + 1, askerId, at };
      if (isThere)
        rounds.push({ ...asked, ranked: able.slice(0, mostCandidates), answerers: right });
    }
    index.index(event);
    baselines.index(event);
  }
  return rounds;
}

/**
 * A question that nobody answered within the wait gets three people asked at once, which is the most
 * that the ladder ever asks. It is a hit when one of the first k then answers.
 */
function outcome(rounds: readonly Round[], wait: number, weeklyLimit: number) {
  const pinged = new Map<number, number[]>();
  const hits: number[] = [];
  for (const round of rounds) {
    const now = round.at + wait;
    if ([...round.answerers.values()].some((at) => at <= now && wait > 0)) continue;
    const candidates = round.ranked.map(
      ({ memberId, score }): Candidate => ({
        memberId,
        score,
        standing: 'shown',
        declined: false,
        awakeAt: 0,
        weeklyLimit,
        pausedUntil: null,
        pingedAt: pinged.get(memberId) ?? [],
        hasOpenPing: false,
      }),
    );
    const question = { ...round, answererIds: [], asked: [], hangsOn: [] };
    const chosen = choose(question, candidates, mostAsked, now);
    for (const id of chosen) pinged.set(id, [...(pinged.get(id) ?? []), now]);
    const first = chosen.findIndex(
      (id) => (round.answerers.get(id) ?? 0) > now || (wait === 0 && round.answerers.has(id)),
    );
    hits.push(first < 0 ? Number.POSITIVE_INFINITY : first + 1);
  }
  const hit = (k: number) => mean(hits.map((at) => Number(at <= k)));
  const weekly = [...pinged.values()].map(busiestWeek);
  return {
    'wait min': wait / minute,
    cap: weeklyLimit === Number.POSITIVE_INFINITY ? 'none' : weeklyLimit,
    questions: hits.length,
    'Hit@1': hit(1),
    'Hit@2': hit(2),
    'Hit@3': hit(3),
    'pings a week p95': percentile([...pinged.values()].flatMap(weeks), 0.95),
    'pings a week max': Math.max(...weekly),
    'Gini of pings': gini([...pinged.values()].map(({ length }) => length)),
  };
}

/** The most pings in any 7 days. */
function busiestWeek(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + week).length),
  );
}

/** Pings in each calendar week with any. */
function weeks(times: readonly number[]): number[] {
  return [...Map.groupBy(times, (at) => Math.floor(at / week)).values()].map(
    ({ length }) => length,
  );
}
