import { changesBetween, type Said } from './differing.ts';
import { KnownError } from './errors.ts';
import type { Actor, Answer, Question, Reader, Snippet } from './model.ts';
import type { EarlierText, SnippetHistory } from './model-care.ts';
import { isAllowed, standingsOf } from './rights.ts';
import { indexSnippet } from './search/documents.ts';
import { foundSnippet, mustStand, onSnippet, standingsFor } from './snippet-acts.ts';
import type { Page, Paged } from './store/page.ts';
import type { Tables } from './store/store.ts';
import { readDetails, readText, readTitle } from './text.ts';
import type { World } from './world.ts';

/** The kept knowledge: showing and correcting it. */
export function createSnippets(world: World) {
  const { store } = world;

  return {
    find: (reader: Reader, number: number): Promise<Snippet | undefined> =>
      store.snippets.find(reader, number),

    /** What is to be read instead of it, as far as the reader may see; itself when nothing is. */
    async inPlaceOf(reader: Reader, snippet: Snippet): Promise<Snippet> {
      const seen = new Set([snippet.id]);
      let last = snippet;
      while (last.successor !== null) {
        const next = await store.snippets.find(reader, last.successor);
        if (!next || seen.has(next.id)) break;
        seen.add(next.id);
        last = next;
      }
      return last;
    },

    /** What is kept, the newest first. */
    newest: (reader: Reader, page: Page): Promise<Paged<Snippet>> =>
      store.snippets.list(reader, page),

    /** All that happened to it. */
    async story(reader: Reader, number: number): Promise<SnippetHistory> {
      const { id, title, question, answer } = await foundSnippet(store, reader, number);
      const revisions = await store.revisions.ofSnippet(id);
      return {
        revisions: revisions.map((one, i) => {
          const next = revisions[i - 1];
          const became = next ? saidIn(next) : { title, question, answer };
          return { ...one, changes: changesBetween(saidIn(one), became) };
        }),
        events: await store.snippetEvents.of(reader, id),
      };
    },

    /**
     * Brings an earlier text back, as an edit.
     * @throws KnownError 'not_found' when there is no such text.
     */
    restore: (actor: Actor, number: number, revision: number): Promise<Snippet> =>
      onSnippet(
        world,
        actor,
        number,
        { name: 'restore', right: 'restore snippet' },
        async (tables, old, now) => {
          mustStand(old);
          const all = await tables.revisions.ofSnippet(old.id);
          const one = all.find((earlier) => earlier.number === revision);
          if (!one) {
            throw new KnownError(
              'not_found',
              `S${number} has no earlier text ${revision}. \`snippet history S${number}\` lists them.`,
            );
          }
          const text = {
            title: readTitle(one.title || old.title, 'The title'),
            // Of texts that were kept joined the question stands in the answer.
            question: readDetails(
              one.question ?? (one.title === '' ? old.question : ''),
              'The question',
            ),
            answer: readText(one.body, 'The answer'),
          };
          await replaceText(tables, actor, old, text, now);
        },
      ),

    /** @throws KnownError 'forbidden' for who may not edit it: before a form is filled in vain. */
    async mustMayEdit(actor: Actor, snippet: Snippet): Promise<void> {
      await standingsFor(store, actor, snippet, 'edit snippet');
    },

    mayEdit: async (actor: Actor, snippet: Snippet): Promise<boolean> =>
      isAllowed(
        actor,
        'edit snippet',
        ...standingsOf(actor, snippet, await store.care.isAsked(snippet.id, actor.memberId)),
      ),

    /**
     * Replaces title, question or answer (what is left out stays). For its author and owner, or for a
     * curator; whoever else than its author does vouches for it by that.
     */
    edit: (
      actor: Actor,
      number: number,
      change: { title?: string; question?: string; answer?: string },
    ): Promise<Snippet> =>
      onSnippet(
        world,
        actor,
        number,
        { name: 'edit', right: 'edit snippet' },
        async (tables, old, now) => {
          mustStand(old);
          const text = {
            title: readTitle(change.title ?? old.title, 'The title'),
            question: readDetails(change.question ?? old.question, 'The question'),
            answer: readText(change.answer ?? old.answer, 'The answer'),
          };
          await replaceText(tables, actor, old, text, now);
        },
      ),
  };
}

const saidIn = ({ title, question, body }: EarlierText): Said => ({
  ...{ title, question, answer: body },
});

/** Keeps an accepted answer as a snippet, with the words of its question. */
export async function keepAnswer(
  tables: Tables,
  kept: { ref: string; actor: Actor; question: Question; answer: Answer; now: number },
): Promise<void> {
  const { actor, question, answer, now } = kept;
  if (await tables.snippets.ofAnswer(answer.id)) return;
  const { id } = await tables.snippets.add({
    ref: kept.ref,
    communityId: actor.communityId,
    channelId: question.channel.id,
    authorId: answer.author.id,
    answerId: answer.id,
    title: question.title,
    question: question.body,
    answer: answer.body,
    verifiedById: voucher(actor, question),
    createdAt: now,
  });
  await tables.tags.setOfSnippet(id, await tables.tags.named(actor.communityId, question.tags));
}

/** Lets the snippet of a question's accepted answer follow an edit, unless it was edited itself. */
export async function syncSnippet(
  tables: Tables,
  actor: Reader,
  questionId: number,
  now: number,
): Promise<void> {
  const kept = await untouched(tables, actor, questionId);
  if (!kept) return;
  const { id, question, answer } = kept;
  const text = { title: question.title, question: question.body, answer: answer.body };
  // Another answer may have been edited: that says nothing of this one.
  const before = await tables.quotes.textOf(id);
  const isSame = (['title', 'question', 'answer'] as const).every(
    (of) => before?.[of] === text[of],
  );
  if (!isSame) await tables.snippets.edit(id, text, now);
}

/** Lets the same snippet follow its question's tags. */
export async function syncSnippetTags(
  tables: Tables,
  reader: Reader,
  questionId: number,
): Promise<void> {
  const kept = await untouched(tables, reader, questionId);
  if (!kept) return;
  const tags = await tables.tags.named(reader.communityId, kept.question.tags);
  await tables.tags.setOfSnippet(kept.id, tags);
}

/** The snippet of a question's accepted answer, when nobody has worked on it. */
async function untouched(tables: Tables, reader: Reader, questionId: number) {
  const [question] = await tables.questions.byIds(reader, [questionId]);
  const answers = await tables.answers.of(reader, questionId);
  const answer = answers.find(({ accepted }) => accepted);
  const id = answer && (await tables.snippets.ofAnswer(answer.id));
  if (!question || !answer || id === undefined) return undefined;
  const isWorkedOn = (await tables.revisions.of('snippet', id)).length > 0;
  return isWorkedOn ? undefined : { id, question, answer };
}

/** Who is shown to vouch for a snippet: nobody, where it would tell who asked anonymously. */
function voucher(actor: Actor, question: Question): number | null {
  return question.anonymous && question.author.id === actor.memberId ? null : actor.memberId;
}

/** Replaces its text and keeps the old one; whoever is not its author vouches for it by that. */
export async function replaceText(
  tables: Tables,
  actor: Pick<Actor, 'memberId'>,
  old: Pick<Snippet, 'id' | 'title' | 'question' | 'answer'> & {
    readonly author: { readonly id: number };
  },
  text: { title: string; question: string; answer: string },
  now: number,
): Promise<void> {
  const isSame =
    text.title === old.title && text.question === old.question && text.answer === old.answer;
  if (isSame) return;
  const earlier = { title: old.title, question: old.question, body: old.answer };
  await tables.revisions.add('snippet', old.id, earlier, actor.memberId, now);
  const isByAuthor = old.author.id === actor.memberId;
  await tables.snippets.edit(old.id, text, now, isByAuthor ? undefined : actor.memberId);
  await indexSnippet(tables, old.id);
}
