import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readHandbook } from '../../src/handbook/gather.ts';
import type { Edition } from '../../src/handbook/handbook.ts';
import { exportMarkdown } from '../../src/handbook/markdown/export-markdown.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { day } from '../core/community.ts';
import { contentsOf } from '../handbook/library.ts';
import { scratch } from '../transfer/scratch.ts';
import { openTalk, type Talk } from './talk.ts';

/** Zora asks anonymously; in the thread of her question Bo answers, and so does she; Eve saves it. */
let talk: Talk;
const zora = 'Zora Zanzibar';
const asked = 'Who could handle the merger?';
const bos = 'Legal could handle a merger of that size within three weeks.';
const zoras = 'The notary in town refused the papers twice because of the seal.';

beforeEach(async () => {
  talk = await openTalk();
  for (const who of ['Bo', 'Eve']) await talk.say(who, 'help');
  await talk.appoint('Cura', 'curator');
  await talk.say(zora, `ask "${asked}" "It is secret, so tell nobody." --anonymous`);
  await talk.stand(1, 'card1');
  talk.readable('card1', [
    talk.message(undefined, asked, { id: 'card1' }),
    talk.message('Bo', bos),
    talk.message(zora, zoras),
  ]);
});
afterEach(() => talk.close());

async function save(): Promise<readonly string[]> {
  const picks = await talk.sayIn('card1', 'Eve', 'save');
  const capture = /capture=(\d+)/.exec(picks)?.[1] ?? '';
  const form = await talk.pressIn('card1', 'Eve', `capture write?capture=${capture}`);
  expect(form).toContain(`title: ${asked}`);
  const args = { title: asked, details: 'It is secret.', answer: `${bos}\n\n${zoras}`, capture };
  const kept = await talk.submitIn('card1', 'Eve', 'capture keep', args);
  // So that its history has something to tell.
  await talk.say('Eve', `snippet edit S1 ${bos} ${zoras} Then sign it.`);
  return [form, kept];
}

/** What anybody but she can read of it, surface by surface. */
async function surfaces(): Promise<Readonly<Record<string, string>>> {
  const said = ['show 1', 'snippet show S1', 'snippet history S1', 'search merger', 'quotes mine'];
  const lines = ['Eve', 'Bo', 'Cura'].flatMap((who) =>
    said.map(async (line) => [`${line} to ${who}`, await talk.say(who, line)] as const),
  );
  const found: Record<string, string> = Object.fromEntries(await Promise.all(lines));
  const [community] = await talk.store.communities.all();
  if (!community) throw new Error('there is no community');
  await talk.store.write(async (tables) => {
    for (const edition of ['members', 'public', 'anonymous'] satisfies Edition[]) {
      const folder = scratch();
      await exportMarkdown(await readHandbook(tables, community, edition), folder);
      found[`handbook for ${edition}`] = Object.values(contentsOf(folder)).join('\n');
    }
    for await (const entry of exportEntries(tables, community.id))
      if (entry.kind === 'snippet') found['export of the snippet'] = JSON.stringify(entry);
  });
  return found;
}

async function owed() {
  const tasks = [];
  for (const notice of await talk.core.notices.claim(['console'], 50))
    tasks.push(await talk.core.notices.prepare(notice));
  return tasks.flatMap((task) => (task.kind === 'post' ? [task] : []));
}

async function namesHerNowhere(): Promise<void> {
  for (const [surface, text] of Object.entries(await surfaces())) {
    expect([surface, /merger|S1/.test(text) || surface.startsWith('quotes mine')]).toEqual([
      surface,
      true,
    ]);
    expect([surface, text]).not.toEqual([surface, expect.stringMatching(/zora|zanzibar/i)]);
  }
}

test('who asked anonymously is named nowhere in what is kept of the thread', async () => {
  for (const text of await save()) expect(text).not.toMatch(/zora/i);
  await namesHerNowhere();
  const requests = (await owed()).filter(({ matter }) => matter.kind === 'quote');
  expect(requests).toHaveLength(2);
  for (const { to, ...request } of requests) {
    const isHers = JSON.stringify(to).includes('Zora');
    const { matter } = request;
    expect(matter.kind === 'quote' && matter.quote.words.includes('notary')).toBe(isHers);
    if (!isHers) expect(JSON.stringify(request)).not.toMatch(/zora/i);
  }
});

test('nor when silence means that people are named, whatever she always says', async () => {
  const { communityId, memberId } = await talk.as('Cura');
  const owner = { communityId, workspaceId: null, channelId: null };
  await talk.store.settings.set(owner, 'quotes', 'named', { memberId, at: 1 });
  await talk.say(zora, 'quotes always named');
  await save();
  await namesHerNowhere();
  await talk.say(zora, 'quotes always named');
  talk.wait(30 * day);
  await talk.core.quotes.settleDue();
  expect(await talk.say('Eve', 'snippet show S1')).toContain('words of @bo and a member');
  await namesHerNowhere();
});

test('but where she says so of that one', async () => {
  await save();
  await talk.press(zora, 'quotes say?of=1&wish=named');
  expect(await talk.say('Eve', 'snippet show S1')).toContain('@zora-zanzibar');
});
