import type { Evidence as Found } from '../store/retrieval-sqlite.ts';

/** An answer to someone else's question, and how well it fits what was asked, relative to the best: 0 to 1. */
export interface Evidence extends Found {
  readonly fit: number;
}

const day = 24 * 60 * 60 * 1000;
/** Evidence counts half after this many days. */
export const halfLifeDays = 180;

/** What the asker confirmed counts more than what was only said. */
const acceptedWeight = 1.5;

/** What speaks for one member on a topic. */
export interface Standing {
  readonly memberId: number;
  readonly score: number;
  readonly threads: number;
  readonly accepted: number;
  readonly lastAnswerAt: number;
}

/**
 * Who knows this topic, best first: .8 ln(V + .003) + .2 ln(recent + .05), where V adds up
 * weight · 2^(-age / 180 d) · fit³ over a member's evidence, and `recent` counts their answers of the
 * last 180 days. Fitted on question-and-answer histories of real communities.
 */
export function rankStandings(evidence: readonly Evidence[], now: number): Standing[] {
  const standings = [...Map.groupBy(evidence, ({ authorId }) => authorId)].map(
    ([memberId, documents]) => {
      const value = documents.reduce(
        (sum, { createdAt, fit, accepted }) =>
          sum + (accepted ? acceptedWeight : 1) * decay(now - createdAt) * fit ** 3,
        0,
      );
      const threads = new Set(documents.map(({ questionId }) => questionId));
      const recent = documents.filter(({ createdAt }) => now - createdAt < halfLifeDays * day);
      return {
        memberId,
        score: 0.8 * Math.log(value + 0.003) + 0.2 * Math.log(recent.length + 0.05),
        threads: threads.size,
        accepted: documents.filter(({ accepted }) => accepted).length,
        lastAnswerAt: Math.max(...documents.map(({ createdAt }) => createdAt)),
      };
    },
  );
  return standings.toSorted((a, b) => b.score - a.score || a.memberId - b.memberId);
}

const decay = (age: number) => 2 ** (-Math.max(0, age) / (halfLifeDays * day));
