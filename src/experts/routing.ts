import { unreachable } from '../errors.ts';
import { type Availability, loadOf, unavailable } from './load.ts';

const minute = 60_000;
const hour = 60 * minute;

/** The ladder, counted from the asking in time that the channel works. Figures: docs/experts.md. */
export const ladder = {
  /** Bounds of the first wait, and what it is in a channel without history. */
  shortestWait: 10 * minute,
  longestWait: 4 * hour,
  usualWait: 30 * minute,
  /** Whoever is asked first has so long before others are. */
  shortestTurn: 2 * hour,
  /** Who took a question is left alone with it for so much of their own working time. */
  grace: 8 * hour,
  /** Members who are asked by name about one question, ever. */
  mostAsked: 3,
} as const;

/** What is taken off for load: so much · ln(1 + load). */
const loadWeight = 0.5;
/** Scores that differ by less are a tie. */
const tie = 0.05;
/** So many of the best come into question: an awake stranger is no substitute for a sleeping expert. */
const mostInLine = 5;
/** As many of each standing are looked at for a question. */
const mostLookedAt = 20;
/** One question in so many gives a slot to someone who says they know and has not shown it yet. */
const explorationEvery = 5;

/** Someone who might know, judged by the question's present words and tags. */
export interface Candidate extends Availability {
  readonly memberId: number;
  /** Of the ranking, in natural logarithms; without meaning for who only says so. */
  readonly score: number;
  /**
   * Whether answers show it, or they only say so, or they are merely active in the channel (in a young
   * community, where few answers show anything).
   */
  readonly standing: 'shown' | 'declared' | 'active';
  /** "Not me": they want no questions on this. */
  readonly declined: boolean;
  /** When their working hours begin; `now` or earlier within them. */
  readonly awakeAt: number;
}

/** A member who was asked about this question, and what became of it. */
export interface Asked {
  readonly memberId: number;
  readonly at: number;
  readonly outcome: 'open' | 'taken' | 'passed' | 'postponed' | 'not-my-area' | 'expired';
  /** Of `taken` alone: as long as it is left to them. */
  readonly until?: number;
}

/** A question, and what was done for it. */
export interface Unanswered {
  readonly number: number;
  /** Answered, accepted or closed. */
  readonly isSettled: boolean;
  readonly askerId: number;
  /** Who answered already need not be asked to; nor is asked who turned out not to be reached. */
  readonly answererIds: readonly number[];
  /** The moments of the ladder: the first wait is over; others are asked; others take over. */
  readonly firstAt: number;
  readonly secondAt: number;
  readonly lastAt: number;
  readonly asked: readonly Asked[];
  /** How many are asked first: one, unless the community wants two. */
  readonly firstSlots: 1 | 2;
  /** The one or two members on whom its topic hangs; nobody when more know it. */
  readonly hangsOn: readonly number[];
  /** As many as the community asks by name about one question, from 0 to 3; three, unless said. */
  readonly mostAsked?: number;
}

export type Decision =
  | { readonly kind: 'ask'; readonly memberIds: readonly number[] }
  /** Decide again at `until`, or when something happens before. */
  | { readonly kind: 'wait'; readonly until: number; readonly because: Waiting }
  /** Nobody else is asked by name: the steward is told, and the digest lists it. */
  | { readonly kind: 'hand-on'; readonly because: HandedOn }
  | { readonly kind: 'done' };

type Waiting = 'the community may answer' | 'someone took it' | 'someone was asked' | 'they sleep';
type HandedOn = 'a day has passed' | 'enough were asked' | 'nobody is left';

/**
 * How long a question first waits for whoever reads it: the channel's median time to a first answer
 * (undefined without history), in milliseconds.
 */
export function firstWait(median: number | undefined): number {
  const { shortestWait, longestWait, usualWait } = ladder;
  return Math.min(longestWait, Math.max(shortestWait, median ?? usualWait));
}

/** What to do for a question now: whom to ask, or how long to wait and why. Performs nothing. */
export function decide(
  question: Unanswered,
  candidates: readonly Candidate[],
  now: number,
): Decision {
  const { asked, firstAt, secondAt, lastAt } = question;
  if (question.isSettled) return { kind: 'done' };
  const taken = Math.max(0, ...asked.map(graceEnd));
  if (now < taken) return { kind: 'wait', until: taken, because: 'someone took it' };
  if (now >= lastAt) return { kind: 'hand-on', because: 'a day has passed' };
  if (now < firstAt) return { kind: 'wait', until: firstAt, because: 'the community may answer' };
  const slots = slotsAt(question, now);
  if (slots === 0) {
    if (asked.length >= mostOf(question)) return waitOrHandOn(question, 'enough were asked');
    const until = now < secondAt ? secondAt : lastAt;
    return { kind: 'wait', until, because: 'someone was asked' };
  }
  const memberIds = choose(question, candidates, slots, now);
  if (memberIds.length > 0) return { kind: 'ask', memberIds };
  const waking = inLine(question, candidates, now).map(({ awakeAt }) => awakeAt);
  if (waking.length === 0) return waitOrHandOn(question, 'nobody is left');
  return { kind: 'wait', until: Math.min(...waking, lastAt), because: 'they sleep' };
}

/**
 * The members to ask now, at most `slots`: available, awake and not asked before, the best first. Being
 * asked lately counts against them, and the least asked wins a tie. When these fill the question's
 * slots, one of the slots may go to someone else: in one question of five to who says they know and has
 * not shown it; where a topic hangs on one or two people to somebody beside them.
 */
export function choose(
  question: Pick<
    Unanswered,
    'number' | 'askerId' | 'answererIds' | 'asked' | 'hangsOn' | 'mostAsked'
  >,
  candidates: readonly Candidate[],
  slots: number,
  now: number,
): number[] {
  const able = inLine(question, candidates, now).filter(({ awakeAt }) => awakeAt <= now);
  const chosen = able.slice(0, slots).map(({ memberId }) => memberId);
  const before = question.asked.map(({ memberId }) => memberId);
  if (before.length + slots < mostOf(question)) return chosen;
  const other = somebodyElse(question, able, [...before, ...chosen]);
  return other === undefined ? chosen : [...chosen.slice(0, slots - 1), other];
}

/** Whether a member may be asked on another's wish ("Ask them", "Introduce us"): the same limits hold. */
export function mayBeAsked(
  candidate: Availability & Pick<Candidate, 'declined'>,
  now: number,
): boolean {
  return !candidate.declined && unavailable(candidate, now) === undefined;
}

/** The best of each standing, as many as are looked at: many who show it must not hide who says so. */
export const firstOfEach = <One extends Pick<Candidate, 'standing'>>(ranked: readonly One[]) =>
  [...Map.groupBy(ranked, ({ standing }) => standing).values()].flatMap((some) =>
    some.slice(0, mostLookedAt),
  );

/** Who comes into question, the best first: those who show it, those who say so, those who are active. */
function inLine(
  question: Pick<Unanswered, 'askerId' | 'answererIds' | 'asked'>,
  candidates: readonly Candidate[],
  now: number,
): Candidate[] {
  const asked = question.asked.map(({ memberId }) => memberId);
  const out = new Set([question.askerId, ...question.answererIds, ...asked]);
  const able = candidates.filter((one) => !out.has(one.memberId) && mayBeAsked(one, now));
  const worth = ({ standing, score, pingedAt }: Candidate) =>
    Math.round(
      ((standing === 'declared' ? 0 : score) -
        loadWeight * Math.log(1 + loadOf({ pingedAt }, now))) /
        tie,
    );
  const inOrder = able.toSorted(
    (a, b) => worth(b) - worth(a) || loadOf(a, now) - loadOf(b, now) || a.memberId - b.memberId,
  );
  return (['shown', 'declared', 'active'] as const).flatMap((kind) =>
    inOrder.filter(({ standing }) => standing === kind).slice(0, mostInLine),
  );
}

function somebodyElse(
  question: Pick<Unanswered, 'number' | 'hangsOn'>,
  able: readonly Candidate[],
  chosen: readonly number[],
): number | undefined {
  const left = able.filter(({ memberId }) => !chosen.includes(memberId));
  const newcomer = left.find(({ standing }) => standing === 'declared');
  if (newcomer && question.number % explorationEvery === 0) return newcomer.memberId;
  const isShared = chosen.some((id) => !question.hangsOn.includes(id));
  if (question.hangsOn.length === 0 || isShared) return undefined;
  return left.find(({ memberId }) => !question.hangsOn.includes(memberId))?.memberId;
}

/** How many more may be asked now: one or two at first, then as many as fill the three. */
function slotsAt(question: Unanswered, now: number): number {
  const { asked, firstSlots, secondAt } = question;
  const most = mostOf(question);
  const wanted = now < secondAt ? firstSlots : most;
  const counted = now < secondAt ? asked.filter(isAtIt) : asked;
  return Math.max(0, Math.min(wanted - counted.length, most - asked.length));
}

/** While someone who was asked may still answer, the question is not handed on before its day is over. */
function waitOrHandOn({ asked, lastAt }: Unanswered, because: HandedOn): Decision {
  return asked.some(mayStillAnswer)
    ? { kind: 'wait', until: lastAt, because: 'someone was asked' }
    : { kind: 'hand-on', because };
}

/** Who put it off is not at it now: somebody else is asked meanwhile. */
const isAtIt = (one: Asked) => mayStillAnswer(one) && one.outcome !== 'postponed';

function mayStillAnswer({ outcome }: Asked): boolean {
  switch (outcome) {
    case 'open':
    case 'postponed':
    case 'taken':
      return true;
    case 'passed':
    case 'not-my-area':
    case 'expired':
      return false;
    default:
      return unreachable(outcome);
  }
}

const mostOf = ({ mostAsked = ladder.mostAsked }: Pick<Unanswered, 'mostAsked'>) => mostAsked;

const graceEnd = ({ until }: Asked) => until ?? 0;
