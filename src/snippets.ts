import { KnownError } from './errors.ts';
import type { Actor, Answer, Question, Reader, Revision, Snippet } from './model.ts';
import { indexSnippet } from './search/documents.ts';
import type { Page, Paged } from './store/page.ts';
import type { Tables } from './store/store.ts';
import { readDetails, readText, readTitle } from './text.ts';
import { act, mayCurate, type World } from './world.ts';

/** The kept knowledge: showing and correcting it. */
export function createSnippets(world: World) {
  const { store } = world;

  return {
    find: (reader: Reader, number: number): Promise<Snippet | undefined> =>
      store.snippets.find(reader, number),

    /** What is kept, the newest first. */
    newest: (reader: Reader, page: Page): Promise<Paged<Snippet>> =>
      store.snippets.list(reader, page),

    async history(reader: Reader, number: number): Promise<Revision[]> {
      const snippet = await foundSnippet(store, reader, number);
      return store.revisions.of('snippet', snippet.id);
    },

    /**
     * Replaces title, question or answer (what is left out stays). For its author, or for a curator,
     * who vouches for it by that.
     */
    edit: (
      actor: Actor,
      number: number,
      change: { title?: string; question?: string; answer?: string },
    ): Promise<Snippet> =>
      act(world, actor, async (tables, now) => {
        const old = await foundSnippet(tables, actor, number);
        const isMine = old.author.id === actor.memberId;
        if (!isMine && !mayCurate(actor)) {
          throw new KnownError(
            'forbidden',
            'Only its author, or a curator, can edit a snippet. Tell one of them what is wrong with it.',
          );
        }
        const text = {
          title: readTitle(change.title ?? old.title, 'The title'),
          question: readDetails(change.question ?? old.question, 'The question'),
          answer: readText(change.answer ?? old.answer, 'The answer'),
        };
        await replaceText(tables, actor, old, text, now);
        if (!isMine) {
          const entry = { act: 'edit snippet', subject: `S${number}`, memberId: actor.memberId };
          await tables.audit.add(actor.communityId, { ...entry, at: now });
        }
        return foundSnippet(tables, actor, number);
      }),
  };
}

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

/** Drops the snippet that the answer became, unless someone has worked on it since. */
export async function discardSnippet(tables: Tables, answerId: number | undefined): Promise<void> {
  const id = answerId === undefined ? undefined : await tables.snippets.ofAnswer(answerId);
  if (id === undefined) return;
  const isWorkedOn = (await tables.revisions.of('snippet', id)).length > 0;
  if (!isWorkedOn) await tables.snippets.remove(id);
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
  await tables.snippets.edit(id, text, now);
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
  const body = old.question ? `${old.question}\n\n${old.answer}` : old.answer;
  await tables.revisions.add('snippet', old.id, { title: old.title, body }, actor.memberId, now);
  const isByAuthor = old.author.id === actor.memberId;
  await tables.snippets.edit(old.id, text, now, isByAuthor ? undefined : actor.memberId);
  await indexSnippet(tables, old.id);
}

/** @throws KnownError 'not_found' when there is no such snippet that the reader may see. */
export async function foundSnippet(
  tables: Pick<Tables, 'snippets'>,
  reader: Reader,
  number: number,
): Promise<Snippet> {
  const snippet = await tables.snippets.find(reader, number);
  if (!snippet) throw new KnownError('not_found', `There is no snippet S${number} here.`);
  return snippet;
}
