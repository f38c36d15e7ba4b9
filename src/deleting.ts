import { type AnswerInThread, foundAnswer } from './answers.ts';
import { removeQuestion } from './duplicates/carrying-questions.ts';
import { removeSnippet } from './duplicates/carrying-snippets.ts';
import { KnownError } from './errors.ts';
import type { Actor, Person, Question, Snippet, Thread } from './model.ts';
import { oweGone } from './notices/gone.ts';
import { oweCard } from './notices/owed.ts';
import { found } from './questions.ts';
import { isAllowed } from './rights.ts';
import { indexQuestion } from './search/documents.ts';
import { foundSnippet } from './snippet-acts.ts';
import type { Tables } from './store/store.ts';
import { act, type World } from './world.ts';

/** What is to be deleted, as people name it: `#42`, `42.1`, `S7`. */
export type Doomed =
  | { readonly kind: 'question'; readonly question: number }
  | { readonly kind: 'answer'; readonly question: number; readonly answer: number }
  | { readonly kind: 'snippet'; readonly snippet: number };

/** What deleting it takes along. */
export interface Deleting {
  readonly title: string;
  readonly answers: number;
  /** Numbers of the snippets that were kept from it. */
  readonly snippets: readonly number[];
  /** What was merged into it, as people name it: it stands for itself again. */
  readonly released: readonly string[];
}

/** What came of it: the question whose card changes. */
export type Deleted =
  | { readonly kind: 'gone'; readonly question: Question }
  | { readonly kind: 'changed'; readonly thread: Thread }
  | { readonly kind: 'snippet' };

/** Deleting texts: what is deleted is gone, so it happens in two steps and cannot be undone. */
export function createDeleting(world: World) {
  const { store } = world;

  return {
    /**
     * What deleting it would do; nothing is done.
     * @throws KnownError 'forbidden' unless the actor wrote it and nobody worked on it, or curates.
     */
    preview: (actor: Actor, doomed: Doomed): Promise<Deleting> =>
      store.read(async (tables) => {
        const { thread, snippet, kept } = await look(tables, actor, doomed);
        const question = doomed.kind === 'question' ? thread?.question : undefined;
        const released = await releasedBy(tables, actor, question, snippet);
        const title = snippet?.title ?? thread?.question.title ?? '';
        const answers = doomed.kind === 'question' ? (thread?.answers.length ?? 0) : 0;
        return { title, answers, snippets: kept.map(({ number }) => number), released };
      }),

    /** Deletes it, with its older texts: from the database, its index and its log. */
    async remove(actor: Actor, doomed: Doomed): Promise<Deleted> {
      const deleted = await act(world, actor, async (tables, now) => {
        const { thread, snippet, kept, isMine } = await look(tables, actor, doomed);
        for (const { id } of kept) await removeSnippet(tables, id);
        if (!isMine) {
          const entry = { act: `delete ${doomed.kind}`, subject: nameOf(doomed), at: now };
          await tables.audit.add(actor.communityId, { ...entry, memberId: actor.memberId });
        }
        if (doomed.kind === 'snippet' && snippet) {
          await removeSnippet(tables, snippet.id);
          return { kind: 'snippet' } as const;
        }
        if (!thread) throw new Error('what is deleted was looked up');
        const { question } = thread;
        if (doomed.kind === 'question') {
          await oweGone(tables, { ...question, channelId: question.channel.id }, now);
          await removeQuestion(tables, question.id, now);
          return { kind: 'gone', question } as const;
        }
        const named = doomed.kind === 'answer' ? doomed.answer : 0;
        const answer = thread.answers.find(({ number }) => number === named);
        if (answer?.accepted) await tables.questions.unaccept(question.id);
        if (answer) await tables.answers.remove(answer.id);
        await indexQuestion(tables, question.id);
        await oweCard(tables, question, now);
        const after = await found(tables, actor, question.number);
        const answers = await tables.answers.of(actor, question.id);
        return { kind: 'changed', thread: { question: after, answers } } as const;
      });
      await store.flush();
      return deleted;
    },
  };
}

interface Looked {
  readonly thread: Thread | undefined;
  readonly snippet: Snippet | undefined;
  /** Snippets that go along: they hold the same words. */
  readonly kept: readonly Snippet[];
  readonly isMine: boolean;
}

async function look(tables: Tables, actor: Actor, doomed: Doomed): Promise<Looked> {
  switch (doomed.kind) {
    case 'question': {
      const question = await itself(tables, actor, doomed.question);
      const brought = await tables.merging.brought(question.id);
      const all = await tables.answers.of(actor, question.id);
      const answers = all.filter(({ id }) => !brought.has(id));
      const isMine = question.author.id === actor.memberId;
      const others = answers.filter(({ author }) => author.id !== actor.memberId);
      if (isMine && others.length > 0 && !isAllowed(actor, 'delete')) {
        throw new KnownError(
          'conflict',
          `Others answered #${question.number}: what they wrote stays. \`edit ${question.number}\` takes your own words out, and a curator can delete all of it.`,
        );
      }
      mustOwn(actor, isMine);
      const kept = await keptFrom(tables, actor, answers, isMine);
      return { thread: { question, answers }, snippet: undefined, kept, isMine };
    }
    case 'answer': {
      const thread: AnswerInThread = await foundAnswer(tables, actor, doomed);
      const isMine = thread.answer.author.id === actor.memberId;
      mustOwn(actor, isMine);
      const kept = await keptFrom(tables, actor, [thread.answer], isMine);
      return { thread, snippet: undefined, kept, isMine };
    }
    case 'snippet': {
      const snippet = await snippetItself(tables, actor, doomed.snippet);
      const isMine = snippet.author.id === actor.memberId;
      mustOwn(actor, isMine);
      if (!isAllowed(actor, 'delete')) await mustBeAlone(tables, actor, snippet);
      return { thread: undefined, snippet, kept: [], isMine };
    }
  }
}

/** What would stand for itself again without the question, or the snippet. */
async function releasedBy(
  tables: Tables,
  actor: Actor,
  question: Question | undefined,
  snippet: Snippet | undefined,
): Promise<string[]> {
  if (snippet) {
    const ids = (await tables.mergingSnippets.into(snippet.id)).map(({ id }) => id);
    return (await tables.snippets.byIds(actor, ids)).map(({ number }) => `S${number}`);
  }
  const ids = question ? (await tables.merging.into(question.id)).map(({ id }) => id) : [];
  return (await tables.questions.byIds(actor, ids)).map(({ number }) => `#${number}`);
}

/** The question of that number, also when it was merged: what it led to is not what is meant. */
async function itself(tables: Tables, actor: Actor, number: number): Promise<Question> {
  const question = await found(tables, actor, number);
  const merged = await tables.merging.ofNumber(actor.communityId, number);
  const [own] = merged ? await tables.questions.byIds(actor, [merged.id]) : [];
  return own ?? question;
}

async function snippetItself(tables: Tables, actor: Actor, number: number): Promise<Snippet> {
  const snippet = await foundSnippet(tables, actor, number);
  const merged = await tables.mergingSnippets.ofNumber(actor.communityId, number);
  const [own] = merged ? await tables.snippets.byIds(actor, [merged.id]) : [];
  return own ?? snippet;
}

function mustOwn(actor: Actor, isMine: boolean): void {
  if (isMine || isAllowed(actor, 'delete')) return;
  throw new KnownError('forbidden', 'Only who wrote it, or a curator, can delete it.');
}

/** The snippets that were kept from the answers. */
async function keptFrom(
  tables: Tables,
  actor: Actor,
  answers: readonly { readonly id: number; readonly author: Person }[],
  isMine: boolean,
): Promise<Snippet[]> {
  const kept: Snippet[] = [];
  for (const { id } of answers) {
    const snippetId = await tables.snippets.ofAnswer(id);
    const [snippet] =
      snippetId === undefined ? [] : await tables.snippets.byIds(actor, [snippetId]);
    if (!snippet) continue;
    if (isMine && !isAllowed(actor, 'delete')) await mustBeAlone(tables, actor, snippet);
    kept.push(snippet);
  }
  return kept;
}

/** @throws KnownError 'conflict' where others worked on what was kept. */
async function mustBeAlone(tables: Tables, actor: Actor, snippet: Snippet): Promise<void> {
  const revisions = await tables.revisions.of('snippet', snippet.id);
  if (revisions.every(({ replacedBy }) => replacedBy?.id === actor.memberId)) return;
  throw new KnownError(
    'conflict',
    `Others worked on S${snippet.number}, which holds it. Ask a curator to delete it.`,
  );
}

export function nameOf(doomed: Doomed): string {
  switch (doomed.kind) {
    case 'question':
      return `#${doomed.question}`;
    case 'answer':
      return `${doomed.question}.${doomed.answer}`;
    case 'snippet':
      return `S${doomed.snippet}`;
  }
}
