import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../src/transfer/entry.ts';
import { readJsonLines, writeJsonLines } from '../../src/transfer/jsonl.ts';
import { collect, entriesOfKind, scratch } from './scratch.ts';

const header: Entry = { kind: 'praxis', version: 1, community: 'Weavers' };
const tag = (name: string, createdAt = '2026-01-01T00:00:00.000Z'): Entry => ({
  ...{ kind: 'tag', name, aliases: [], createdAt },
});
const lines = (...entries: unknown[]) => entries.map((e) => `${JSON.stringify(e)}\n`).join('');

const file = (content: string | Uint8Array) => join(scratch({ 'in.jsonl': content }), 'in.jsonl');

async function* stream(entries: readonly Entry[]) {
  yield* entries;
}

describe('JSON Lines', () => {
  test('come back as they were written, whatever separators stand in the text', async () => {
    const entries = [header, tag('a\u2028b'), tag('c\u0085d'), tag('"\\')];
    const path = join(scratch(), 'out.jsonl');
    expect(await writeJsonLines(path, stream(entries))).toBe(4);
    expect(await collect(readJsonLines(path))).toEqual(entries);
  });

  test('skip an invalid line with its number and what is wrong with it', async () => {
    const path = file(
      `\uFEFF${lines(header)}\n{broken\n${lines(tag('warp'), { ...tag('weft'), extra: 1 }, { kind: 'loom' }, 7)}` +
        `{"kind":"tag","name":"x","aliases":[],"createdAt":"yesterday"}\r\n`,
    );
    const entries = await collect(readJsonLines(path));
    expect(entriesOfKind(entries, 'tag')).toEqual([tag('warp')]);
    expect(entriesOfKind(entries, 'skipped').map(({ where }) => where)).toEqual([
      'line 3',
      'line 5',
      'line 6',
      'line 7',
      'line 8',
    ]);
    expect(entriesOfKind(entries, 'skipped').map(({ reason }) => reason)).toEqual([
      'a line that is not JSON',
      expect.stringContaining('extra'),
      expect.stringContaining('kind'),
      expect.stringContaining('no entry'),
      expect.stringContaining('createdAt'),
    ]);
  });

  test('skip a line beyond the limit, and what is no UTF-8, and read on', async () => {
    const path = file(
      Buffer.concat([
        Buffer.from(lines(header)),
        Buffer.from(`"${'x'.repeat(300_000)}"\n`),
        Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]),
        Buffer.from(lines(tag('warp')).trimEnd()),
      ]),
    );
    const entries = await collect(readJsonLines(path, { longestLine: 100_000 }));
    expect(entries.map(({ kind }) => kind)).toEqual(['praxis', 'skipped', 'skipped', 'tag']);
  });

  test('cannot reach the prototype of anything, nor bring text that a database would change', async () => {
    const path = file(
      lines(header) +
        '{"kind":"tag","name":"a","aliases":[],"createdAt":"2026-01-01T00:00:00Z","__proto__":{"x":1}}\n' +
        '{"kind":"tag","name":"constructor","aliases":["__proto__"],"createdAt":"2026-01-01T00:00:00Z"}\n' +
        '{"kind":"tag","name":"a\\u0000b","aliases":[],"createdAt":"2026-01-01T00:00:00Z"}\n' +
        '{"kind":"tag","name":"\\ud800","aliases":[],"createdAt":"2026-01-01T00:00:00Z"}\n',
    );
    const entries = await collect(readJsonLines(path));
    expect(entries.map(({ kind }) => kind)).toEqual([
      ...['praxis', 'skipped', 'tag', 'skipped', 'skipped'],
    ]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('of another kind or a newer Praxis are refused', async () => {
    await expect(collect(readJsonLines(file('{"a":1}\n')))).rejects.toThrow(
      /not an export of Praxis/,
    );
    await expect(collect(readJsonLines(file('')))).rejects.toThrow(/not an export of Praxis/);
    await expect(collect(readJsonLines(file(lines({ ...header, version: 2 }))))).rejects.toThrow(
      /newer Praxis/,
    );
    await expect(collect(readJsonLines('nowhere.jsonl'))).rejects.toThrow(/There is no/);
  });

  test('never overwrite a file, and leave none behind when writing fails', async () => {
    const folder = scratch({ 'out.jsonl': 'precious' });
    const path = join(folder, 'out.jsonl');
    await expect(writeJsonLines(path, stream([header]))).rejects.toThrow(/exists already/);
    expect(readFileSync(path, 'utf8')).toBe('precious');

    async function* failing() {
      yield header;
      throw new Error('the source broke');
    }
    await expect(writeJsonLines(join(folder, 'b.jsonl'), failing())).rejects.toThrow('broke');
    await expect(writeJsonLines(join(folder, 'no/b.jsonl'), failing())).rejects.toThrow(
      /cannot be/,
    );
    expect(readdirSync(folder)).toEqual(['out.jsonl']);
  });

  test('can be moved in time so that the newest moment becomes a given one', async () => {
    const path = file(
      lines(header, tag('old', '2020-01-01T00:00:00Z'), tag('new', '2020-01-03T00:00:00Z')),
    );
    const entries = await collect(readJsonLines(path, { shiftTo: Date.parse('2026-11-05') }));
    expect(entriesOfKind(entries, 'tag').map(({ createdAt }) => createdAt)).toEqual([
      '2026-11-03T00:00:00.000Z',
      '2026-11-05T00:00:00.000Z',
    ]);
  });
});
