import { KnownError } from './errors.ts';
import type { Actor, Answer, Question, Reader, Snippet } from './model.ts';
import { oweHelped } from './notices/owed.ts';
import { extract, type Piece } from './search/extract.ts';
import type { Indexes } from './search/indexes.ts';
import { judge, type Solution } from './search/judgements.ts';
import { reorderByMeaning } from './search/meaning.ts';
import { readSearch } from './search/operators.ts';
import { worthShowing } from './search/policy.ts';
import type { QueryText } from './search/query.ts';
import { type Hit, search, searchExactly } from './search/search.ts';
import type { Draft } from './store/drafts.ts';
import type { Page, Paged } from './store/page.ts';
import type { Titled } from './store/titles.ts';
import { canonicalTag } from './tags.ts';
import { byTrust } from './trust.ts';
import { act, type World } from './world.ts';

/** Kept knowledge that was found: a snippet, or an answer in its thread, or both in one. */
export interface Found {
  readonly title: string;
  readonly question: Question | undefined;
  readonly answer: Answer | undefined;
  readonly snippet: Snippet | undefined;
  readonly extract: readonly Piece[];
}

/** What is shown before a question is posted, and what is to be kept with its draft. */
export interface Suggested {
  readonly found: readonly Found[];
  /** How sure the engine was of the first, as a logit without the community's bias. */
  readonly logit: number;
}

/** Finding what is known already. */
export function createKnowledge(world: World, indexes: Indexes) {
  const { store } = world;

  async function load(
    reader: Reader,
    hits: readonly Hit[],
    terms: ReadonlySet<string>,
  ): Promise<Found[]> {
    const { language } = await store.searchSettings.of(reader.communityId);
    const documents = await store.retrieval.found(
      reader,
      hits.map(({ documentId }) => documentId),
    );
    const ids = (key: 'questionId' | 'answerId' | 'snippetId') =>
      documents.flatMap((document) => document[key] ?? []);
    const questions = await store.questions.byIds(reader, ids('questionId'));
    const answers = await store.answers.byIds(reader, ids('answerId'));
    const snippets = await store.snippets.byIds(reader, ids('snippetId'));
    return documents.flatMap((document) => {
      const question = questions.find(({ id }) => id === document.questionId);
      const answer = answers.find(({ id }) => id === document.answerId);
      const snippet = snippets.find(({ id }) => id === document.snippetId);
      const title = snippet?.title ?? question?.title;
      const text = snippet?.answer ?? answer?.body;
      if (title === undefined || text === undefined) return [];
      return { title, question, answer, snippet, extract: extract(text, terms, { language }) };
    });
  }

  return {
    /** What probably answers the question already, the best first; nothing when unsure, nothing outdated. */
    async suggest(reader: Reader, text: QueryText): Promise<Suggested> {
      const { hits, sureOf, terms } = await search(store, indexes, reader, text);
      const ordered = await reorderByMeaning(store, world.embedder, text, hits);
      const trusted = await byTrust(store, reader, ordered, world.clock());
      const [best] = trusted.hits;
      if (!best) return { found: [], logit: 0 };
      const { confidence, logit } = sureOf({ ...best, documentId: best.found });
      return { found: await load(reader, worthShowing(trusted.hits, confidence), terms), logit };
    },

    /** Keeps a question as a draft, with what was suggested for it; gives the draft's number. */
    keepDraft: (actor: Actor, draft: Draft, { found, logit }: Suggested): Promise<number> =>
      store.write(async (tables) => {
        const now = world.clock();
        const draftId = await tables.drafts.add(actor.memberId, draft, now);
        const first = {
          answerId: found[0]?.answer?.id ?? null,
          snippetId: found[0]?.snippet?.id ?? null,
        };
        const { communityId } = actor;
        await tables.suggestions.add({ draftId, communityId, ...first, logit }, now);
        return draftId;
      }),

    /**
     * Everything that shares words with what was typed, or is exactly what its operators say, the best
     * first and what is outdated last, a page at a time: `"exact phrase" -word prefix* tag:name`.
     */
    async search(
      reader: Reader,
      typed: string,
      tagName: string | undefined,
      page: Page,
    ): Promise<Paged<Found>> {
      const { language } = await store.searchSettings.of(reader.communityId);
      const { text, tag, operators } = readSearch(typed, language);
      const name = tagName ?? (tag === undefined ? undefined : (canonicalTag(tag) ?? tag));
      const [known] = name === undefined ? [] : await store.tags.named(reader.communityId, [name]);
      if (name !== undefined && !known) return { items: [], total: 0 };
      const query = { title: text };
      const { hits: found, terms } = operators
        ? await searchExactly(store, reader, operators, known?.id)
        : await search(store, indexes, reader, query, known?.id);
      const ordered = operators
        ? found
        : await reorderByMeaning(store, world.embedder, query, found);
      const trusted = await byTrust(store, reader, ordered, world.clock());
      const hits = [...trusted.hits, ...trusted.outdated];
      const shown = hits.slice(page.offset, page.offset + page.limit);
      return { items: await load(reader, shown, terms), total: hits.length };
    },

    /** The questions whose answers share words with what is being typed, from memory: for completion. */
    async titles(reader: Reader, typed: string, limit: number): Promise<readonly Titled[]> {
      const { hits } = await search(store, indexes, reader, { title: typed });
      const ids = hits.slice(0, limit).map(({ documentId }) => documentId);
      const found = await store.retrieval.found(reader, ids);
      return store.questions.titles(
        reader,
        found.flatMap(({ questionId }) => questionId ?? []),
      );
    },

    /**
     * The member's own question was spared by this answer: it is credited, and the draft dropped.
     * @throws KnownError 'not_found' when the answer is not there for this reader; 'forbidden' on
     * one's own.
     */
    markSolved: (actor: Actor, what: Solution, draftId: number | undefined): Promise<void> =>
      act(world, actor, async (tables, now) => {
        const [item] =
          'answerId' in what
            ? await tables.answers.byIds(actor, [what.answerId])
            : await tables.snippets.byIds(actor, [what.snippetId]);
        if (!item) throw new KnownError('not_found', 'That answer is no longer available.');
        if (draftId !== undefined && (await tables.drafts.find(actor.memberId, draftId))) {
          await tables.drafts.remove(actor.memberId, draftId);
          await judge(tables, draftId, what);
        }
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
