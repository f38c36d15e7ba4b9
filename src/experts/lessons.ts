import { fewestScored, learnWeights, type Scored } from './learning.ts';
import { type Clues, rankForQuestion, usualWeights, type Weights } from './ranking.ts';

const day = 24 * 60 * 60 * 1000;
/** Who answers within this time was right. */
const answeredWithin = 7 * day;
/** As many of those who come into question are remembered of each. */
const mostRemembered = 50;
/** So many of the newest questions teach. */
const mostScored = 4_000;
/** Once there are enough of them, one question in so many is looked at … */
const sampled = 8;
/** … and the weights are learned anew after so many. */
const learnedAnew = 1_000;

interface Lesson {
  readonly questionId: number;
  readonly at: number;
  readonly memberIds: readonly number[];
  readonly clues: Float32Array;
  readonly right: Set<number>;
}

/** What a community's own questions teach about ranking, each as it was when it was asked. */
export function createLessons() {
  /** Not over yet, oldest first. */
  const open = new Map<number, Lesson>();
  const scored: Scored[] = [];
  let asked = 0;
  let total = 0;
  let learnedFrom = 0;
  let weights: Weights = usualWeights;

  /** What is over by now counts, when one of those remembered answered. */
  function close(now: number): void {
    for (const [id, { at, right, clues }] of open) {
      if (now - at < answeredWithin) return;
      open.delete(id);
      if (right.size === 0) continue;
      scored.push({ clues, right });
      total += 1;
      if (scored.length > mostScored) scored.splice(0, scored.length - mostScored);
    }
  }

  return {
    get weights(): Weights {
      return weights;
    },

    /** What all of them teach so far; undefined when the usual weights rank no worse. */
    learn: (): Weights | undefined => learnWeights(scored),

    /** A question is asked; `cluesNow` is called when it is one to learn from. */
    asked(questionId: number, at: number, cluesNow: () => readonly Clues[]): void {
      close(at);
      if (total >= fewestScored && total - learnedFrom >= learnedAnew) {
        weights = learnWeights(scored) ?? usualWeights;
        learnedFrom = total;
      }
      asked += 1;
      if (total >= fewestScored && asked % sampled !== 0) return;
      const clues = cluesNow();
      const best = new Set(
        rankForQuestion(clues)
          .slice(0, mostRemembered)
          .map(({ memberId }) => memberId),
      );
      const remembered = clues.filter(({ memberId }) => best.has(memberId));
      open.set(questionId, {
        questionId,
        at,
        memberIds: remembered.map(({ memberId }) => memberId),
        clues: Float32Array.from(remembered.flatMap(({ values }) => values)),
        right: new Set(),
      });
    },

    answered(questionId: number, memberId: number, at: number): void {
      const lesson = open.get(questionId);
      if (!lesson || at - lesson.at > answeredWithin) return;
      const place = lesson.memberIds.indexOf(memberId);
      if (place >= 0) lesson.right.add(place);
    },
  };
}
