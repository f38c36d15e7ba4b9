import { describe, expect, test } from '@jest/globals';
import { type Entry, type EntryOf, skipped } from '../../src/transfer/entry.ts';
import { community } from './community.ts';
import { dumpOf, entriesOfKind, freshStore, load, streamOf } from './scratch.ts';

const at = '2026-03-01T00:00:00.000Z';
const place = { workspace: 'x:1', channel: 'c' };
const base: readonly Entry[] = [
  { kind: 'workspace', key: 'x:1', name: 'X', createdAt: at },
  { kind: 'channel', workspace: 'x:1', id: 'c', name: 'c', private: false, createdAt: at },
];
const member = (ref: string, handle: string, ...ids: string[]): EntryOf<'member'> => ({
  ...{ kind: 'member', ref, handle, name: handle, role: 'member', joinedAt: at },
  accounts: ids.map((id) => ({ workspace: 'x:1', id, createdAt: at })),
});
const question = (ref: string, rest: Partial<EntryOf<'question'>> = {}): EntryOf<'question'> => ({
  ...{ kind: 'question', ref, number: null, ...place, author: 'm', title: ref, body: '' },
  ...{ anonymous: false, closed: false, tags: [], createdAt: at, editedAt: null },
  ...{ watchers: [], revisions: [], ...rest },
});
const answer = (
  ref: string,
  of: string,
  rest: Partial<EntryOf<'answer'>> = {},
): EntryOf<'answer'> => ({
  ...{ kind: 'answer', ref, question: of, number: null, author: 'm', body: ref, createdAt: at },
  ...{ editedAt: null, revisions: [], ...rest },
});

async function entriesOf(store: Parameters<typeof dumpOf>[0]): Promise<Entry[]> {
  return (await dumpOf(store)).map((line): Entry => JSON.parse(line));
}

describe('an import', () => {
  test('changes nothing when it is run again', async () => {
    const store = freshStore();
    await load(store, streamOf(community));
    const before = await dumpOf(store);
    const report = await load(store, streamOf(community));
    expect(report.added).toEqual({});
    expect(report.skipped).toEqual([]);
    expect(report.known).toEqual(report.read);
    expect(await dumpOf(store)).toEqual(before);
  });

  test('leaves what members changed since as it is', async () => {
    const store = freshStore();
    const entries = [...base, member('m', 'm'), question('q'), answer('a', 'q')];
    await load(store, streamOf(entries));
    await load(store, streamOf([...base, member('m', 'other'), question('q', { title: 'New' })]));
    expect(entriesOfKind(await entriesOf(store), 'question')[0]?.title).toBe('q');
    expect(entriesOfKind(await entriesOf(store), 'member')[0]?.handle).toBe('m');
  });

  test('knows a member by an account, and gives what they wrote to them', async () => {
    const store = freshStore();
    await load(store, streamOf([...base, member('live', 'ada', '7')]));
    const report = await load(
      store,
      streamOf([member('imported', 'ada', '7'), question('q', { author: 'imported' })]),
    );
    expect(report.known).toEqual({ member: 1 });
    const entries = await entriesOf(store);
    expect(entriesOfKind(entries, 'member')).toHaveLength(1);
    expect(entriesOfKind(entries, 'question')[0]?.author).toBe('live');
  });

  test('gives thousands of one name handles of their own, in little time', async () => {
    const store = freshStore();
    const many = Array.from({ length: 6_000 }, (_, n) => member(`m${n}`, 'x'.repeat(40)));
    const start = performance.now();
    const report = await load(store, streamOf(many));
    expect(report.added).toEqual({ member: 6_000 });
    const handles = entriesOfKind(await entriesOf(store), 'member').map(({ handle }) => handle);
    expect(new Set(handles).size).toBe(6_000);
    expect(Math.max(...handles.map((handle) => handle.length))).toBeLessThanOrEqual(40);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('keeps numbers that are free and gives the next free one otherwise', async () => {
    const store = freshStore();
    await load(store, streamOf([...base, member('m', 'm'), question('a', { number: 5 })]));
    await load(
      store,
      streamOf([
        question('b', { number: 5 }),
        question('c', { number: 2 }),
        question('d'),
        ...[answer('x', 'd', { number: 3 }), answer('y', 'd', { number: 3 }), answer('z', 'd')],
      ]),
    );
    const entries = await entriesOf(store);
    const numbers = (kind: 'question' | 'answer') =>
      Object.fromEntries(entriesOfKind(entries, kind).map(({ ref, number }) => [ref, number]));
    expect(numbers('question')).toEqual({ a: 5, b: 6, c: 2, d: 7 });
    expect(numbers('answer')).toEqual({ x: 3, y: 4, z: 5 });
  });

  test('skips what names things that are not there, with a reason and a place', async () => {
    const store = freshStore();
    const on = { kind: 'answer', ref: 'gone' } as const;
    const report = await load(
      store,
      streamOf([
        ...[...base, member('m', 'm'), skipped('a broken line', 'line 3')],
        { kind: 'channel', workspace: 'x:2', id: 'c', name: 'lost', private: false, createdAt: at },
        ...[question('q1', { author: 'gone' }), question('q2', { channel: 'gone' })],
        question('q', { watchers: [{ member: 'gone', at }], tags: ['C++', '???'] }),
        ...[answer('a1', 'gone'), answer('a2', 'q', { author: 'gone' })],
        { kind: 'acceptance', answer: 'gone', by: null, at },
        { kind: 'vote', ref: 'v', on, by: null, vote: 'helpful', createdAt: at },
        { kind: 'endorsement', member: 'm', tag: 'c++', by: 'm', createdAt: at },
        { kind: 'expertise', member: 'gone', tag: 'c++', declaredAt: at },
      ]),
    );
    expect(new Map(report.skipped.map(({ reason, where }) => [reason, where[0]]))).toEqual(
      new Map([
        ['a broken line', 'line 3'],
        ['a channel whose workspace is not here', 'lost'],
        ['a question whose author is not here', 'q1'],
        ['a question whose channel is not here', 'q2'],
        ['a watcher who is not here', 'q'],
        ['a tag with signs that no tag can have', '???'],
        ['an answer whose question is not here', 'a1'],
        ['an answer whose author is not here', 'a2'],
        ['an acceptance whose answer is not here', 'gone'],
        ['a vote on an answer or snippet that is not here', 'v'],
        ['an endorsement of oneself', 'm'],
        ['an expertise whose member or tag is not here', 'gone'],
      ]),
    );
    expect(entriesOfKind(await entriesOf(store), 'question')[0]?.tags).toEqual(['c++']);
  });

  test('lets an acceptance win over a closure, and the first acceptance over a second', async () => {
    const store = freshStore();
    const accept = (ref: string): Entry => ({
      kind: 'acceptance',
      answer: ref,
      by: null,
      at: null,
    });
    const report = await load(
      store,
      streamOf([
        ...[...base, member('m', 'm'), question('q', { closed: true }), answer('a', 'q')],
        ...[answer('b', 'q'), accept('a'), accept('b'), accept('a')],
      ]),
      { keepAccepted: true },
    );
    expect(report).toMatchObject({
      added: { acceptance: 1, snippet: 1 },
      known: { acceptance: 1 },
    });
    const entries = await entriesOf(store);
    expect(entriesOfKind(entries, 'question')[0]?.closed).toBe(false);
    expect(entriesOfKind(entries, 'acceptance')).toEqual([
      { kind: 'acceptance', answer: 'a', by: 'm', at },
    ]);
    expect(entriesOfKind(entries, 'snippet')).toMatchObject([
      { ref: 'snippet:a', fromAnswer: 'a', author: 'm', verifiedBy: 'm', answer: 'a', number: 1 },
    ]);
  });

  test('takes an alias for its tag, and never makes one name mean two tags', async () => {
    const store = freshStore();
    const tag = (name: string, ...aliases: string[]): Entry => ({
      ...{ kind: 'tag', name, aliases, createdAt: at },
    });
    await load(
      store,
      streamOf([
        ...[...base, member('m', 'm'), tag('kubernetes', 'k8s'), tag('other', 'k8s', 'kubernetes')],
        question('q', { tags: ['#K8s', 'Kubernetes', 'new one'] }),
      ]),
    );
    const entries = await entriesOf(store);
    expect(entriesOfKind(entries, 'tag').map(({ name, aliases }) => [name, aliases])).toEqual([
      ['kubernetes', ['k8s']],
      ['new-one', []],
      ['other', []],
    ]);
    expect(entriesOfKind(entries, 'question')[0]?.tags).toEqual(['kubernetes', 'new-one']);
  });

  test('adds many watchers and tags of one question, beyond what one statement can bind', async () => {
    const store = freshStore();
    const many = Array.from({ length: 12_000 }, (_, n) => member(`m${n}`, `h${n}`));
    const watchers = many.map(({ ref }) => ({ member: ref, at }));
    const tags = many.map(({ ref }) => ref);
    const entries = [...base, member('m', 'm'), ...many, question('q', { watchers, tags })];
    expect((await load(store, streamOf(entries))).skipped).toEqual([]);
    expect(entriesOfKind(await entriesOf(store), 'question')[0]?.watchers).toHaveLength(12_000);
  });

  test('does not remember reasons without end', async () => {
    const flood = Array.from({ length: 5_000 }, (_, n) => skipped(`reason ${n}`));
    const { skipped: counted } = await load(freshStore(), streamOf(flood));
    expect(counted.length).toBeLessThan(300);
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
  });

  test('refuses a name that no community can have', async () => {
    await expect(load(freshStore(), streamOf([]), { into: ' ' })).rejects.toThrow(/1 to 100/);
  });
});
