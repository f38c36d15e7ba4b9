import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/model.ts';
import { day } from '../core/community.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
let thread: readonly Message[];
const said = (i: number) => thread[i] as Message;

beforeEach(async () => {
  talk = await openTalk();
  for (const who of ['Ana', 'Bo', 'Bo in private-leads']) await talk.say(who, 'help');
  thread = [
    talk.message('Ana', 'Hello all. Why is the export slow since yesterday? It takes two hours.'),
    talk.message('Dan', 'The planner picks a sequential scan, as the statistics are stale.'),
    talk.message('Ana', 'thanks!'),
    talk.message('Cy', 'Run ANALYZE orders right after the load, then the index is used again.'),
    talk.message(undefined, 'A bot says that the build is green for the export service.'),
  ];
});

const idOf = (view = '') => Number(/capture=(\d+)/.exec(view)?.[1]);
const fields = { title: 'Why is the export slow?', details: 'It takes two hours.' };

/** Captures the answers of Dan and Cy, and gives the capture's number. */
async function begin(): Promise<number> {
  talk.readable('m1', thread);
  return idOf(await talk.sayIn('m1', 'Bo', 'save'));
}

async function keep(answer = `${said(1).text}\n\n${said(3).text}`): Promise<string> {
  const capture = String(await begin());
  return talk.submitIn('m1', 'Bo', 'capture keep', { ...fields, answer, capture });
}

describe('save in a thread that can be read', () => {
  test('offers what people said, and has chosen what may answer', async () => {
    talk.readable('m1', thread);
    const view = await talk.sayIn('m1', 'Bo', 'save');
    expect(view).toContain('It answers: “Why is the export slow since yesterday?”');
    expect(view).toMatch(
      /\*1\* Ana[\s\S]*\[Add →[\s\S]*\*2\* Dan[\s\S]*\[✓ 1st[\s\S]*\*3\* Ana[\s\S]*\[Add/,
    );
    expect(view).not.toContain('A bot says');
  });

  test('messages stand in the order in which they were chosen', async () => {
    const id = await begin();
    await talk.pressIn('m1', 'Bo', `capture pick?capture=${id}&pick=${said(1).id}`);
    const view = await talk.pressIn('m1', 'Bo', `capture pick?capture=${id}&pick=${said(1).id}`);
    expect(view).toMatch(/Dan[\s\S]*✓ 2nd[\s\S]*Cy[\s\S]*✓ 1st/);
    const form = await talk.pressIn('m1', 'Bo', `capture write?capture=${id}`);
    expect(form).toContain(`answer: ${said(3).text}\n\n${said(1).text}`);
    expect(form).toContain('title: Why is the export slow since yesterday?');
    expect(form).toContain('details: Hello all.  It takes two hours.');
  });

  test('they can be named by their numbers', async () => {
    const id = String(await begin());
    const call = { capture: id, numbers: '4 2' };
    expect(await talk.submitIn('m1', 'Bo', 'capture order', call)).toMatch(
      /Dan[\s\S]*✓ 2nd[\s\S]*Cy[\s\S]*✓ 1st/,
    );
    const wrong = await talk.submitIn('m1', 'Bo', 'capture order', { capture: id, numbers: '4 9' });
    expect(wrong).toContain('There is no message "9"');
  });

  test('nothing of what was said is stored before it is submitted', async () => {
    await begin();
    expect(JSON.stringify(await talk.dump())).not.toMatch(/planner|ANALYZE|two hours/);
  });

  test('the title of the thread is the question where nobody asks one', async () => {
    talk.readable('m2', [said(1), said(3)], 'Slow exports');
    const id = idOf(await talk.sayIn('m2', 'Bo', 'save'));
    const form = await talk.pressIn('m2', 'Bo', `capture write?capture=${id}`);
    expect(form).toContain('title: Slow exports');
  });

  test('a message from the menu is chosen first; alone with its question it is in the form at once', async () => {
    talk.readable('m1', thread);
    expect(await talk.choose('Bo', 'save', said(3), 'm1')).toMatch(/Cy[\s\S]*✓ 1st/);
    talk.readable('m3', [said(0), said(1)]);
    const form = await talk.choose('Eve', 'save', said(1), 'm3');
    expect(form).toContain('Save as knowledge (form)');
    expect(form).toContain(`answer: ${said(1).text}`);
  });

  test('what was kept names who saved it, with a link back, and is found', async () => {
    expect(await keep()).toContain('Kept as *S1*');
    const shown = await talk.say('Eve', 'snippet show S1');
    expect(shown).toContain('by @bo · words of 3 members · verified by @bo');
    expect(shown).toContain('https://chat.example/1');
    expect(await talk.say('Eve', 'search statistics stale')).toContain('S1');
  });

  test('what can no longer be read is not saved as if it were one’s own', async () => {
    const capture = String(await begin());
    talk.readable('m1', [said(0), said(3)]);
    const args = { ...fields, answer: said(1).text, capture };
    expect(await talk.submitIn('m1', 'Bo', 'capture keep', args)).toContain('choose again');
    const form = await talk.submitIn('m9', 'Bo', 'capture keep', args);
    expect(form).toContain('Go back to its thread');
    expect(form).toContain(`answer: ${said(1).text}`);
  });
});

describe('save in a thread that cannot be read', () => {
  test('messages are put together one at a time, over restarts, without secrets', async () => {
    const secret = `ghp_${'abcdefghijklmnopqrstuvwxyz0123456789'}`;
    expect(await talk.sayIn('m1', 'Bo', 'save')).toContain('I may not read this thread');
    expect(await talk.choose('Bo', 'save', said(3), 'm1')).toContain('1 message so far');
    const more = talk.message('Dan', `Then set TOKEN to ${secret} and start it again.`);
    const view = await talk.choose('Bo', 'save', more, 'm1');
    expect(view).toContain('2 messages so far');
    expect(JSON.stringify(await talk.dump())).not.toContain(secret);
    const form = await talk.pressIn('m1', 'Bo', `capture write?capture=${idOf(view)}`);
    expect(form).toContain(`answer: ${said(3).text}\n\nThen set TOKEN to [secret removed]`);
  });

  test('they are named by the numbers that are shown, however often they changed places', async () => {
    await talk.choose('Bo', 'save', said(1), 'm1');
    const capture = String(idOf(await talk.choose('Bo', 'save', said(3), 'm1')));
    const order = (numbers: string) =>
      talk.submitIn('m1', 'Bo', 'capture order', { capture, numbers });
    expect(await order('2 1')).toMatch(/\*1\* Cy[\s\S]*\*2\* Dan/);
    expect(await order('2 1')).toMatch(/\*1\* Dan[\s\S]*\*2\* Cy/);
    expect(await order('3')).toContain(
      'There is no message "3". Name them by their numbers, 1 to 2',
    );
  });

  test('a message outside of any thread is in the form at once', async () => {
    const form = await talk.choose('Bo', 'save', said(3));
    expect(form).toContain(`answer: ${said(3).text}`);
  });

  test('in the thread of a question it is about that', async () => {
    await talk.say('Ana', 'ask How do I undo a commit? #git');
    await talk.stand(1, 'card1');
    const view = await talk.choose('Bo', 'save', said(3), 'card1');
    const form = await talk.pressIn('card1', 'Bo', `capture write?capture=${idOf(view)}`);
    expect(form).toContain('title: How do I undo a commit?');
    expect(form).toContain('tags: git');
  });
});

describe('the reaction', () => {
  test('tells who reacted, once; further ones add; taken back it is gone', async () => {
    const about = { emoji: '🧠' };
    const note = await talk.react('Bo', said(1), 'm1', about);
    expect(note).toContain('Save this as knowledge?');
    expect(await talk.react('Bo', said(3), 'm1', about)).toBeUndefined();
    const id = idOf(note);
    expect(await talk.pressIn('m1', 'Bo', `capture pick?capture=${id}`)).toContain('2 messages');
    await talk.react('Bo', said(1), 'm1', { ...about, isUndone: true });
    await talk.react('Bo', said(3), 'm1', { ...about, isUndone: true });
    expect(await talk.pressIn('m1', 'Bo', `capture pick?capture=${id}`)).toContain(
      'saved or discarded already',
    );
    expect(JSON.stringify(await talk.dump())).not.toMatch(/planner|ANALYZE/);
  });

  test('given late, after it was taken back, it means nothing', async () => {
    const at = talk.world.clock();
    const undone = { emoji: '🧠', isUndone: true, at: at + 5 };
    await talk.react('Bo', said(1), 'm1', undone);
    expect(await talk.react('Bo', said(1), 'm1', { emoji: '🧠', at })).toBeUndefined();
  });

  test('is the one that the community chose', async () => {
    const { communityId, memberId } = await talk.as('Bo');
    const owner = { communityId, workspaceId: null, channelId: null };
    await talk.store.settings.set(owner, 'capture-emoji', '📌', { memberId, at: 1 });
    expect(await talk.react('Bo', said(1), 'm1', { emoji: '🧠' })).toBeUndefined();
    expect(await talk.react('Bo', said(1), 'm1', { emoji: '📌' })).toContain('Save this');
  });
});

describe('before it is kept', () => {
  test('a reader’s stumbling blocks are shown, and can be kept all the same', async () => {
    const view = await talk.say('Bo', 'save "Undo a commit" "see above"');
    expect(view).toContain('does not ask anything');
    expect(view).toContain('“see above” points to something');
    expect(await talk.say('Eve', 'search undo commit')).toContain('Nothing');
    const id = idOf(view);
    expect(await talk.press('Bo', `capture write?capture=${id}`)).toContain('answer: see above');
    expect(await talk.press('Bo', `capture anyway?capture=${id}`)).toContain('Kept as *S1*');
    expect(await talk.press('Bo', `capture anyway?capture=${id}`)).toContain('already');
  });

  test('"yesterday" can become the day that its writer meant, in their zone', async () => {
    const at = Date.parse('2026-11-10T23:30:00Z');
    const late = talk.message(
      'Dan',
      'Statistics broke yesterday, so run ANALYZE after each load.',
      { at },
    );
    const { memberId } = await talk.as('Dan');
    await talk.store.preferences.save(memberId, { zone: 'Europe/Berlin' });
    talk.readable('m1', [said(0), late]);
    const form = await talk.choose('Bo', 'save', late, 'm1');
    const capture = String(idOf(form) || 1);
    const args = { ...fields, answer: late.text, capture };
    const view = await talk.submitIn('m1', 'Bo', 'capture keep', args);
    expect(view).toContain('It meant: on 10 November 2026');
    expect(await talk.pressIn('m1', 'Bo', `capture dates?capture=${capture}`)).toContain('S1');
    expect(await talk.say('Bo', 'snippet show S1')).toContain(
      'Statistics broke on 10 November 2026, so',
    );
  });

  test('a secret is refused until it is taken out, and is nowhere', async () => {
    const secret = `ghp_${'abcdefghijklmnopqrstuvwxyz0123456789'}`;
    const form = await keep(`Set TOKEN to ${secret} first, then run the export.`);
    expect(form).toContain('The answer holds a GitHub token');
    expect(await talk.say('Bo', `save "How?" "Set ${secret} there."`)).toContain('GitHub token');
    expect(await talk.say('Bo', `ask How do I use ${secret} here?`)).toContain('GitHub token');
    expect(JSON.stringify(await talk.dump())).not.toContain(secret);
    expect(talk.log()).not.toContain(secret);
  });

  test('what is kept already is offered instead: to be linked, or added to', async () => {
    await talk.say('Bo', 'save "Why is the export slow?" "Stale statistics: analyse the table."');
    const args = { title: 'Why is the export slow?', answer: `${said(3).text}` };
    const capture = String(await begin());
    const view = await talk.submitIn('m1', 'Bo', 'capture keep', { ...args, capture });
    expect(view).toContain('This may be kept already: *S1*');
    const merge = `capture merge?capture=${capture}&snippet=1`;
    const form = await talk.pressIn('m1', 'Bo', merge);
    expect(form).toContain(`answer: Stale statistics: analyse the table.\n\n${said(3).text}`);
    const whole = { capture, snippet: '1', answer: `Stale statistics.\n\n${said(3).text}` };
    expect(await talk.submitIn('m1', 'Bo', 'capture merge', whole)).toContain('Added to *S1*');
    expect(await talk.say('Bo', 'snippet show S1')).toContain('words of a member');
    const other = String(await begin());
    await talk.submitIn('m1', 'Bo', 'capture keep', { ...args, capture: other });
    const link = `capture link?capture=${other}&snippet=1`;
    expect(await talk.pressIn('m1', 'Bo', link)).toContain('is linked');
    expect(await talk.say('Bo', 'search export')).toContain('1 found');
  });
});

test('what is kept, but outdated, is offered, too: better mended than kept twice', async () => {
  await talk.say('Bo', 'save "Why is the export slow?" "Stale statistics: analyse the table."');
  await talk.say('Bo', 'snippet outdated S1');
  const again = 'save "Why is the export slow?" "The load leaves the statistics stale."';
  const view = await talk.say('Bo', again);
  expect(view).toContain('This may be kept already: *S1*');
  expect(view).toContain('Stale statistics: analyse the table.');
  expect(view).toContain('[Add to S1');
});

test('of a private channel nothing is named to who cannot see it, however alike', async () => {
  await talk.say('Bo in private-leads', 'save "Why is the export slow?" "Because of zanzi."');
  const saved = await talk.say('Eve', 'save "Why is the export slow?" "The statistics are stale."');
  expect(saved).not.toMatch(/already|zanzi/);
  expect(saved).toContain('Kept as');
});

describe('somebody else’s capture', () => {
  test('is not there: not to look at, to change, or to save', async () => {
    const id = await begin();
    for (const name of ['pick', 'write', 'anyway', 'dates'])
      expect(await talk.pressIn('m1', 'Eve', `capture ${name}?capture=${id}`)).toContain('already');
    await talk.pressIn('m1', 'Eve', `capture discard?capture=${id}`);
    expect(await talk.pressIn('m1', 'Bo', `capture pick?capture=${id}`)).toContain('2 messages');
  });

  test('begun by a reaction, knows elsewhere what its thread is called', async () => {
    talk.readable('m2', [said(1), said(3)], 'Slow exports');
    const note = await talk.react('Bo', said(3), 'm2', { emoji: '🧠' });
    const form = await talk.pressIn('m9', 'Bo', `capture write?capture=${idOf(note)}`);
    expect(form).toContain('title: Slow exports');
    expect(form).toContain(`answer: ${said(3).text}`);
  });

  test('what was said in a private channel is kept there, wherever it is submitted', async () => {
    const zanzi = talk.message('Dan', 'The word is zanzi, and it is said only among the leads.');
    const note = await talk.react('Bo in private-leads', zanzi, 'm7', { emoji: '🧠' });
    const capture = String(idOf(note));
    const args = { title: 'Which word is it?', answer: zanzi.text, capture };
    expect(await talk.submit('Bo in general', 'capture keep', args)).toContain('S1');
    expect(await talk.say('Eve', 'search zanzi')).toContain('Nothing found');
    expect(await talk.say('Eve in private-leads', 'search zanzi')).toContain('1 found');
  });

  test('drafts that nobody went on with are forgotten after a month', async () => {
    await talk.choose('Bo', 'save', said(3), 'm1');
    expect(JSON.stringify(await talk.dump())).toContain('ANALYZE');
    talk.wait(31 * day);
    await talk.core.forgetOld();
    expect(JSON.stringify(await talk.dump())).not.toContain('ANALYZE');
  });
});
