import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { indexStale } from '../../src/search/documents.ts';
import { type Indexes, openIndexes } from '../../src/search/indexes.ts';
import { search } from '../../src/search/search.ts';
import { openStore, type Tables } from '../../src/store/store.ts';
import { asking, type Fixture, openCommunity } from '../core/community.ts';
import { temporaryFolder } from '../store/temporary.ts';

const folder = temporaryFolder();
let here: Fixture;
let indexes: Indexes;
beforeEach(async () => {
  here = await openCommunity();
  indexes = openIndexes(here.store);
});
afterEach(async () => {
  indexes.close();
  await here.close();
});

async function keep(title: string, channel?: string): Promise<number> {
  const asked = await here.core.questions.ask(
    await here.as(`Asker of ${title}`, channel),
    asking(title),
  );
  await here.core.answers.add(await here.as('Bo', channel), asked.number, 'Like so.');
  return asked.number;
}

const found = async (words: string, tables: Tables = here.store, who = 'Reader') =>
  (await search(tables, indexes, await reader(who), { title: words })).hits.length;
const readers = new Map<string, Awaited<ReturnType<Fixture['as']>>>();
beforeEach(() => readers.clear());
async function reader(who: string) {
  const known = readers.get(who) ?? (await here.as(who));
  readers.set(who, known);
  return known;
}

describe('an index that follows its store', () => {
  test('finds what was written when the command has replied, as it was last written', async () => {
    expect(await found('kettle')).toBe(0);
    const number = await keep('Why does my kettle whistle?');
    expect(await found('kettle')).toBe(1);
    await here.core.answers.edit(
      await here.as('Bo'),
      { question: number, answer: 1 },
      'Descale it.',
    );
    expect([await found('descale'), await found('like so')]).toEqual([1, 0]);
    await here.core.answers.accept(await here.as('Asker of Why does my kettle whistle?'), {
      question: number,
      answer: 1,
    });
    expect(await found('kettle')).toBe(1);
  });

  test('finds in a transaction what it has written, and nothing of it when it is rolled back', async () => {
    const number = await keep('Why does my kettle whistle?');
    expect(await found('kettle')).toBe(1);
    await reader('Reader');
    const undone = here.store.write(async (tables) => {
      const question = await tables.questions.find(await reader('Reader'), number);
      await tables.questions.edit(
        question?.id ?? 0,
        { title: 'Why does my toaster smoke?', body: '' },
        1,
      );
      const sources = await tables.documents.sourcesOfQuestion(question?.id ?? 0);
      await tables.documents.replace(
        sources.map((source) => ({ ...source, title: 'toaster', analyser: 1 })),
      );
      expect([await found('toaster', tables), await found('kettle', tables)]).toEqual([1, 0]);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect([await found('toaster'), await found('kettle')]).toEqual([0, 1]);
    await keep('Which toaster lasts?');
    expect([await found('toaster'), await found('kettle')]).toEqual([1, 1]);
  });

  test('hides what was said in a channel at once when it turns private', async () => {
    await keep('Why does my kettle whistle?', 'kitchen');
    expect(await found('kettle')).toBe(1);
    const channels = await here.store.channels.inWorkspace(1);
    const kitchen = channels.find(({ name }) => name === 'kitchen');
    const seat = { workspaceId: 1, externalId: 'kitchen', name: 'kitchen', private: true };
    await here.store.channels.save(seat, 0);
    expect(kitchen?.private).toBe(false);
    expect(await found('kettle')).toBe(0);
    expect(await found('kettle', here.store, 'Bo')).toBe(1);
  });

  test('no longer finds what is gone', async () => {
    await plantSnippets(here.store, here.communityId, ['Why does my kettle whistle?', 'A kettle']);
    expect(await found('kettle')).toBe(2);
    await here.store.snippets.remove(1);
    expect(await found('kettle')).toBe(1);
  });
});

describe('two processes on one database', () => {
  test('find what either has written', async () => {
    const file = join(folder, 'two.db');
    const [one, other] = [openStore(file), openStore(file)];
    const { id: communityId } = await one.communities.add({ ref: 'c', name: 'c', createdAt: 0 });
    const stranger = { communityId, memberId: 0, channelId: 0, isGuest: false };
    const sides = [one, other].map((store) => ({ store, indexes: openIndexes(store) }));
    const foundBy = () =>
      Promise.all(
        sides.map(async (side) => {
          const query = { title: 'kettle' };
          return (await search(side.store, side.indexes, stranger, query)).hits.length;
        }),
      );
    expect(await foundBy()).toEqual([0, 0]);
    await plantSnippets(one, communityId, ['kettle one']);
    expect(await foundBy()).toEqual([1, 1]);
    await plantSnippets(other, communityId, ['kettle two', 'kettle three']);
    expect(await foundBy()).toEqual([3, 3]);
    await one.close();
    await other.close();
  });
});

describe('a large community', () => {
  test('is found by full-text search until its index is built elsewhere, and then by that', async () => {
    const titles = Array.from({ length: 2_500 }, (_, i) => `kettle number${i} whistles`);
    await plantSnippets(here.store, here.communityId, titles);
    const eve = await reader('Eve');
    const none = { documentId: 0, score: 0 };
    const before = await search(here.store, indexes, eve, { title: 'number77 kettle whistles' });
    expect(before.sureOf(before.hits[0] ?? none).confidence).toBe(0);
    expect(before.hits.length).toBeGreaterThan(0);
    await indexes.ready(here.communityId);
    const after = await search(here.store, indexes, eve, { title: 'number77 kettle whistles' });
    expect(after.sureOf(after.hits[0] ?? none).confidence).toBeGreaterThan(0);
    expect(after.hits[0]?.documentId).toBe(before.hits[0]?.documentId);
    await keep('Which kettle is number9999?');
    expect(await found('number9999')).toBe(1);
  });

  test('is built anew elsewhere when much has changed, and loses nothing meanwhile', async () => {
    await keep('Why does my kettle whistle?');
    expect(await found('kettle')).toBe(1);
    const titles = Array.from({ length: 2_500 }, (_, i) => `toaster number${i}`);
    await plantSnippets(here.store, here.communityId, titles);
    expect(await found('kettle')).toBe(1);
    await indexes.ready(here.communityId);
    expect([await found('kettle'), await found('number2499')]).toEqual([1, 1]);
  });

  test('goes on with full-text search when its index is closed while it is built', async () => {
    const titles = Array.from({ length: 2_500 }, (_, i) => `kettle number${i}`);
    await plantSnippets(here.store, here.communityId, titles);
    const ready = indexes.ready(here.communityId);
    indexes.close();
    await ready;
    expect(await found('number77')).toBe(1);
  });
});

let planted = 0;
/** Snippets of a person in a public channel, made findable. */
async function plantSnippets(
  store: Fixture['store'],
  communityId: number,
  titles: readonly string[],
): Promise<void> {
  planted += 1;
  const name = `p${planted}`;
  const place = { communityId, platform: 'test', externalId: name, name };
  const workspace = await store.communities.connect(place, 0);
  const seat = { workspaceId: workspace.id, externalId: name, name, private: false };
  const channel = await store.channels.save(seat, 0);
  const person = { ref: name, communityId, handle: name, name };
  const member = await store.members.add({ ...person, role: 'member', joinedAt: 0 });
  await store.write(async (tables) => {
    for (const [i, title] of titles.entries()) {
      await tables.snippets.add({
        ref: `${name} ${i}`,
        communityId,
        channelId: channel.id,
        authorId: member.id,
        answerId: null,
        title,
        question: '',
        answer: 'So.',
        verifiedById: member.id,
        createdAt: 0,
      });
    }
  });
  await indexStale(store);
}
