import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalTag } from '../../src/tags.ts';
import { type Entry, entrySchema } from '../../src/transfer/entry.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { readJsonLines, writeJsonLines } from '../../src/transfer/jsonl.ts';
import { community } from './community.ts';
import { collect, dumpOf, freshStore, load, scratch, streamOf } from './scratch.ts';

const linesOf = (entries: readonly Entry[]) => entries.map((entry) => JSON.stringify(entry));

describe('export and import', () => {
  test('everything a community knows comes back the same to the byte, elsewhere and beside', async () => {
    const [first, second] = [freshStore(), freshStore()];
    const report = await load(first, streamOf(community));
    expect(report.skipped).toEqual([]);
    expect(await dumpOf(first)).toEqual(linesOf(community));

    const file = join(scratch(), 'weavers.jsonl');
    const { id = 0 } = (await first.communities.byName('Weavers')) ?? {};
    await writeJsonLines(file, exportEntries(first, id));
    await load(second, readJsonLines(file), { into: 'Others' });
    await load(second, readJsonLines(file));
    await load(first, readJsonLines(file), { into: 'Beside' });
    expect(await dumpOf(second)).toEqual(linesOf(community));
    expect(await dumpOf(second, 'Others')).toEqual(linesOf(community));
    expect(await dumpOf(first, 'Beside')).toEqual(linesOf(community));
    expect(await dumpOf(first)).toEqual(linesOf(community));
  });

  test('the order of an export is not the order of the database', async () => {
    const store = freshStore();
    const isBefore = (kind: string) => ['workspace', 'channel', 'member', 'tag'].includes(kind);
    const people = community.filter((entry) => isBefore(entry.kind)).toReversed();
    const order = [
      'workspace',
      'channel',
      'member',
      'preference',
      'setting',
      'tag',
      'expertise',
      'not-me',
    ];
    const shuffled = [
      ...people,
      ...community.filter((entry) => !isBefore(entry.kind)).toReversed(),
    ];
    const rank = (entry: Entry) =>
      [
        ...order,
        'endorsement',
        'question',
        'answer',
        'withheld',
        'acceptance',
        'snippet',
        'care',
        'vote',
        'merge',
        'former-name',
        'merged-snippet',
        'pair',
      ].indexOf(entry.kind);
    await load(store, streamOf(shuffled.toSorted((a, b) => rank(a) - rank(b))));
    expect(await dumpOf(store)).toEqual(linesOf(community));
  });

  test('what became of a snippet here is not overwritten, and a file leads nobody round in a circle', async () => {
    const store = freshStore();
    const circle: Entry[] = [
      ...community.filter((entry) => entry.kind !== 'care'),
      { kind: 'care', snippet: 's1', successor: 's0', events: [] },
      { kind: 'care', snippet: 's0', successor: 's1', events: [] },
    ];
    await load(store, streamOf(circle));
    const { id = 0 } = (await store.communities.byName('Weavers')) ?? {};
    const found = await store.bulk.snippetsByRef(id, ['s0', 's1']);
    const idOf = (ref: string) => found.find((row) => row.ref === ref)?.id ?? 0;
    const led = () => store.bulk.successorsOf(found.map((row) => row.id));
    expect(await led()).toEqual([{ id: idOf('s1'), successor: 's0' }]);

    await store.snippetEvents.add(idOf('s1'), 'reinstated', 1, 1);
    await store.verification.supersede(idOf('s1'), null);
    await load(store, streamOf(circle.slice(0, -1)));
    expect(await led()).toEqual([]);
  });

  test('a community that is not there cannot be exported', async () => {
    await expect(collect(exportEntries(freshStore(), 7))).rejects.toThrow(/no such community/);
  });

  test('any entry that the format allows survives the file and the database', async () => {
    const safe = (max: number) =>
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 20 })
        .map((text) => text.toWellFormed().replaceAll('\0', '␀').slice(0, max).toWellFormed());
    const time = fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const tag = safe(20).filter((text) => canonicalTag(text) === text);
    const asked = fc.record({
      ref: safe(20),
      number: fc.option(fc.integer({ min: 1, max: 1_000_000_000 })),
      title: safe(20),
      body: safe(20),
      anonymous: fc.boolean(),
      closed: fc.boolean(),
      tags: fc.array(tag, { maxLength: 3 }),
      createdAt: time,
      editedAt: fc.option(time),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 8 }), safe(20), async (questions, name) => {
        const place = { workspace: `x:${name}`, channel: name };
        const createdAt = '2026-01-01T00:00:00.000Z';
        const entries: Entry[] = [
          { kind: 'praxis', version: 1, community: 'Weavers' },
          { kind: 'workspace', key: place.workspace, name, createdAt },
          {
            kind: 'channel',
            workspace: place.workspace,
            id: name,
            name,
            private: false,
            createdAt,
          },
          {
            ...{ kind: 'member', ref: name, handle: name, name },
            ...{ role: 'member', joinedAt: createdAt, accounts: [] },
          },
          ...questions.map(
            (question): Entry => ({
              kind: 'question',
              ...question,
              ...place,
              author: name,
              watchers: [],
              revisions: [],
            }),
          ),
        ];
        for (const entry of entries) expect(entrySchema.parse(entry)).toEqual(entry);
        const file = join(scratch(), 'a.jsonl');
        await writeJsonLines(file, streamOf(entries) as AsyncIterable<Entry>);
        expect(await collect(readJsonLines(file))).toEqual(entries);

        const [first, second] = [freshStore(), freshStore()];
        const report = await load(first, readJsonLines(file));
        expect(report.skipped).toEqual([]);
        expect(report.added.question ?? 0).toBe(new Set(questions.map(({ ref }) => ref)).size);
        const lines = await dumpOf(first);
        await load(second, streamOf(lines.map((line) => entrySchema.parse(JSON.parse(line)))));
        expect(await dumpOf(second)).toEqual(lines);
        await first.close();
        await second.close();
      }),
      { numRuns: 30 },
    );
  });
});
