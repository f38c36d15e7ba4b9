import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filesOf } from '../../commands/kit/view.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { general, type OnFile, openOnFile } from './on-file.ts';

/** Zora lives through everything, in a real file, and has herself forgotten. */
const folder = temporaryFolder();
const file = join(folder, 'praxis.db');
const zora = { externalId: 'UZORA99X', name: 'Zora Zanzibar' };
const members = {
  zora,
  ana: { externalId: 'UANA0001', name: 'Ana' },
  bo: { externalId: 'UBO00002', name: 'Bo' },
};
type Who = keyof typeof members;

let here: OnFile;
const say = (who: Who, line: string) => here.say(who, line);
const press = (who: Who, call: string) => here.press(who, call);
let announced = '';

/** What must be nowhere afterwards. Names of topics and words of kept answers stay. */
const gone = [
  'zora',
  'zanzibar',
  zora.externalId.toLowerCase(),
  'lonelyword',
  'draftword',
  'oldanswerword',
  'approachword',
];

let exported = '';
let readable = '';

beforeAll(async () => {
  here = await openOnFile(file, (who) => members[who as Who]);
  for (const who of ['ana', 'bo', 'zora'] as const) await say(who, 'help');
  const [ana] = await here.store.members.byIds([1]);
  await here.store.members.setRole(ana?.id ?? 0, 'admin');
  await say('zora', 'ask How do I undo a commit? #git');
  await say('bo', 'answer 1 Reset it softly, as @zora-zanzibar would.');
  await say('zora', 'accept 1.1');
  await say('zora', 'ask What is a lonelyword? #git');
  await say('ana', 'ask How do I split a commit? #git');
  await say('zora', 'answer 3 oldanswerword');
  await say('zora', 'edit 3.1 Use a rebase, keptword.');
  await say('ana', 'accept 3.1');
  await say('ana', 'edit 3 text:"@zora-zanzibar helped, and <@UZORA99X>."');
  await say('zora', 'helpful 1.1');
  await say('zora', 'expertise add git,sql');
  await say('ana', 'expertise endorse @zora-zanzibar git');
  await say('zora', 'expertise zone Europe/Berlin');
  await say('zora', 'digest mine weekly tags:git');
  await say('zora', 'notices off helped');
  await say('ana', 'settings steward @zora-zanzibar');
  await say('ana', 'settings role @zora-zanzibar curator');
  const her = await here.core.members.arrive(zora, general, 'draft');
  await here.core.drafts.keep(her, { command: 'ask', args: { title: 'draftword' } });
  const wish = { member: '@zora-zanzibar', topic: 'git', words: 'approachword please' };
  await here.submit('bo', 'ask-them', wish);
  const files = filesOf(await here.view('zora', 'privacy export'));
  exported = files.find(({ name }) => name.endsWith('.json'))?.content ?? '';
  readable = files.find(({ name }) => name.endsWith('.md'))?.content ?? '';
  announced = await say('zora', 'privacy forget');
}, 60_000);
afterAll(() => here.store.close());

describe('what is held on a member', () => {
  test('was all there before, so that the search below means something', () => {
    expect(gone.filter((word) => !here.bytes().includes(word))).toEqual([]);
  });

  test('is exported whole: every kind of it, for machines', () => {
    const { held, you } = JSON.parse(exported);
    expect(you).toMatchObject({ handle: 'zora-zanzibar', name: 'Zora Zanzibar', role: 'curator' });
    expect(Object.keys(held)).toEqual(
      expect.arrayContaining([
        'Accounts',
        'Answers',
        'Channels you look after',
        'Drafts',
        'How you want to be asked',
        'Notices you turned off',
        'People who asked you by name',
        'Questions',
        'Answers you accepted',
        'Topics you say you know',
        'What helped you',
        'What you edited, as it was before',
        'Who endorsed you',
        'Your digest',
      ]),
    );
    expect(exported).toContain('lonelyword');
    expect(exported).toContain('oldanswerword');
  });

  test('is exported to be read', () => {
    expect(readable).toContain('# What Craft holds on Zora Zanzibar');
    expect(readable).toContain('## Topics you say you know (2)');
    expect(readable).toContain('tag: #git');
  });
});

describe('being forgotten', () => {
  test('is announced first, with what it does', () => {
    expect(announced).toContain('1 question that nobody answered');
    expect(announced).toContain('1 question, 1 answer');
    expect(announced).toContain('[Forget me → forget-now?member=@zora-zanzibar]');
  });

  test('of somebody else who is still here is refused to everyone', async () => {
    expect(await say('bo', 'privacy forget @zora-zanzibar')).toMatch(/nobody else/);
    expect(await press('bo', 'forget-now?member=@zora-zanzibar')).toMatch(/nobody else/);
    expect(await press('ana', 'forget-now?member=@zora-zanzibar')).toMatch(/is still here/);
  });

  test('leaves no name, account or private word in the files of the database', async () => {
    expect(await press('zora', 'forget-now?member=@zora-zanzibar')).toMatch(
      /You are forgotten here/,
    );
    expect(gone.filter((word) => here.bytes().includes(word))).toEqual([]);
  });

  test('leaves nothing in an export of the community', async () => {
    const lines: string[] = [];
    for await (const entry of exportEntries(here.store, 1)) lines.push(JSON.stringify(entry));
    expect(lines.length).toBeGreaterThan(3);
    const all = lines.join('\n').toLowerCase();
    expect(gone.filter((word) => all.includes(word))).toEqual([]);
  });

  test('leaves nothing in a backup made afterwards', async () => {
    const backup = join(folder, 'backup.db');
    await here.store.backup(backup);
    const all = readFileSync(backup).toString('latin1').toLowerCase();
    expect(gone.filter((word) => all.includes(word))).toEqual([]);
    expect(all).toContain('keptword');
  });

  test("keeps others' work, and what she gave, without her name", async () => {
    expect(await say('ana', 'show 1')).toMatch(
      /asked by @former-3[\s\S]*Reset it softly, as @former-3 would/,
    );
    expect(await say('ana', 'show 3')).toMatch(/@former-3 helped, and @former-3\./);
    expect(await say('ana', 'show 3')).toContain('Use a rebase, keptword.');
    expect(await say('ana', 'search keptword')).toContain('@former-3');
    expect(await say('ana', 'show 2')).toMatch(/no question #2/);
  });

  test('names her to nobody as someone who knows', async () => {
    expect(await say('bo', 'find-expert git')).not.toMatch(/former/i);
  });

  test('is in the audit, without her name', async () => {
    expect(await say('ana', 'settings audit act:forget')).toMatch(
      /forget member\* @former-3 · nobody named/,
    );
  });

  test('makes whoever returns a new member', async () => {
    const profile = await say('zora', 'profile');
    expect(profile).toContain('@zora-zanzibar');
    expect(profile).toContain('Asked: 0 questions');
    expect(await say('zora', 'questions mine')).not.toContain('#1');
  });
});

describe('somebody who left', () => {
  test('can be forgotten by a curator', async () => {
    await here.store.members.setRole(2, 'member');
    await here.store.members.noteAccount(1, 'UBO00002', false);
    expect(await say('ana', 'privacy forget @bo')).toContain('This forgets @bo here');
    expect(await press('ana', 'forget-now?member=@bo')).toContain('Forgotten.');
    expect(await say('ana', 'show 1')).toContain('@former-2');
    expect(await say('ana', 'settings audit act:forget')).toContain('@former-2 · @ana');
  });

  test('and the only admin cannot leave the community without one', async () => {
    expect(await say('ana', 'privacy forget')).toMatch(/only admin here/);
  });
});
