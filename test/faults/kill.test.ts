import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { killRounds, type Round } from './kill.ts';

const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what was acknowledged survives kill -9, and what was not is done once when it is repeated', async () => {
  const rounds: Round[] = [];
  for await (const round of killRounds({ rounds: 5, seed: 20, folder })) rounds.push(round);
  expect(rounds).toHaveLength(5);
  expect(rounds.some(({ acknowledged }) => acknowledged > 0)).toBe(true);
});
