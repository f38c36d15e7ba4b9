import { KnownError } from './errors.ts';
import type { Actor, Answer, Question, Reader, Snippet } from './model.ts';
import { oweHelped } from './notices/owed.ts';
import { worthShowing } from './search/confidence.ts';
import { extract, type Piece } from './search/extract.ts';
import type { QueryText } from './search/query.ts';
import type { Ranked } from './search/ranking.ts';
import { search } from './search/search.ts';
import type { Page, Paged } from './store/page.ts';
import type { Candidate } from './store/retrieval-sqlite.ts';
import { act, type World } from './world.ts';

/** How many answered questions or snippets are suggested before a question is posted. */
const mostSuggestions = 4;
/** A suggestion must be at least this good, relative to the best one. */
const closeToBest = 0.5;

/** Kept knowledge that was found: a snippet, or an answer in its thread, or both in one. */
export interface Found {
  readonly title: string;
  readonly question: Question | undefined;
  readonly answer: Answer | undefined;
  readonly snippet: Snippet | undefined;
  readonly extract: readonly Piece[];
}

/** Finding what is known already. */
export function createKnowledge(world: World) {
  const { store } = world;

  async function load(
    reader: Reader,
    hits: readonly Ranked<Candidate>[],
    terms: ReadonlySet<string>,
  ): Promise<Found[]> {
    const ids = (key: 'questionId' | 'answerId' | 'snippetId') =>
      hits.flatMap(({ candidate }) => candidate[key] ?? []);
    const questions = await store.questions.byIds(reader, ids('questionId'));
    const answers = await store.answers.byIds(reader, ids('answerId'));
    const snippets = await store.snippets.byIds(reader, ids('snippetId'));
    return hits.flatMap(({ candidate }) => {
      const question = questions.find(({ id }) => id === candidate.questionId);
      const answer = answers.find(({ id }) => id === candidate.answerId);
      const snippet = snippets.find(({ id }) => id === candidate.snippetId);
      const title = snippet?.title ?? question?.title;
      const text = snippet?.answer ?? answer?.body;
      if (title === undefined || text === undefined) return [];
      return { title, question, answer, snippet, extract: extract(text, terms) };
    });
  }

  return {
    /** What probably answers the question already, the best first; nothing when unsure. */
    async suggest(reader: Reader, text: QueryText): Promise<Found[]> {
      const { hits, confidence, terms } = await search(store, reader, text);
      const best = hits[0];
      if (!best || confidence < worthShowing) return [];
      const close = hits.filter((hit) => hit.score >= closeToBest * best.score);
      return load(reader, close.slice(0, mostSuggestions), terms);
    },

    /** Everything that shares words with the query, the best first, a page at a time. */
    async search(
      reader: Reader,
      words: string,
      tag: string | undefined,
      page: Page,
    ): Promise<Paged<Found>> {
      const [known] = tag === undefined ? [] : await store.tags.named(reader.communityId, [tag]);
      if (tag !== undefined && !known) return { items: [], total: 0 };
      const { hits, terms } = await search(store, reader, { title: words }, known?.id);
      const shown = hits.slice(page.offset, page.offset + page.limit);
      return { items: await load(reader, shown, terms), total: hits.length };
    },

    /**
     * The member's own question was spared by this answer: it is credited, and the draft dropped.
     * @throws KnownError 'not_found' when the answer is not there for this reader; 'forbidden' on
     * one's own.
     */
    markSolved: (
      actor: Actor,
      what: { readonly answerId: number } | { readonly snippetId: number },
      draftId: number | undefined,
    ): Promise<void> =>
      act(world, actor, async (tables, now) => {
        const [item] =
          'answerId' in what
            ? await tables.answers.byIds(actor, [what.answerId])
            : await tables.snippets.byIds(actor, [what.snippetId]);
        if (!item) throw new KnownError('not_found', 'That answer is no longer available.');
        if (draftId !== undefined) await tables.drafts.remove(actor.memberId, draftId);
        if (item.author.id === actor.memberId) return;
        await oweHelped(tables, actor, item.author.id, now);
        await tables.votes.add({
          ref: world.newRef(),
          communityId: actor.communityId,
          subject: what,
          memberId: actor.memberId,
          kind: 'solved',
          createdAt: now,
        });
      }),
  };
}
