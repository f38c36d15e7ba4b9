import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../store/temporary.ts';

const folder = temporaryFolder();

test('in a heap of 64 MB a flood that comes while the program stands still is answered or turned away, and it goes on', () => {
  const script = join(import.meta.dirname, 'small-heap.ts');
  const run = ['--max-old-space-size=64', script, join(folder, 'small.db')];
  const said = execFileSync(process.execPath, run, { encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual({ answered: 3_000, bugs: 0, after: 'posted' });
});
