import { analyse } from '../search/analyse.ts';
import { createIndex } from '../search/index/index.ts';
import { readQuery } from '../search/query.ts';
import { createActivity } from './activity.ts';
import { closestTo } from './closeness.ts';
import { createLessons } from './lessons.ts';
import { profilesIn } from './profiles.ts';
import {
  type Clues,
  cluesOf,
  type Evidence,
  type Ranked,
  rankForQuestion,
  type Weights,
} from './ranking.ts';
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
 * without a store or a chat platform. It ranks by what the product ranks by, and learns, unless told
 * not to, from who answered what.
 */
export function createExpertIndex({ learns = true }: { readonly learns?: boolean } = {}) {
  const documents = createIndex();
  const activity = createActivity();
  const questions = new Map<number, AskedQuestion & { terms: readonly [string, string] }>();
  /** By document id, counted from 1. */
  const answers: Kept[] = [];
  const ofQuestion = new Map<number, Kept[]>();
  const lessons = createLessons();
  const nothingHidden: ReadonlySet<number> = new Set();
  /** The clues of the last question that was ranked, until something happens. */
  let last:
    | { readonly question: unknown; readonly now: number; readonly clues: Clues[] }
    | undefined;

  function answered(event: Extract<CommunityEvent, { kind: 'answer' }>): void {
    const question = questions.get(event.questionId);
    if (!question) return;
    const { memberId, text, at } = event;
    const { id: questionId, askerId, channelId } = question;
    activity.answered({ memberId, askerId, questionId, channelId, at });
    if (memberId === askerId) return;
    lessons.answered(questionId, memberId, at);
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
      at,
      fields: [...question.terms, analyse(text).join(' ')],
    });
    const unmerged = fewestUnmerged + documents.size * mostUnmerged;
    if (documents.recentCount > unmerged) documents.seal();
  }

  /** The answers closest to the question, best first, with how close they are and what they count. */
  function near({ title, body: details }: Pick<AskedQuestion, 'title' | 'body'>) {
    const view = documents.views.everything();
    const { terms } = readQuery(documents, view, { title, details });
    const closest = closestTo(documents, view, terms);
    const best = closest[0]?.score ?? 1;
    const ids = closest.map(({ slot }) => documents.idOf(slot));
    const found = ids.flatMap((id) => answers[id - 1] ?? []);
    const weights = weigh(found);
    const evidence = found.map(({ memberId, questionId, at }, i): Evidence => {
      const fit = (closest[i]?.score ?? 0) / best;
      return { memberId, questionId, at, fit, weight: weights[i] ?? 0 };
    });
    return { evidence, ids, view, terms };
  }

  /** Of those who answered near to it or are active in the channel. */
  function clues(question: Omit<AskedQuestion, 'id' | 'at'>, now: number): Clues[] {
    const { askerId, channelId } = question;
    const { evidence, ids: found, view, terms } = near(question);
    const uncounted = found.filter((_, i) => evidence[i]?.weight === 0);
    const profiles = profilesIn(documents, view, terms, now, uncounted);
    const ids = new Set(activity.activeIn(channelId, now));
    for (const { memberId } of evidence) ids.add(memberId);
    const people = [...ids].flatMap((memberId) => {
      const doings = activity.of(memberId, nothingHidden, channelId, askerId, now);
      return doings && doings.threads > 0 && memberId !== askerId
        ? [[memberId, doings] as const]
        : [];
    });
    return cluesOf({ evidence, profiles }, people, now);
  }

  function cluesOnce(question: Omit<AskedQuestion, 'id' | 'at'>, now: number): Clues[] {
    if (last?.question !== question || last.now !== now) {
      last = { question, now, clues: clues(question, now) };
    }
    return last.clues;
  }

  return {
    index(event: CommunityEvent): void {
      if (event.kind === 'answer') answered(event);
      else if (event.kind === 'question') {
        const { id, at } = event;
        if (learns) lessons.asked(id, at, () => cluesOnce(event, at));
        const terms = [event.title, event.body].map((text) => analyse(text).join(' '));
        questions.set(event.id, { ...event, terms: [terms[0] ?? '', terms[1] ?? ''] });
        activity.asked(event.askerId, event.channelId, event.at);
      } else {
        const { questionId, memberId } = event;
        for (const answer of ofQuestion.get(questionId) ?? []) {
          if (answer.memberId === memberId) answer.thanked = true;
        }
      }
      last = undefined;
    },

    /** The answers closest to the question, best first, with how close they are: `fit`, above 0 to 1. */
    closest: (question: Pick<AskedQuestion, 'title' | 'body'>) => near(question).evidence,

    /** What speaks for each who comes into question. */
    clues,

    /** Who would answer, the likeliest first: of those who answered near to it or are active in the channel. */
    rank: (
      question: Omit<AskedQuestion, 'id' | 'at'>,
      now: number,
      weights: Weights = lessons.weights,
    ): Ranked[] => rankForQuestion(cluesOnce(question, now), weights),

    /** What it ranks by: the usual weights, until this community's own questions have taught others. */
    get weights(): Weights {
      return lessons.weights;
    },

    /** What its questions teach by now; undefined when the usual weights rank no worse. */
    learn: lessons.learn,

    /** What a member did so far; for choosing among the ranked. */
    doings: (memberId: number, now: number) =>
      activity.of(memberId, nothingHidden, 0, undefined, now),
  };
}
