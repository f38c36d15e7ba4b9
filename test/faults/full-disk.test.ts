import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openLog, outlasting } from '../../src/log.ts';
import { fingerprintOf } from '../../src/store/deliveries.ts';
import { after, lineOf } from './acts.ts';
import { openCommunity, shown, typed } from './community.ts';
import type { FullDisk } from './full-disk.ts';
import { findDamage, readDeliveries, readKnowledge } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script where no file may grow beyond `kilobytes`, which is how a full disk answers too. */
function runOnSmallDisk(kilobytes: number, name: string, ...files: readonly string[]): string {
  const script = join(import.meta.dirname, name);
  const run = ['-c', 'ulimit -f "$1"; shift; exec "$@"', 'bash', String(kilobytes)];
  return execFileSync('bash', [...run, process.execPath, script, ...files], { encoding: 'utf8' });
}

const kilobytesOf = (file: string) => Math.ceil(statSync(file).size / 1024);

test('when the disk is full a member is told calmly, nothing is done by half, and reading goes on', async () => {
  const file = join(folder, 'full.db');
  const before = await openCommunity(file, 'before');
  await before.bot.handle(typed('ann', 'first', 'ask wordone'));
  await before.bot.handle(typed('ben', 'second', 'answer 1 wordtwo'));
  await before.store.close();

  const session = runOnSmallDisk(kilobytesOf(file) + 100, 'full-disk.ts', file);
  const { refused, done, read } = JSON.parse(session) as FullDisk;
  expect(done).toBeGreaterThan(0);
  expect(refused.said).toMatch(/^problem: Nothing can be saved at the moment/);
  expect(read).toEqual(['question', 'questions', 'search', 'help']);

  expect(findDamage(file)).toEqual([]);
  expect(readDeliveries(file)).not.toContain(fingerprintOf(refused.delivery));
  const known = readKnowledge(file);
  const { bot, store } = await openCommunity(file, 'later', 2_000);
  const { act, delivery } = refused;
  const said = shown(await bot.handle(typed(act.by, delivery, lineOf(act))));
  expect(said).toMatch(/^(posted|done):/);
  expect(readKnowledge(file)).toEqual(after(known, act));
  await store.close();
});

test('what is in the log is kept when the disk is too full to take it over into the database', async () => {
  const file = join(folder, 'checkpoint.db');
  await (await openCommunity(file, 'before')).store.close();
  const session = runOnSmallDisk(kilobytesOf(file), 'full-checkpoint.ts', file);
  const { kept } = JSON.parse(session) as { kept: string[] };
  expect(kept.length).toBeGreaterThan(0);
  expect(findDamage(file)).toEqual([]);
  const { store } = await openCommunity(file, 'later', 2_000);
  expect(readKnowledge(file).questions.map(({ title }) => title)).toEqual(kept);
  await store.close();
});

test('an export that finds no room says so in a sentence, and leaves nothing behind', async () => {
  const file = join(folder, 'export.db');
  const { bot, store } = await openCommunity(file, 'before');
  for (let n = 1; n <= 40; n += 1) {
    await bot.handle(typed('ann', `long-${n}`, `ask word${n}\n${'many words '.repeat(300)}`));
  }
  await store.close();
  const out = join(folder, 'exported', 'all.jsonl');
  mkdirSync(dirname(out));
  expect(runOnSmallDisk(64, 'full-export.ts', file, out)).toMatch(
    /cannot be written \(E\w+\)\. Name/,
  );
  expect(readdirSync(dirname(out))).toEqual([]);
  expect(findDamage(file)).toEqual([]);
});

test('a handbook that finds no room says so in a sentence, and the old one is whole', async () => {
  const file = join(folder, 'handbook.db');
  const { bot, store } = await openCommunity(file, 'before');
  for (let n = 1; n <= 4; n += 1) {
    await bot.handle(typed('ann', `ask-${n}`, `ask word${n}`));
    await bot.handle(typed('ben', `answer-${n}`, `answer ${n} short`));
    await bot.handle(typed('ann', `accept-${n}`, `accept ${n}.1`));
  }
  await store.close();
  const kinds = ['markdown', 'site'].map(
    (kind) => [kind, join(folder, `handbook-${kind}`)] as const,
  );
  for (const [kind, out] of kinds) {
    expect(runOnSmallDisk(100_000, 'full-handbook.ts', file, out, kind)).toBe('written');
  }
  const later = await openCommunity(file, 'later', 2_000);
  const long = 'many words '.repeat(9_000);
  for (const [n, line] of ['snippet edit S1 --title Changed', `edit 4.1 ${long}`].entries()) {
    const said = shown(await later.bot.handle(typed('ben', `change-${n}`, line)));
    expect(said).toMatch(/^done|^snippet|^card|^posted/);
  }
  await later.store.close();
  for (const [kind, out] of kinds) {
    const before = readdirSync(out, { recursive: true });
    const first = readFileSync(join(out, '.praxis.json'), 'utf8');
    expect(runOnSmallDisk(64, 'full-handbook.ts', file, out, kind)).toMatch(
      /^There is no room to write .* \(E\w+\); it is as it was\. Make room, and export again\.$/,
    );
    expect(readdirSync(out, { recursive: true })).toEqual(before);
    expect(readFileSync(join(out, '.praxis.json'), 'utf8')).toBe(first);
    expect(runOnSmallDisk(100_000, 'full-handbook.ts', file, out, kind)).toBe('written');
    expect(readFileSync(join(out, '.praxis.json'), 'utf8')).not.toBe(first);
  }
});

test('a log that finds no room stops nothing, and says how much was lost when there is room again', () => {
  const log = openLog('info', '/dev/full');
  expect(() => log.info({ event: 'invocation' })).not.toThrow();

  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const lines: string[] = [];
  let isFull = true;
  const { write } = outlasting((line) => {
    if (isFull) throw full;
    lines.push(line);
  });
  write('one');
  write('two');
  isFull = false;
  write('three');
  expect(lines).toEqual(['\n{"event":"log lines lost","lost":2}\n', 'three']);
});
