import { describe, expect, test } from '@jest/globals';
import { KnownError } from '../../src/errors.ts';
import { readStackExchange } from '../../src/transfer/stackexchange.ts';
import { collect, dumpOf, entriesOfKind, freshStore, load, scratch } from './scratch.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#xA;',
};

type Attributes = Readonly<Record<string, string | number>>;

function xml(root: string, rows: readonly Attributes[]): string {
  const attribute = ([name, value]: [string, string | number]) =>
    `${name}="${String(value).replace(/[&<>"\n]/g, (sign) => escapes[sign] ?? sign)}"`;
  const lines = rows.map((row) => `  <row ${Object.entries(row).map(attribute).join(' ')} />`);
  return `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<${root}>\n${lines.join('\n')}\n</${root}>`;
}

const date = '2020-05-01T10:00:00.123';
const question = { PostTypeId: 1, CreationDate: date, Title: 'How?', Body: '<p>How?</p>' };
const answer = { PostTypeId: 2, CreationDate: date, Body: '<p>So.</p>' };
const user = { Id: 7, CreationDate: '2019-01-01T00:00:00.000', DisplayName: 'Ada Lovelace' };

function dump(files: {
  posts: readonly Attributes[];
  users?: readonly Attributes[];
  votes?: readonly Attributes[];
  tags?: readonly Attributes[];
}): string {
  return scratch({
    'Posts.xml': xml('posts', files.posts),
    'Users.xml': xml('users', files.users ?? [user]),
    'Votes.xml': xml('votes', files.votes ?? []),
    'Tags.xml': xml('tags', files.tags ?? []),
  });
}

const read = (folder: string) => readStackExchange(folder, { site: 'looms' });

describe('a Stack Exchange dump', () => {
  test('gives answers after their questions, wherever they stand in the file', async () => {
    const folder = dump({
      posts: [
        { ...answer, Id: 2, ParentId: 1, OwnerUserId: 7 },
        { ...question, Id: 1, OwnerUserId: 7, Tags: '<warp><c++>' },
        { ...question, Id: 3, OwnerUserId: 7, Tags: '|weft|warp|', ClosedDate: date },
      ],
    });
    const entries = await collect(read(folder));
    expect(entries.map((entry) => entry.kind).slice(-3)).toEqual([
      'question',
      'question',
      'answer',
    ]);
    const [first, second] = entriesOfKind(entries, 'question');
    expect(first).toMatchObject({ tags: ['warp', 'c++'], closed: false, body: 'How?' });
    expect(first?.createdAt).toBe('2020-05-01T10:00:00.123Z');
    expect(second).toMatchObject({ tags: ['weft', 'warp'], closed: true });
    expect(entriesOfKind(entries, 'member')[1]).toMatchObject({
      ref: 'stackexchange:looms:user:7',
      handle: 'ada-lovelace',
      accounts: [{ workspace: 'stackexchange:looms', id: '7' }],
    });
  });

  test('gives posts of deleted or unknown users to someone who left', async () => {
    const folder = dump({
      posts: [
        { ...question, Id: 1 },
        { ...answer, Id: 2, ParentId: 1, OwnerUserId: 999 },
      ],
    });
    const entries = await collect(read(folder));
    const authors = [
      ...entriesOfKind(entries, 'question'),
      ...entriesOfKind(entries, 'answer'),
    ].map((e) => e.author);
    expect(new Set(authors)).toEqual(new Set(['stackexchange:looms:user:unknown']));
    expect(entriesOfKind(entries, 'member')[0]?.name).toBe('someone who left');
  });

  test('dates an acceptance by its vote, and knows it from the question where there is no vote', async () => {
    const folder = dump({
      posts: [
        { ...question, Id: 1, AcceptedAnswerId: 2 },
        { ...answer, Id: 2, ParentId: 1 },
        { ...question, Id: 3, AcceptedAnswerId: 4 },
        { ...answer, Id: 4, ParentId: 3 },
      ],
      votes: [{ Id: 1, PostId: 2, VoteTypeId: 1, CreationDate: '2020-06-01T00:00:00.000' }],
    });
    const entries = await collect(read(folder));
    expect(entriesOfKind(entries, 'acceptance')).toEqual([
      {
        kind: 'acceptance',
        answer: 'stackexchange:looms:answer:2',
        by: null,
        at: '2020-06-01T00:00:00.000Z',
      },
      { kind: 'acceptance', answer: 'stackexchange:looms:answer:4', by: null, at: null },
    ]);
    const store = freshStore();
    const report = await load(store, read(folder), { keepAccepted: true });
    expect(report.added).toMatchObject({ acceptance: 2, snippet: 2 });
    const snippets = (await dumpOf(store)).filter((line) => line.includes('"kind":"snippet"'));
    expect(snippets.join()).toContain('"ref":"snippet:stackexchange:looms:answer:4"');
    expect(snippets.join()).toContain('"verifiedAt":"2020-06-01T00:00:00.000Z"');
  });

  test('keeps up-votes on answers and counts everything else with a reason', async () => {
    const vote = (Id: number, PostId: number, VoteTypeId: number) => ({
      ...{ Id, PostId, VoteTypeId },
      CreationDate: date,
    });
    const folder = dump({
      posts: [
        { ...question, Id: 1 },
        { ...answer, Id: 2, ParentId: 1 },
        { ...answer, Id: 3, ParentId: 77 },
        { Id: 4, PostTypeId: 5, CreationDate: date, Body: 'wiki' },
        { ...question, Id: 5, Title: '' },
      ],
      votes: [vote(1, 2, 2), vote(2, 1, 2), vote(3, 2, 3), vote(4, 99, 2)],
    });
    const report = await load(freshStore(), read(folder));
    expect(report.added).toMatchObject({ question: 1, answer: 1, vote: 1 });
    expect(new Map(report.skipped.map(({ reason, count }) => [reason, count]))).toEqual(
      new Map([
        ['an answer whose question is not in the dump', 1],
        ["a tag's wiki page", 1],
        ['a question without a title', 1],
        ['a vote on a question: only votes on answers are kept', 1],
        ['a down-vote: only helpful votes are kept', 1],
        ['a vote on a post that was not imported', 1],
      ]),
    );
  });

  test('changes nothing when it is imported again', async () => {
    const folder = dump({
      posts: [
        { ...question, Id: 1, AcceptedAnswerId: 2, Tags: '<warp>' },
        { ...answer, Id: 2, ParentId: 1 },
      ],
      votes: [{ Id: 1, PostId: 2, VoteTypeId: 2, CreationDate: date }],
      tags: [{ Id: 1, TagName: 'warp' }],
    });
    const store = freshStore();
    await load(store, read(folder), { keepAccepted: true });
    const before = await dumpOf(store);
    const report = await load(store, read(folder), { keepAccepted: true });
    expect(report.added).toEqual({});
    expect(await dumpOf(store)).toEqual(before);
  });

  test('cuts what is too long visibly, and takes hostile strings as text', async () => {
    const hostile = `'); DROP TABLE member;-- __proto__ \u202E${'👩‍👩‍👧'.repeat(100)}`;
    const folder = dump({
      posts: [{ ...question, Id: 1, Title: hostile, Body: 'x'.repeat(200_000) }],
      users: [{ ...user, DisplayName: '<script>' }],
    });
    const [asked] = entriesOfKind(await collect(read(folder)), 'question');
    expect(asked?.title.length).toBeGreaterThan(297);
    expect(asked?.title.length).toBeLessThanOrEqual(300);
    expect(asked?.title.isWellFormed()).toBe(true);
    expect(asked?.title.endsWith('…')).toBe(true);
    expect(asked?.body).toHaveLength(100_000);
    expect((await load(freshStore(), read(folder))).added).toMatchObject({
      question: 1,
      member: 2,
    });
  });

  test('leaves references to control characters and to entities of its own unread', async () => {
    const folder = dump({ posts: [] });
    const doctype = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>';
    const bad = scratch({
      'Users.xml': `${doctype}<users><row Id="1" DisplayName="a&#x2;&c;b" CreationDate="${date}" /></users>`,
      'Posts.xml': xml('posts', []),
      'Tags.xml': xml('tags', []),
      'Votes.xml': xml('votes', []),
    });
    expect(entriesOfKind(await collect(read(folder)), 'member')).toHaveLength(2);
    expect(entriesOfKind(await collect(read(bad)), 'member')[1]?.name).toBe('a&#x2;&c;b');
  });

  test.each([
    ['a row that no dump has', `<users><row Id="1" AboutMe="${'x'.repeat(3_000_000)}"`],
    [
      'too many attributes',
      `<users><row ${Array.from({ length: 200 }, (_, n) => `a${n}="1"`).join(' ')} />`,
    ],
    ['elements without end', '<a>'.repeat(100)],
    ['broken XML', '<users><row Id="1"'],
  ])('refuses %s with a sentence that names the file', async (_, users) => {
    const folder = scratch({ 'Users.xml': users, 'Posts.xml': xml('posts', []) });
    const reading = collect(read(folder));
    await expect(reading).rejects.toThrow(KnownError);
    await expect(reading).rejects.toThrow(/Users\.xml/);
  });

  test('says which file is missing', async () => {
    await expect(collect(read(scratch()))).rejects.toThrow(/There is no .*Users\.xml/);
  });
});
