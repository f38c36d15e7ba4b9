import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/store.ts';
import { openConversation } from '../commands/conversation.ts';
import { dumpOf } from '../store/dump.ts';
import { temporaryFolder } from '../store/temporary.ts';

const folder = temporaryFolder();
const script = join(import.meta.dirname, 'merger.ts');
const file = join(folder, 'killed.db');

/** What members know, and whether the second question is merged. */
async function state() {
  const store = openStore(file);
  const { notice, audit, former_name, search_change, ping, account, card, ...known } = await dumpOf(
    store,
    folder,
  );
  await store.close();
  const { merged_question: merged = [], ...rest } = known;
  return { isMerged: merged.length > 0, known: JSON.stringify(rest) };
}

/** Lets it merge and part, and kills it after so many milliseconds from its first act. */
async function killAfter(ms: number, run: number): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, file, `run${run}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), ms);
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
}

test('a merge that is killed at any moment happened whole or not at all', async () => {
  const chat = await openConversation();
  await chat.appoint('Cur', 'curator');
  await chat.say('Cur', 'help');
  await chat.say('Ana', 'ask How do I undo the last commit? #git');
  await chat.say('Bo', 'ask How can one undo a commit? #undo');
  for (const name of ['Cy', 'Di', 'Eve']) {
    await chat.say(name, `answer 2 As ${name} does.`);
    await chat.say(name, 'me-too 2');
  }
  await chat.say('Bo', 'accept 2.1');
  await chat.store.backup(file);
  await chat.close();

  const seen = new Map<boolean, string>();
  const first = await state();
  seen.set(first.isMerged, first.known);
  for (let run = 0; run < 8; run += 1) {
    await killAfter(3 + run * 6, run);
    const { isMerged, known } = await state();
    const before = seen.get(isMerged);
    if (before === undefined) seen.set(isMerged, known);
    else expect(known).toBe(before);
  }
}, 120_000);
