import type { AnsweredCandidate } from '../store/digests.ts';

const day = 24 * 60 * 60 * 1000;
/** 95 %. */
const z = 1.96;
/** What is new counts half after this many days. */
const halfLifeDays = 7;
const openHalfLifeDays = 14;
/** A question without any answer needs a reader more than one with some. */
const unansweredWeight = 1.5;

/**
 * The lower end of the interval in which the true share lies, given `positive` of `n`; 0 of none. Few
 * votes prove little: 2 of 2 is 0.34, 20 of 20 is 0.84. (Wilson 1927,
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval)
 */
export function wilsonLowerBound(positive: number, n: number): number {
  if (n === 0) return 0;
  const share = positive / n;
  const centre = share + z ** 2 / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share) + z ** 2 / (4 * n)) / n);
  return Math.max(0, (centre - spread) / (1 + z ** 2 / n));
}

/**
 * How much an answered question is worth a reader's minute: wilson(helped + 1, voters + watchers + 1)
 * · log2(2 + voters + watchers) · 2^(-age / 7 d). The asker's acceptance is the one vote that is always
 * there; watchers had the same question and have not said that it helped.
 */
export function worthOf(candidate: AnsweredCandidate, now: number): number {
  const { helped, voters, watchers, acceptedAt } = candidate;
  const reach = voters + watchers;
  return (
    wilsonLowerBound(helped + 1, reach + 1) *
    Math.log2(2 + reach) *
    2 ** (-Math.max(0, now - acceptedAt) / (halfLifeDays * day))
  );
}

/** The same for an open question: log2(2 + watchers) · (1.5 without an answer) · 2^(-age / 14 d). */
export function urgencyOf(
  question: {
    readonly watcherCount: number;
    readonly answerCount: number;
    readonly createdAt: number;
  },
  now: number,
): number {
  return (
    Math.log2(2 + question.watcherCount) *
    (question.answerCount === 0 ? unansweredWeight : 1) *
    2 ** (-Math.max(0, now - question.createdAt) / (openHalfLifeDays * day))
  );
}
