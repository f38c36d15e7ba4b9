import { KnownError } from './errors.ts';
import type { Actor, Question, Reader, Revision, Thread } from './model.ts';
import { oweAsked, oweCard, oweEdited, oweNothing, oweRoute } from './notices/owed.ts';
import { isAllowed } from './rights.ts';
import { indexQuestion } from './search/documents.ts';
import { judge } from './search/judgements.ts';
import { settingsOf } from './settings.ts';
import { syncSnippet, syncSnippetTags } from './snippets.ts';
import type { Page, Paged } from './store/page.ts';
import type { QuestionFilter } from './store/question-filter.ts';
import type { Tables } from './store/store.ts';
import { mostTags, readTags } from './tags.ts';
import { readDetails, readTitle } from './text.ts';
import { act, type World } from './world.ts';

const day = 24 * 60 * 60 * 1000;

export interface Asked {
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly anonymous: boolean;
  /** The channel to post it in, when the actor stands elsewhere by now. */
  readonly channelId?: number;
  /** The draft that this question was kept in, which it replaces. */
  readonly draftId?: number | undefined;
}

/** Asking, and looking after one's questions. */
export function createQuestions(world: World) {
  const { store } = world;

  return {
    find: (reader: Reader, number: number): Promise<Question | undefined> =>
      store.questions.find(reader, number),

    async thread(reader: Reader, number: number): Promise<Thread | undefined> {
      const question = await store.questions.find(reader, number);
      return question && { question, answers: await store.answers.of(reader, question.id) };
    },

    list: (
      reader: Reader,
      filter: QuestionFilter,
      page: Page,
      order?: 'newest' | 'oldest',
    ): Promise<Paged<Question>> => store.questions.list(reader, filter, page, order),

    /** The newest open questions, by name. */
    openTitles: (reader: Reader, limit: number) => store.questions.openTitles(reader, limit),

    /** Open questions on what the reader knows, which they neither asked nor answered. */
    async forExpert(reader: Reader, page: Page): Promise<Paged<Question>> {
      const known = await store.expertise.ofMember(reader, reader.memberId);
      const names = known.map(({ tag }) => tag);
      const tagIds = (await store.tags.named(reader.communityId, names)).map(({ id }) => id);
      if (tagIds.length === 0) return { items: [], total: 0 };
      const filter = { state: 'open', tagIds, byOthers: true } as const;
      return store.questions.list(reader, filter, page);
    },

    async history(reader: Reader, number: number): Promise<Revision[]> {
      const question = await found(store, reader, number);
      const revisions = await store.revisions.of('question', question.id);
      if (!question.anonymous) return revisions;
      return revisions.map((revision) => ({ ...revision, replacedBy: null }));
    },

    /** Why the actor may ask no more today; undefined while they may. */
    limit: (actor: Actor): Promise<string | undefined> => limitOf(store, actor, world.clock()),

    /** @throws KnownError 'invalid' for what `ask` would not keep: better said before than after. */
    check: (asked: Asked): void => void readAsked(asked),

    /**
     * Posts a question in the actor's channel and returns it.
     * @throws KnownError 'invalid' for a text or tag that cannot be kept; 'conflict' when the member
     * has asked as much as one may in a day, or the draft is gone because it was posted before.
     */
    ask: (actor: Actor, asked: Asked): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        await withinDailyLimit(tables, actor, now);
        if (asked.draftId !== undefined) await takeDraft(tables, actor, asked.draftId);
        const { tags, ...text } = readAsked(asked);
        const { id, number } = await tables.questions.add({
          ref: world.newRef(),
          communityId: actor.communityId,
          channelId: asked.channelId ?? actor.channelId,
          authorId: actor.memberId,
          ...text,
          anonymous: asked.anonymous,
          createdAt: now,
        });
        await tables.tags.setOfQuestion(id, await tables.tags.ensure(actor.communityId, tags, now));
        const question = await found(tables, actor, number);
        await oweAsked(tables, question, now);
        return question;
      }),

    /** Replaces title, details or tags (what is left out stays); the old text is kept as a revision. */
    edit: (
      actor: Actor,
      number: number,
      change: { title?: string; body?: string; tags?: readonly string[] },
    ): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        const old = await mine(tables, actor, number, 'edit', now);
        const text = {
          title: readTitle(change.title ?? old.title, 'The question'),
          body: readDetails(change.body ?? old.body, 'The text below the question'),
        };
        if (text.title !== old.title || text.body !== old.body) {
          await tables.revisions.add('question', old.id, old, actor.memberId, now);
          await tables.questions.edit(old.id, text, now);
          await syncSnippet(tables, actor, old.id, now);
        }
        if (change.tags) {
          await tables.merging.setTags(old.id);
          const tags = readTags(change.tags, mostTags);
          await tables.tags.setOfQuestion(
            old.id,
            await tables.tags.ensure(actor.communityId, tags, now),
          );
          await syncSnippetTags(tables, actor, old.id);
        }
        await indexQuestion(tables, old.id);
        await oweEdited(tables, old, now);
        return found(tables, actor, number);
      }),

    /** Takes the question off the open list without an accepted answer. */
    close: (actor: Actor, number: number): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        const question = await mine(tables, actor, number, 'close', now);
        if (question.state !== 'open') {
          throw new KnownError(
            'conflict',
            question.state === 'closed'
              ? `#${number} is closed already. Reopen it if it still needs an answer.`
              : `#${number} is answered: there is nothing to close.`,
          );
        }
        await tables.questions.setState(question.id, 'closed', now);
        await oweNothing(tables, question, now);
        return found(tables, actor, number);
      }),

    reopen: (actor: Actor, number: number): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        const question = await mine(tables, actor, number, 'reopen', now);
        if (question.state === 'open')
          throw new KnownError('conflict', `#${number} is open already: everyone can answer it.`);
        if (question.state === 'answered') {
          throw new KnownError(
            'conflict',
            `#${number} has an accepted answer. Undo the acceptance, and the question is open again.`,
          );
        }
        await tables.questions.setState(question.id, 'open', now);
        await oweRoute(tables, question, now, now, now);
        await oweCard(tables, question, now);
        return found(tables, actor, number);
      }),

    /** It still needs an answer: the time after which what nobody answers is deleted, or closed, begins anew. */
    want: (actor: Actor, number: number): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        const question = await mine(tables, actor, number, 'keep', now);
        if (question.state !== 'open') {
          const next =
            question.state === 'closed' ? `\`reopen ${number}\` opens it again.` : 'It stays.';
          throw new KnownError('conflict', `#${number} is ${question.state}. ${next}`);
        }
        await tables.tidying.noteWanted(question.id, now);
        return question;
      }),

    /** "I have this question too": counted once for each member, and never for who asked. */
    watch: (actor: Actor, number: number): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        const question = await found(tables, actor, number);
        if (question.author.id === actor.memberId) {
          throw new KnownError(
            'conflict',
            `#${number} is your own question: you follow it already.`,
          );
        }
        await tables.questions.watch(question.id, actor.memberId, now);
        await oweCard(tables, question, now);
        return found(tables, actor, number);
      }),

    unwatch: (actor: Actor, number: number): Promise<Question> =>
      act(world, actor, async (tables, now) => {
        const question = await found(tables, actor, number);
        await tables.questions.unwatch(question.id, actor.memberId);
        await oweCard(tables, question, now);
        return found(tables, actor, number);
      }),
  };
}

/** @throws KnownError 'conflict' for what leads to a question that the reader may not see. */
function mustStand({ number, mergedInto }: Question): void {
  if (mergedInto === undefined) return;
  throw new KnownError(
    'conflict',
    `#${number} was merged into a question that you cannot see from here. A curator can undo that: \`duplicates undo ${number}\`.`,
  );
}

function readAsked({ title, body, tags }: Asked) {
  return {
    title: readTitle(title, 'The question'),
    body: readDetails(body, 'The text below the question'),
    tags: readTags(tags, mostTags),
  };
}

/** @throws KnownError 'not_found' when there is no such question that the reader may see. */
export async function found(
  tables: Pick<Tables, 'questions'>,
  reader: Reader,
  number: number,
): Promise<Question> {
  const question = await tables.questions.find(reader, number);
  if (!question) throw new KnownError('not_found', `There is no question #${number} here.`);
  return question;
}

/**
 * The question, if the actor may change it: its asker, or a curator, whose act is audited.
 * @throws KnownError 'forbidden' for everyone else.
 */
async function mine(
  tables: Tables,
  actor: Actor,
  number: number,
  verb: string,
  now: number,
): Promise<Question> {
  const question = await found(tables, actor, number);
  mustStand(question);
  if (question.author.id === actor.memberId) return question;
  if (!isAllowed(actor, verb === 'edit' ? 'edit question' : 'close question')) {
    throw new KnownError(
      'forbidden',
      `Only the person who asked #${number}, or a curator, can ${verb} it. Ask them to.`,
    );
  }
  await tables.audit.add(actor.communityId, {
    act: `${verb} question`,
    subject: `#${number}`,
    memberId: actor.memberId,
    at: now,
  });
  return question;
}

async function withinDailyLimit(tables: Tables, actor: Actor, now: number): Promise<void> {
  const sentence = await limitOf(tables, actor, now);
  if (sentence !== undefined) throw new KnownError('conflict', sentence);
}

async function limitOf(
  tables: Pick<Tables, 'questions' | 'settings' | 'searchSettings'>,
  actor: Actor,
  now: number,
): Promise<string | undefined> {
  const { 'questions-a-day': most } = await settingsOf(tables, actor);
  const asked = await tables.questions.countAskedSince(actor.memberId, now - day);
  if (asked < most) return undefined;
  return `You have asked ${asked === 1 ? 'a question' : `${asked} questions`} in the last 24 hours, which is as many as one may. Search the kept answers meanwhile, or ask again tomorrow.`;
}

async function takeDraft(tables: Tables, actor: Actor, draftId: number): Promise<void> {
  const draft = await tables.drafts.find(actor.memberId, draftId);
  if (!draft) {
    throw new KnownError('conflict', 'This question was posted already, or its draft has expired.');
  }
  await tables.drafts.remove(actor.memberId, draftId);
  // What was suggested did not answer it.
  await judge(tables, draftId);
}
