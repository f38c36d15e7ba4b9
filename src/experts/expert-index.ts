import { analyse } from '../search/analyse.ts';
import { createIndex } from '../search/index/index.ts';
import { readQuery } from '../search/query.ts';
import { createActivity } from './activity.ts';
import { closestTo } from './closeness.ts';
import { type Ranked, rankForQuestion } from './ranking.ts';
import { type GivenAnswer, weigh } from './weight.ts';

/** What happened in a community, told in the order of time. Times are UTC milliseconds; ids are positive. */
export type CommunityEvent =
  | ({ readonly kind: 'question' } & AskedQuestion)
  | {
      readonly kind: 'answer';
      readonly questionId: number;
      readonly memberId: number;
      readonly text: string;
      readonly at: number;
    }
  /** The asker accepted, or said thanks for, what a member answered. */
  | { readonly kind: 'thanks'; readonly questionId: number; readonly memberId: number };

export interface AskedQuestion {
  readonly id: number;
  readonly askerId: number;
  readonly channelId: number;
  readonly title: string;
  readonly body: string;
  readonly at: number;
}

type Kept = { -readonly [K in keyof GivenAnswer]: GivenAnswer[K] } & {
  readonly questionId: number;
};

/** Of what is new, so much is found without being merged into the sorted part of the index. */
const mostUnmerged = 0.05;
const fewestUnmerged = 500;

/**
 * A community's whole memory of who answers what, for whom nothing is hidden: for replaying histories
 * without a store or a chat platform. It ranks by what the product ranks by.
 */
export function createExpertIndex() {
  const documents = createIndex();
  const activity = createActivity();
  const questions = new Map<number, AskedQuestion & { terms: readonly [string, string] }>();
  /** By document id, counted from 1. */
  const answers: Kept[] = [];
  const ofQuestion = new Map<number, Kept[]>();
  const everyone = () => true;

  function answered(event: Extract<CommunityEvent, { kind: 'answer' }>): void {
    const question = questions.get(event.questionId);
    if (!question) return;
    const { memberId, text, at } = event;
    const { id: questionId, askerId, channelId } = question;
    activity.answered({ memberId, askerId, questionId, channelId, at });
    if (memberId === askerId) return;
    // A history may come without texts: then nothing is known of their length.
    const length = text === '' ? Number.POSITIVE_INFINITY : text.length;
    const answer = { memberId, askerId, questionId, at, length, accepted: false, thanked: false };
    answers.push(answer);
    ofQuestion.set(questionId, [...(ofQuestion.get(questionId) ?? []), answer]);
    documents.put({
      id: answers.length,
      thread: questionId,
      isKept: false,
      isPrivate: false,
      channelId,
      askerId,
      authorId: memberId,
      fields: [...question.terms, analyse(text).join(' ')],
    });
    const unmerged = fewestUnmerged + documents.size * mostUnmerged;
    if (documents.recentCount > unmerged) documents.seal();
  }

  /** The answers closest to the question, best first, with how close they are: `fit`, above 0 to 1. */
  function closest({ title, body: details }: Pick<AskedQuestion, 'title' | 'body'>) {
    const view = documents.views.everything();
    const { terms } = readQuery(documents, view, { title, details });
    const found = closestTo(documents, view, terms);
    const best = found[0]?.score ?? 1;
    return found.flatMap(({ slot, score }) => {
      const answer = answers[documents.idOf(slot) - 1];
      return answer ? [{ ...answer, fit: score / best }] : [];
    });
  }

  return {
    index(event: CommunityEvent): void {
      if (event.kind === 'answer') answered(event);
      else if (event.kind === 'question') {
        const terms = [event.title, event.body].map((text) => analyse(text).join(' '));
        questions.set(event.id, { ...event, terms: [terms[0] ?? '', terms[1] ?? ''] });
        activity.asked(event.askerId, event.channelId, event.at);
      } else {
        const { questionId, memberId } = event;
        for (const answer of ofQuestion.get(questionId) ?? []) {
          if (answer.memberId === memberId) answer.thanked = true;
        }
      }
    },

    closest,

    /** Who would answer, the likeliest first: of those who answered near to it or are active in the channel. */
    rank(question: Omit<AskedQuestion, 'id' | 'at'>, now: number): Ranked[] {
      const { askerId, channelId } = question;
      const found = closest(question);
      const weights = weigh(found);
      const evidence = found.map((answer, i) => ({ ...answer, weight: weights[i] ?? 0 }));
      const ids = new Set(activity.activeIn(channelId, now));
      for (const { memberId } of found) ids.add(memberId);
      const people = [...ids].flatMap((memberId) => {
        const doings = activity.of(memberId, everyone, channelId, askerId, now);
        return doings && doings.threads > 0 && memberId !== askerId
          ? [[memberId, doings] as const]
          : [];
      });
      return rankForQuestion(evidence, people, now);
    },

    /** What a member did so far; for choosing among the ranked. */
    doings: (memberId: number, now: number) => activity.of(memberId, everyone, 0, undefined, now),
  };
}
