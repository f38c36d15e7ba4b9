import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Entry } from '../../src/transfer/entry.ts';
import { readJsonLines, writeJsonLines } from '../../src/transfer/jsonl.ts';
import { community } from './community.ts';
import { dumpOf, freshStore, load, scratch, streamOf } from './scratch.ts';

const script = join(import.meta.dirname, 'slow-import.ts');

/** Many questions, each with an accepted answer, behind the people and places of the community. */
function* manyEntries(count: number): Generator<Entry> {
  yield { kind: 'praxis', version: 1, community: 'Weavers' };
  const isBefore = (entry: Entry) =>
    !['question', 'answer', 'acceptance', 'snippet', 'vote'].includes(entry.kind);
  yield* community.filter(isBefore);
  for (let n = 0; n < count; n += 1) {
    for (const entry of community) {
      if (entry.kind === 'question' && entry.ref === 'q1')
        yield { ...entry, ref: `q${n}`, number: null };
      if (entry.kind === 'answer' && entry.ref === 'a2') {
        yield { ...entry, ref: `a${n}`, question: `q${n}`, number: null };
        yield { kind: 'acceptance', answer: `a${n}`, by: null, at: null };
      }
    }
  }
}

test('an import killed in the middle and run again gives what one import gives', async () => {
  const folder = scratch();
  const file = join(folder, 'many.jsonl');
  await writeJsonLines(file, streamOf(manyEntries(4_000)) as AsyncIterable<Entry>);
  const killed = join(folder, 'killed.db');
  const read: number[] = [];
  for (const batches of [1, 4, 9]) {
    const child = spawn(process.execPath, [script, killed, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let seen = 0;
    child.stdout.on('data', (text: Buffer) => {
      seen += String(text).split('\n').length - 1;
      if (seen >= batches) child.kill('SIGKILL');
    });
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
    read.push(seen);
  }

  const [again, clean] = [freshStore(killed), freshStore(join(folder, 'clean.db'))];
  const half = await dumpOf(again);
  expect(half.length).toBeGreaterThan(500);
  await load(again, readJsonLines(file), { keepAccepted: true });
  await load(clean, readJsonLines(file), { keepAccepted: true });
  const whole = await dumpOf(clean);
  expect(half.length).toBeLessThan(whole.length);
  expect(await dumpOf(again)).toEqual(whole);
}, 60_000);
