import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../src/search/analyse.ts';
import { openIndexes } from '../../src/search/indexes.ts';
import { search } from '../../src/search/search.ts';
import { asEveryone, isAnswered, seesAnswer, sorted } from './eyes.ts';
import { type Planted, tagNames, word } from './secrets.ts';

const everything = { limit: 100, offset: 0 };

describe('knowledge born in a private channel is found only from there or by its authors', () => {
  test('as questions, alone and in every list, with their counts', () =>
    asEveryone(async ({ store, looker, planted, visible }) => {
      const numbers = sorted(visible.map(({ number }) => number));
      for (const { number } of planted) {
        const question = await store.questions.find(looker, number);
        expect(question?.number).toBe(numbers.includes(number) ? number : undefined);
      }
      const ids = planted.map(({ questionId }) => questionId);
      const byIds = await store.questions.byIds(looker, ids);
      expect(sorted(byIds.map(({ number }) => number))).toEqual(numbers);
      const tags = await store.tags.named(1, tagNames);
      const channels = await store.channels.inWorkspace(1);
      const filters = [
        { filter: {}, fits: () => true },
        { filter: { state: 'open' as const }, fits: (t: Planted) => !isAnswered(t) },
        { filter: { state: 'answered' as const }, fits: isAnswered },
        {
          filter: { byOthers: true },
          fits: ({ asker, answerers }: Planted) =>
            ![asker, ...answerers].some((handle) => handle === looker.handle),
        },
        { filter: { unanswered: true }, fits: (t: Planted) => t.answers.length === 0 },
        ...tags.map(({ id, name }) => ({
          filter: { tagIds: [id] },
          fits: (t: Planted) => t.tag === name,
        })),
        ...channels.map(({ id, name }) => ({
          filter: { channelId: id },
          fits: (t: Planted) => t.channel === name,
        })),
      ];
      for (const { filter, fits } of filters) {
        const wanted = sorted(visible.filter(fits).map(({ number }) => number));
        const { items, total } = await store.questions.list(looker, filter, everything);
        expect([sorted(items.map(({ number }) => number)), total]).toEqual([wanted, wanted.length]);
      }
    }));

  test('as open questions that another is compared with', () =>
    asEveryone(async ({ store, looker, visible }) => {
      const titles = await store.questions.openTitles(looker, 1_000);
      const open = visible.filter((thread) => !isAnswered(thread));
      const { items } = await store.questions.list(looker, { state: 'open' }, everything);
      expect(titles.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
      expect(titles).toHaveLength(open.length);
    }));

  test("as a member's questions, where an anonymous one is listed to its author alone", () =>
    asEveryone(async ({ store, looker, visible }) => {
      for (const handle of ['ann', 'ben', 'cat', 'dan'] as const) {
        const member = await store.members.byHandle(1, handle);
        const filter = { authorId: member?.id ?? 0 };
        const { items, total } = await store.questions.list(looker, filter, everything);
        const wanted = visible.filter(
          ({ asker, anonymous }) => asker === handle && (!anonymous || looker.handle === handle),
        );
        expect(sorted(items.map(({ number }) => number))).toEqual(
          sorted(wanted.map(({ number }) => number)),
        );
        expect(total).toBe(wanted.length);
      }
      const { items } = await store.questions.list(looker, {}, everything);
      for (const { author, anonymous, number } of items) {
        const asker = visible.find((thread) => thread.number === number)?.asker;
        expect(author.handle).toBe(anonymous && asker !== looker.handle ? '' : asker);
      }
    }));

  test('as answers, of a question and by their ids', () =>
    asEveryone(async ({ store, looker, planted, visible }) => {
      const idsOf = (threads: readonly Planted[]) =>
        sorted(threads.flatMap(({ answers }) => answers.map(({ id }) => id)));
      for (const thread of planted) {
        const answers = await store.answers.of(looker, thread.questionId);
        const wanted = idsOf(visible.filter(({ number }) => number === thread.number));
        expect(sorted(answers.map(({ id }) => id))).toEqual(wanted);
      }
      const byIds = await store.answers.byIds(looker, idsOf(planted));
      expect(sorted(byIds.map(({ id }) => id))).toEqual(idsOf(visible));
    }));

  test('as snippets, alone and in lists, with their counts', () =>
    asEveryone(async ({ store, looker, planted }) => {
      const kept = planted.filter(isAnswered);
      const wanted = kept
        .filter((thread) =>
          thread.answerers.slice(0, 1).some((by) => seesAnswer(looker, thread, by)),
        )
        .map(({ number }) => number);
      // Snippets are numbered as they were kept, so the nth snippet came from the nth kept thread.
      const found = [];
      for (let n = 1; n <= kept.length; n += 1) {
        found.push((await store.snippets.find(looker, n))?.questionNumber ?? []);
      }
      expect(found.flat()).toEqual(wanted);
      const ids = kept.map((_, i) => i + 1);
      const byIds = await store.snippets.byIds(looker, ids);
      expect(sorted(byIds.map(({ questionNumber }) => questionNumber ?? 0))).toEqual(wanted);
      const numbers = planted.map(({ number }) => number);
      const ofQuestions = await store.snippets.ofQuestions(looker, numbers);
      expect(sorted(ofQuestions.map(({ questionNumber }) => questionNumber ?? 0))).toEqual(wanted);
      const { items, total } = await store.snippets.list(looker, everything);
      expect(sorted(items.map(({ questionNumber }) => questionNumber ?? 0))).toEqual(wanted);
      expect(total).toBe(wanted.length);
    }));

  test('as tags that are offered and known', () =>
    asEveryone(async ({ store, looker, visible }) => {
      const wanted = [...new Set(visible.map(({ tag }) => tag))].toSorted();
      const tags = await store.tags.named(1, tagNames);
      const known = await store.tags.knownTo(looker, tags);
      expect(known.map(({ name }) => name).toSorted()).toEqual(wanted);
      const offered = await store.tags.startingWith(looker, '', everything);
      expect(offered.map(({ name }) => name).toSorted()).toEqual(wanted);
      const { items, total } = await store.tagCuration.waiting(looker, everything);
      const words = await store.tagUses.established(looker, tagNames);
      expect([...items, ...words].map(({ name }) => name).toSorted()).toEqual(wanted);
      expect(total).toBe(items.length);
    }));

  test('as documents that have the words, and as evidence of who knows', () =>
    asEveryone(async ({ store, looker, planted }) => {
      const documents = planted.flatMap((thread) =>
        thread.answers
          .filter(({ by }) => seesAnswer(looker, thread, by))
          .map(({ by, id }) => ({ id, thread, isByOther: by !== thread.asker })),
      );
      const terms = analyse(word);
      const answersOf = async (matches: readonly { readonly documentId: number }[]) => {
        const ids = matches.map(({ documentId }) => documentId);
        const found = await store.retrieval.found(looker, ids);
        expect(found.map(({ id }) => id)).toEqual(ids);
        return sorted(found.map(({ answerId }) => answerId ?? 0));
      };
      const wanted = sorted(documents.map(({ id }) => id));
      expect(await answersOf(await store.retrieval.withAny(looker, terms, 100))).toEqual(wanted);
      const exactly = { phrases: [terms], without: [], prefixes: ['zeb'], words: terms };
      expect(await answersOf(await store.retrieval.matching(looker, exactly, 100))).toEqual(wanted);
      const indexes = openIndexes(store);
      const inMemory = await search(store, indexes, looker, { title: word });
      const inDatabase = await store.retrieval.withAny(looker, terms, 100);
      const threads = new Set(documents.map(({ thread }) => thread.questionId));
      expect(inMemory.hits.length).toBe(threads.size);
      const visibleIds = inDatabase.map(({ documentId }) => documentId);
      expect(visibleIds).toEqual(
        expect.arrayContaining(inMemory.hits.map(({ documentId }) => documentId)),
      );
      const questionsOf = (some: typeof documents) =>
        sorted(some.map(({ thread }) => thread.questionId));
      const shown = documents.filter(({ isByOther }) => isByOther);
      const everything = Array.from({ length: 100 }, (_, i) => i + 1);
      expect((await store.retrieval.found(looker, everything)).length).toBe(documents.length);
      const titles = await store.evidence.titles(looker, everything);
      expect(titles.length).toBe(documents.length);
      const evidence = await store.evidence.ofDocuments(looker, everything);
      expect(sorted(evidence.map(({ questionId }) => questionId))).toEqual(questionsOf(shown));
      for (const { id, name } of await store.tags.named(1, tagNames)) {
        const tagged = documents.filter(({ thread }) => thread.tag === name);
        const inTag = await answersOf(await store.retrieval.withAny(looker, terms, 100, id));
        expect(inTag).toEqual(sorted(tagged.map((document) => document.id)));
        const hits = (await search(store, indexes, looker, { title: word }, id)).hits;
        expect(hits.length).toBe(new Set(questionsOf(tagged)).size);
        const evidenceInTag = await store.evidence.inTags(looker, [id], 100);
        expect(sorted(evidenceInTag.map(({ questionId }) => questionId))).toEqual(
          questionsOf(tagged.filter(({ isByOther }) => isByOther)),
        );
      }
    }));
});
