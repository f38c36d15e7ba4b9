import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accountOf } from '../core/community.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { type OnFile, openOnFile } from './on-file.ts';

const folder = temporaryFolder();
let files = 0;
let here: OnFile;
const say = (who: string, line: string) => here.say(who, line);
const press = (who: string, call: string) => here.press(who, call);
const bytes = () => here.bytes();

beforeEach(async () => {
  here = await openOnFile(join(folder, `${++files}.db`), accountOf);
  await say('Cura', 'help');
  await here.store.members.setRole(1, 'curator');
  await say('Ana', 'ask How do I undo a commit?');
  await say('Bo', 'answer 1 Reset it with the oldsecretword.');
  await say('Bo', 'edit 1.1 Reset it with the secretword.');
});
afterEach(() => here.store.close());

async function isNowhere(words: readonly string[]): Promise<void> {
  expect(words.filter((word) => bytes().includes(word))).toEqual([]);
  const backup = join(folder, `backup-${files}.db`);
  await here.store.backup(backup);
  const saved = readFileSync(backup).toString('latin1').toLowerCase();
  expect(words.filter((word) => saved.includes(word))).toEqual([]);
}

describe('what is deleted', () => {
  test('is first shown, with what goes along', async () => {
    await say('Ana', 'accept 1.1');
    const shown = await say('Bo', 'delete 1.1');
    expect(shown).toContain('With it go S1, and their older texts.');
    expect(shown).toContain('[Delete 1.1 → delete-now?what=1.1]');
    expect(await say('Ana', 'show 1')).toContain('secretword');
  });

  test('is gone from the files, their index and log, and from a backup made afterwards', async () => {
    await say('Ana', 'accept 1.1');
    expect(bytes()).toContain('oldsecretword');
    expect(await press('Bo', 'delete-now?what=1.1')).toContain('*1.1* is deleted.');
    await isNowhere(['secretword']);
    expect(await say('Ana', 'search secretword')).not.toContain('1.1');
    expect(await say('Ana', 'show 1')).toMatch(/no answer yet/);
  });

  test('is gone, too, when it was a question, and its number is not given again', async () => {
    await say('Ana', 'ask What is a lonelyword?');
    expect(await press('Ana', 'delete-now?what=2')).toContain('#2 was deleted.');
    await isNowhere(['lonelyword']);
    expect(await say('Ana', 'ask What is the next one?')).toContain('#3');
  });

  test('is gone, too, when it was a snippet', async () => {
    await say('Bo', 'save "Which keptword?" "That secretword2."');
    expect(await press('Bo', 'delete-now?what=S1')).toContain('*S1* is deleted.');
    await isNowhere(['keptword', 'secretword2']);
  });

  test("of an answer's number is not given again", async () => {
    await press('Bo', 'delete-now?what=1.1');
    expect(await say('Bo', 'answer 1 Another.')).toContain('1.2');
  });
});

describe('deleting', () => {
  test("is refused to others, and leaves others' answers", async () => {
    expect(await say('Cy', 'delete 1.1')).toMatch(/Only who wrote it, or a curator/);
    expect(await press('Cy', 'delete-now?what=1.1')).toMatch(/Only who wrote it, or a curator/);
    expect(await press('Ana', 'delete-now?what=1')).toMatch(/Others answered #1/);
    expect(await say('Ana', 'show 1')).toContain('secretword');
  });

  test('is refused where others worked on what was kept from it', async () => {
    await say('Ana', 'accept 1.1');
    await say('Cura', 'snippet edit S1 title:"A better title"');
    expect(await say('Bo', 'delete 1.1')).toMatch(/Others worked on S1/);
  });

  test('is for curators, in the audit', async () => {
    await press('Cura', 'delete-now?what=1');
    const [entry] = await here.store.audit.list(1, 1);
    expect(entry).toMatchObject({ act: 'delete question', subject: '#1', memberId: 1 });
    await isNowhere(['secretword']);
  });
});
