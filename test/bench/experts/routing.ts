import { createExpertIndex } from '../../../src/experts/expert-index.ts';
import { pingLife } from '../../../src/experts/load.ts';
import { type Candidate, decide, firstOfEach } from '../../../src/experts/routing.ts';
import { gini, mean, percentile, show } from '../figures.ts';
import { createBaselines } from './baselines.ts';
import { type History, historyFiles, readHistory } from './histories.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const caps = [Number.POSITIVE_INFINITY, 3, 5];
const waits = [0, 30, 60];

/**
 * Weeks of asking: who is asked, and how much it is for them, when questions go unanswered for a while
 * and nobody is brought more than so many a week.
 */
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
  readonly ranked: readonly Pick<Candidate, 'memberId' | 'score' | 'standing'>[];
  readonly answerers: ReadonlyMap<number, number>;
  /** Somebody who could have been asked answered: otherwise it is load alone. */
  readonly isScored: boolean;
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
      const able = index
        .rank(event, at)
        .filter(({ memberId }) => among.has(memberId))
        .map((one) => ({ ...one, standing: 'shown' as const }));
      const right = answerers.get(id) ?? new Map();
      const isScored = [...right.keys()].some((memberId) => among.has(memberId));
      const asked = { number: rounds.length + 1, askerId, at };
      rounds.push({ ...asked, ranked: firstOfEach(able), answerers: right, isScored });
    }
    index.index(event);
    baselines.index(event);
  }
  return rounds;
}

/** A question that was brought to somebody: since when, and until when it is open. */
interface Brought {
  readonly at: number;
  readonly until: number;
}

/**
 * Each question goes through the product's own decision when its first wait is over, with all places
 * filled at once, which is the most that the ladder ever asks: done when somebody answered meanwhile.
 * It is a hit when one of the first k who are asked then answers. What was brought to somebody is open
 * until somebody answers the question, or for a day.
 */
function outcome(rounds: readonly Round[], wait: number, weeklyLimit: number) {
  const brought = new Map<number, Brought[]>();
  const hits: number[] = [];
  for (const round of rounds) {
    const now = round.at + wait;
    const answers = [...round.answerers.values()];
    const candidates = round.ranked.map(
      (one): Candidate => ({
        ...one,
        declined: false,
        awakeAt: 0,
        weeklyLimit,
        pausedUntil: null,
        pingedAt: brought.get(one.memberId)?.map(({ at }) => at) ?? [],
        hasOpenPing: brought.get(one.memberId)?.some(({ until }) => now < until) ?? false,
      }),
    );
    const isSettled = answers.some((at) => at < now);
    const times = { firstAt: now, secondAt: now, lastAt: now + pingLife };
    const nothing = { answererIds: [], asked: [], hangsOn: [], firstSlots: 1 } as const;
    const decision = decide({ ...round, ...times, ...nothing, isSettled }, candidates, now);
    if (decision.kind === 'done') continue;
    const chosen = decision.kind === 'ask' ? decision.memberIds : [];
    const until = Math.min(now + pingLife, ...answers);
    for (const id of chosen) brought.set(id, [...(brought.get(id) ?? []), { at: now, until }]);
    const first = chosen.findIndex((id) => round.answerers.has(id));
    if (round.isScored) hits.push(first < 0 ? Number.POSITIVE_INFINITY : first + 1);
  }
  const pinged = [...brought.values()].map((all) => all.map(({ at }) => at));
  const hit = (k: number) => mean(hits.map((at) => Number(at <= k)));
  const weekly = pinged.map(busiestWeek);
  return {
    'wait min': wait / minute,
    cap: weeklyLimit === Number.POSITIVE_INFINITY ? 'none' : weeklyLimit,
    questions: hits.length,
    'Hit@1': hit(1),
    'Hit@2': hit(2),
    'Hit@3': hit(3),
    'pings a week p95': percentile(pinged.flatMap(weeks), 0.95),
    'pings a week max': Math.max(...weekly),
    'Gini of pings': gini(pinged.map(({ length }) => length)),
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
