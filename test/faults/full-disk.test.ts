import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { after, lineOf } from './acts.ts';
import { openCommunity, shown, typed } from './community.ts';
import type { FullDisk } from './full-disk.ts';
import { findDamage, readDeliveries, readKnowledge } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the session where no file may grow beyond `kilobytes`, which is how a full disk answers too. */
function runOnSmallDisk(file: string, kilobytes: number): FullDisk {
  const script = join(import.meta.dirname, 'full-disk.ts');
  const run = ['-c', 'ulimit -f "$1"; shift; exec "$@"', 'bash', String(kilobytes)];
  return JSON.parse(
    execFileSync('bash', [...run, process.execPath, script, file], { encoding: 'utf8' }),
  ) as FullDisk;
}

test('when the disk is full a member is told calmly, nothing is done by half, and reading goes on', async () => {
  const file = join(folder, 'full.db');
  const before = await openCommunity(file, 'before');
  await before.bot.handle(typed('ann', 'first', 'ask wordone'));
  await before.bot.handle(typed('ben', 'second', 'answer 1 wordtwo'));
  await before.store.close();

  const kilobytes = Math.ceil(statSync(file).size / 1024) + 100;
  const { refused, done, read } = runOnSmallDisk(file, kilobytes);
  expect(done).toBeGreaterThan(0);
  expect(refused.said).toMatch(/^problem: Nothing can be saved at the moment/);
  expect(read).toEqual(['question', 'questions', 'search', 'help']);

  expect(findDamage(file)).toEqual([]);
  expect(readDeliveries(file)).not.toContain(refused.delivery);
  const known = readKnowledge(file);
  const { bot, store } = await openCommunity(file, 'later', 2_000);
  const { act, delivery } = refused;
  const said = shown(await bot.handle(typed(act.by, delivery, lineOf(act))));
  expect(said).toMatch(/^(posted|done):/);
  expect(readKnowledge(file)).toEqual(after(known, act));
  await store.close();
});
