import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/model.ts';
import { day } from '../core/community.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
let thread: readonly Message[];
const dans = 'Sequential scans come from stale statistics. Vacuum alone does not refresh them.';
const cys = 'Run ANALYZE orders right after the load, then the index is used again.';

beforeEach(async () => {
  talk = await openTalk();
  for (const who of ['Ana', 'Bo', 'Cy', 'Dan']) await talk.say(who, 'help');
  thread = [
    talk.message('Ana', 'Why is the export slow?'),
    talk.message('Dan', dans),
    talk.message('Cy', cys),
  ];
  talk.readable('m1', thread);
});
afterEach(() => talk.close());

/** Bo saves what Dan and Cy said; Ana asked it. */
async function save(answer = `${dans}\n\n${cys}`, title = 'How are slow exports mended?') {
  const view = await talk.sayIn('m1', 'Bo', 'save');
  const capture = /capture=(\d+)/.exec(view)?.[1] ?? '';
  return talk.submitIn('m1', 'Bo', 'capture keep', { title, answer, capture });
}

const show = () => talk.say('Eve', 'snippet show S1');
const say = (who: string, wish: string) => talk.press(who, `quotes say?of=1&wish=${wish}`);

async function owed() {
  const due = await talk.core.notices.claim(['console'], 50);
  const tasks = [];
  for (const notice of due) tasks.push(await talk.core.notices.prepare(notice));
  return tasks.flatMap((task) => (task.kind === 'post' ? [task] : []));
}

describe('people whose words are saved', () => {
  test('are asked in private, once each; until they say so nobody names them', async () => {
    expect(await save()).toContain('2 people whose words are in it are asked in private');
    expect(await show()).toContain('by @bo · words of 2 members');
    const asked = (await owed()).filter(({ matter }) => matter.kind === 'quote');
    expect(asked.map(({ to }) => 'externalId' in to && to.externalId).sort()).toEqual([
      'account of Cy',
      'account of Dan',
    ]);
    expect(asked.map(({ matter }) => matter.kind === 'quote' && matter.quote.words)).toContain(
      dans.replace('. ', '.\n'),
    );
  });

  test('are named when they agree, and not any more when they change their mind', async () => {
    await save();
    expect(await say('Dan', 'named')).toContain('Your name stands with your words');
    expect(await show()).toContain('words of @dan and a member');
    await say('Dan', 'unnamed');
    expect(await show()).toContain('words of 2 members');
  });

  test('are left out of text, history and search, and others’ words stay', async () => {
    await save();
    await talk.say('Bo', `snippet edit S1 ${dans} ${cys} Then it is fast.`);
    const link = thread[1]?.link ?? 'none';
    expect(JSON.stringify(await talk.dump())).toContain(link);
    expect(await say('Dan', 'left-out')).toContain('Your words are deleted');
    // Nor does anything lead back to where they said it.
    expect(JSON.stringify(await talk.dump())).not.toContain(link);
    const shown = await show();
    expect(shown).toContain(`${cys} Then it is fast.`);
    expect(shown).toContain('words of a member');
    expect(await talk.say('Eve', 'search vacuum')).toContain('Nothing');
    expect(await talk.say('Eve', 'search analyze')).toContain('S1');
    expect(JSON.stringify(await talk.dump())).not.toMatch(/[Vv]acuum|stale statistics/);
    expect(await say('Dan', 'named')).toContain('Nothing of what you wrote is in it');
  });

  test('a question in their words becomes another; a snippet of theirs alone goes', async () => {
    await save(cys, 'Why is the export slow?');
    await say('Ana', 'left-out');
    expect(await show()).toContain('S1 Run ANALYZE orders right after the load');
    await say('Cy', 'left-out');
    expect(await show()).toContain('There is no snippet S1');
    expect(JSON.stringify(await talk.dump())).not.toMatch(/ANALYZE/i);
  });

  test('who says nothing in time is treated as the community set', async () => {
    await save();
    talk.wait(8 * day);
    await talk.core.forgetOld();
    expect(await talk.say('Dan', 'quotes mine')).toContain('without your name');
    expect((await owed()).filter(({ matter }) => matter.kind === 'quote')).toEqual([]);
  });

  test('left out by default, words go at the deadline', async () => {
    const { communityId, memberId } = await talk.as('Bo');
    const owner = { communityId, workspaceId: null, channelId: null };
    await talk.store.settings.set(owner, 'quotes', 'left-out', { memberId, at: 1 });
    await save();
    await say('Cy', 'named');
    talk.wait(8 * day);
    await talk.core.forgetOld();
    expect(await show()).toContain('words of @cy');
    expect(await show()).not.toContain('stale');
  });

  test('stay with their words when that is merged into another, and when the merge is undone', async () => {
    await save();
    await talk.say(
      'Bo',
      'save "Which chapter tells of planners?" "The fourth chapter, at its end."',
    );
    await talk.store.members.setRole((await talk.as('Eve')).memberId, 'curator');
    await talk.say('Eve', 'duplicates merge S1 S2');
    expect(await show()).toContain('# S2');
    expect(await show()).not.toContain('words of');
    expect(await talk.say('Cy', 'quotes mine')).toContain('ANALYZE');
    expect(await say('Dan', 'left-out')).toContain('Your words are deleted');
    await say('Cy', 'named');
    expect(JSON.stringify(await talk.dump())).not.toMatch(/stale statistics/);
    await talk.say('Eve', 'duplicates undo S1');
    expect(await show()).toContain('# S1');
    expect(await show()).toContain('words of @cy');
    expect(await show()).toContain(cys);
    expect(await show()).not.toContain('stale');
  });

  test('can answer once for all, and nobody asks them', async () => {
    await talk.say('Dan', 'quotes always named');
    await talk.say('Cy', 'quotes always left-out');
    expect(await save()).toContain(
      `Words of who does not want to be quoted are left out: “${cys}”`,
    );
    expect(JSON.stringify(await talk.dump())).not.toContain(thread[2]?.link ?? 'none');
    expect(await show()).toContain('words of @dan ');
    expect(await show()).not.toContain('ANALYZE');
    expect((await owed()).filter(({ matter }) => matter.kind === 'quote')).toEqual([]);
    expect(JSON.stringify(await talk.dump())).not.toContain('ANALYZE');
  });

  test('an answer for all settles what they are asked now', async () => {
    await save();
    await talk.say('Dan', 'quotes always named');
    expect(await show()).toContain('words of @dan and a member');
    expect(await talk.say('Dan', 'quotes mine')).toContain('You are always named');
  });

  test('one’s own words need no question; who only listened becomes nobody', async () => {
    const mine = talk.message('Bo', 'Refresh the statistics with ANALYZE after every load.');
    const zed = talk.message('Zed', 'I had nothing to do with that at all, sorry.');
    talk.readable('m1', [mine, zed]);
    await save(mine.text);
    expect(await show()).not.toContain('words of');
    const { communityId } = await talk.as('Bo');
    expect(await talk.store.members.byHandle(communityId, 'zed')).toBeUndefined();
  });

  test('nobody speaks for another, and guesses tell nothing', async () => {
    await save();
    for (const who of ['Eve', 'Bo']) {
      expect(await say(who, 'left-out')).toContain('Nothing of what you wrote is in it');
      expect(await talk.press(who, 'quotes say?of=99&wish=named')).toContain('Nothing of what');
    }
    expect(await talk.say('Eve', 'quotes mine')).toContain('Nothing that you wrote was saved');
    expect(await show()).toContain('words of 2 members');
  });

  test('the snippet of a private channel is named to nobody who cannot see it', async () => {
    const said = talk.message('Dan', 'The merger is called zanzi among the leads here.');
    const note = await talk.react('Bo in private-leads', said, 'm7', { emoji: '🧠' });
    expect(note).toBeUndefined();
    await talk.say('Bo in private-leads', 'help');
    const again = await talk.choose('Bo in private-leads', 'save', said, 'm7');
    const capture = /capture=(\d+)/.exec(again ?? '')?.[1] ?? '';
    const args = { title: 'What is it called?', answer: said.text, capture };
    await talk.submitIn('m7', 'Bo in private-leads', 'capture keep', args);
    const asked = (await owed()).filter(({ matter }) => matter.kind === 'quote');
    expect(asked.map(({ matter }) => matter.kind === 'quote' && matter.snippet)).toEqual([
      undefined,
    ]);
    expect(await talk.say('Dan', 'quotes mine')).not.toContain('What is it called');
  });
});
