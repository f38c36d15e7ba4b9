import type { ExpertFinder } from './experts/experts.ts';
import type { Actor, Channel, Person, Question, Snippet } from './model.ts';
import type { Period } from './store/digests.ts';
import type { Paged } from './store/page.ts';
import { everyoneIn, type World } from './world.ts';

const day = 24 * 60 * 60 * 1000;
/** A section is worth this many lines of a reader's minute; the rest is counted. */
const mostLines = 10;
const mostHelpers = 2;

/** What happened in a channel in a period, and what waits there. */
export interface Digest {
  readonly channel: Channel;
  readonly period: Period;
  /** Answered questions, with the snippet that the accepted answer became. */
  readonly answered: Paged<{ readonly question: Question; readonly kept: Snippet | undefined }>;
  /** Open questions, each with members who could help. */
  readonly open: Paged<{ readonly question: Question; readonly couldHelp: readonly Person[] }>;
  /** Snippets that are not from a question answered in this period. */
  readonly kept: Paged<Snippet>;
  readonly newExperts: readonly Person[];
  readonly thanked: readonly { readonly member: Person; readonly votes: number }[];
}

/** What is worth a reader's minute. */
export function createDigests(world: World, experts: ExpertFinder) {
  const { store, clock } = world;

  return {
    /** The last `days` days of the channel in which the actor stands, as everyone there may know. */
    async compose(actor: Actor, days: number): Promise<Digest> {
      const to = clock() + 1;
      const period = { from: to - days * day, to };
      const { channelId } = actor;
      const everyone = everyoneIn(actor.channel, actor);
      const page = { limit: mostLines, offset: 0 };
      const answered = await store.questions.list(
        everyone,
        { channelId, state: 'answered', acceptedFrom: period.from },
        page,
      );
      const open = await store.questions.list(everyone, { channelId, state: 'open' }, page);
      const waiting = [];
      for (const question of open.items) {
        const couldHelp = await experts.forQuestion(everyone, question, mostHelpers);
        waiting.push({ question, couldHelp });
      }
      const ids = answered.items.map(({ id }) => id);
      const fromThem = await store.snippets.ofQuestions(everyone, ids);
      const kept = { channelId, createdFrom: period.from, writtenDirectly: true };
      return {
        channel: actor.channel,
        period,
        answered: {
          items: answered.items.map((question) => ({
            question,
            kept: fromThem.find(({ questionNumber }) => questionNumber === question.number),
          })),
          total: answered.total,
        },
        open: { items: waiting, total: open.total },
        kept: await store.snippets.list(everyone, kept, page),
        newExperts: await store.digests.newExperts(channelId, period),
        thanked: await store.digests.thanked(channelId, period),
      };
    },
  };
}
