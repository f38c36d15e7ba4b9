import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
beforeEach(async () => {
  talk = await openTalk();
  await talk.appoint('Cora', 'curator');
  await talk.say('Bo', 'help');
  await talk.say('Ana', 'ask How do I undo a commit? #git');
  await talk.stand(1, 'card1');
});
afterEach(() => talk.close());

const show = () => talk.say('Bo', 'show 1');
const words = 'Reset it softly, the changes stay where they are.';

describe('"Answer with this"', () => {
  test('keeps a reply in the thread as an answer of who wrote it, with a link', async () => {
    const reply = talk.message('Dan', words);
    expect(await talk.choose('Bo', 'keep-answer', reply, 'card1')).toContain(
      'Kept as answer *1.1* by @dan.',
    );
    expect(await show()).toContain(`@dan some time ago · from this message <${reply.link}>`);
    expect(await show()).toContain(words);
  });

  test('elsewhere asks which question it answers', async () => {
    const reply = talk.message('Dan', words);
    expect(await talk.choose('Bo', 'keep-answer', reply)).toBe(
      'Keep a message as an answer (form)\nquestion:',
    );
    expect(await talk.send('Bo', 'keep-answer', { question: '1' }, reply)).toContain('1.1');
    expect(await show()).toContain(words);
  });

  test('keeps a message once', async () => {
    const reply = talk.message('Dan', words);
    await talk.choose('Bo', 'keep-answer', reply, 'card1');
    expect(await talk.choose('Cy', 'keep-answer', reply, 'card1')).toContain(
      'This message is an answer already: 1.1.',
    );
    expect(await show()).toContain('1 answer');
  });

  test.each([
    ['a bot', undefined, words, 'Only what a person wrote'],
    ['nobody who wrote words', 'Dan', ' ', 'no words in that message'],
  ])('refuses a message of %s', async (_, who, text, said) => {
    expect(await talk.choose('Bo', 'keep-answer', talk.message(who, text), 'card1')).toContain(
      said,
    );
    expect(await show()).toContain('no answer yet');
  });

  test('refuses to carry what others said out of a private channel', async () => {
    const secret = talk.message('Dan', 'zanzi is the secret word of the leads');
    const carry = (who: string) =>
      talk.choose(`${who} in private-leads`, 'keep-answer', secret, undefined);
    expect(await carry('Bo')).toContain('(form)');
    const sent = (who: string) => ({
      ...talk.request(`${who} in private-leads`, {
        kind: 'call',
        call: { name: 'keep-answer', args: { question: '1', message: secret.id } },
      }),
      message: secret,
    });
    const refused = await talk.handle(sent('Bo'));
    expect(JSON.stringify(refused)).toContain('stays here');
    expect(await show()).not.toContain('zanzi');
    expect(JSON.stringify(await talk.handle(sent('Dan')))).toContain('1.1');
    expect(await show()).toContain('zanzi');
    expect(await show()).not.toContain('from this message');
  });

  test('does not reach a question that one cannot see', async () => {
    await talk.say('Ana in private-leads', 'ask Who leaves?');
    const reply = talk.message('Dan', words);
    expect(await talk.send('Eve', 'keep-answer', { question: '2' }, reply)).toContain(
      'There is no open question #2',
    );
  });

  test('does nothing without its message', async () => {
    expect(await talk.press('Bo', 'keep-answer?question=1')).toContain('not there any more');
    expect(await talk.press('Bo', 'keep-answer?question=1&message=999')).toContain('no longer');
  });
});

describe('the tick of who asked', () => {
  test('on a reply keeps and accepts it; taken back, the answer stays', async () => {
    const reply = talk.message('Dan', words);
    expect(await talk.react('Ana', reply, 'card1')).toContain('1.1 by @dan is accepted');
    expect(await show()).toContain('answered, 1 answer');
    expect(await talk.react('Ana', reply, 'card1', { isUndone: true })).toContain('no longer');
    expect(await show()).toContain('1 answer');
    expect(await show()).not.toContain('accepted');
  });

  test('accepts a reply that is an answer already', async () => {
    const reply = talk.message('Dan', words);
    await talk.choose('Bo', 'keep-answer', reply, 'card1');
    await talk.react('Ana', reply, 'card1', { emoji: '✔' });
    expect(await show()).toContain('answered, 1 answer');
  });

  test('on the card accepts its only answer, and asks which of several', async () => {
    const card = talk.message(undefined, 'the card', { id: 'card1' });
    expect(await talk.react('Ana', card, undefined)).toBeUndefined();
    await talk.say('Bo', 'answer 1 Reset it.');
    expect(await talk.react('Ana', card, undefined)).toContain('1.1 by @bo is accepted');
    expect(await talk.react('Ana', card, undefined, { isUndone: true })).toContain('open again');
    await talk.say('Cy', 'answer 1 Revert it.');
    expect(await talk.react('Ana', card, undefined)).toMatch(/\[1\.1 by Bo .*\[1\.2 by Cy/);
  });

  test.each(['Bo', 'Cora', 'Dan', 'Stranger'])('is not that of %s', async (who) => {
    expect(await talk.react(who, talk.message('Dan', words), 'card1')).toBeUndefined();
    expect(await show()).toContain('no answer yet');
  });

  test('means nothing elsewhere, with another emoji, or on what a bot says', async () => {
    const reply = talk.message('Dan', words);
    expect(await talk.react('Ana', reply, undefined)).toBeUndefined();
    expect(await talk.react('Ana', reply, 'card9')).toBeUndefined();
    expect(await talk.react('Ana', reply, 'card1', { emoji: '👍' })).toBeUndefined();
    expect(await talk.react('Ana', talk.message(undefined, 'beep'), 'card1')).toBeUndefined();
    expect(await show()).toContain('no answer yet');
  });

  test('that was taken back stays so, when its giving arrives later', async () => {
    const reply = talk.message('Dan', words);
    const now = talk.world.clock();
    await talk.react('Ana', reply, 'card1', { isUndone: true, at: now + 2 });
    expect(await talk.react('Ana', reply, 'card1', { at: now + 1 })).toBeUndefined();
    expect(await show()).toContain('no answer yet');
    await talk.react('Ana', reply, 'card1', { at: now + 3 });
    expect(
      await talk.react('Ana', reply, 'card1', { isUndone: true, at: now + 2 }),
    ).toBeUndefined();
    expect(await show()).toContain('answered');
  });
});

describe('who asked anonymously', () => {
  beforeEach(async () => {
    await talk.say('Ana', 'ask Why am I afraid of rebase? --anonymous');
    await talk.stand(2, 'card2');
  });

  test('is told that a reaction would tell, and nothing else happens', async () => {
    const reply = talk.message('Dan', words);
    const hint = await talk.react('Ana', reply, 'card2');
    expect(hint).toContain('everyone sees who reacted');
    expect(hint).not.toContain('--- question:2');
    expect(await talk.say('Bo', 'show 2')).toContain('no answer yet');
    const press = `accept-message?question=2&message=${reply.id}`;
    expect(await talk.pressAbout('Ana', press, reply, 'card2')).toContain(
      '2.1 by @dan is accepted',
    );
    for (const line of ['show 2', 'history 2', 'snippet show S1', 'search rebase'])
      expect(await talk.say('Bo', line)).not.toMatch(/@ana/i);
  });

  test('is asked about a reply alone, and not told of by it', async () => {
    await talk.store.channels.setListening((await talk.as('Ana')).channelId, true);
    const said = await talk.overhear('said', talk.message('Dan', words), { thread: 'card2' });
    expect(said).toMatch(/^to account of Ana: Does this reply answer your question #2\?/);
    expect(talk.log()).not.toContain('Ana');
  });
});

describe('where a curator let us listen', () => {
  const listen = () => talk.say('Cora', 'settings listen on');

  test('only a curator can, and everyone sees what for', async () => {
    expect(await talk.say('Bo', 'settings listen on')).toContain('Only a curator');
    expect(await listen()).toContain('I hear the messages of #general');
    expect(await talk.say('Bo', 'settings')).toContain('I listen in order to ask whoever asked');
    expect(await talk.say('Cora', 'settings listen off')).toContain('I hear nothing');
    expect(await talk.overhear('said', talk.message('Dan', words), { thread: 'card1' })).toBe('');
  });

  test('an ordinary message leaves no trace', async () => {
    await listen();
    const before = await talk.dump();
    const chat = talk.message('Dan', words);
    for (const what of ['said', 'changed', 'deleted'] as const) {
      expect(await talk.overhear(what, chat)).toBe('');
      expect(await talk.overhear(what, chat, { thread: 'card9' })).toBe('');
    }
    expect(await talk.dump()).toEqual(before);
  });

  test('who asked is asked about a reply, alone and once', async () => {
    await listen();
    const reply = talk.message('Dan', words);
    expect(await talk.overhear('said', reply, { thread: 'card1' })).toMatch(
      /\[This solved it .*\[Keep as an answer/,
    );
    expect(await talk.overhear('said', talk.message('Dan', words), { thread: 'card1' })).toBe('');
    expect(JSON.stringify(await talk.dump())).not.toContain(words);
    const press = `keep-answer?question=1&message=${reply.id}`;
    expect(await talk.pressAbout('Ana', press, reply, 'card1')).toContain('1.1');
  });

  test.each([
    ['of who asked', 'Ana', words],
    ['of a bot', undefined, words],
    ['that is short', 'Dan', 'Same here.'],
    ['that asks back', 'Dan', 'Which branch are you on, and did you push it already?'],
  ])('nobody is asked about a reply %s', async (_, who, text) => {
    await listen();
    expect(await talk.overhear('said', talk.message(who, text), { thread: 'card1' })).toBe('');
  });

  test('nobody is asked about a question that is answered', async () => {
    await listen();
    await talk.say('Bo', 'answer 1 Reset it.');
    await talk.say('Ana', 'accept 1.1');
    expect(await talk.overhear('said', talk.message('Dan', words), { thread: 'card1' })).toBe('');
  });

  test('a kept answer follows when its author edits the message', async () => {
    await listen();
    const reply = talk.message('Dan', words);
    await talk.react('Ana', reply, 'card1');
    const edited = { ...reply, text: 'Reset it hard, and all is lost.' };
    const now = talk.world.clock();
    expect(await talk.overhear('changed', edited, { at: now + 5 })).toContain('Reset it hard');
    expect(await talk.say('Bo', 'history 1.1')).toContain(words);
    expect(await talk.say('Bo', 'snippet show S1')).toContain('Reset it hard');
    const late = { ...reply, text: 'An edit before that one.' };
    expect(await talk.overhear('changed', late, { at: now + 4 })).toBe('');
    expect(await show()).toContain('Reset it hard');
  });

  test('it follows no more once it was edited here, nor what another wrote', async () => {
    await listen();
    const reply = talk.message('Dan', words);
    await talk.choose('Bo', 'keep-answer', reply, 'card1');
    const forged = { ...reply, author: talk.message('Eve', '').author, text: 'Forged.' };
    expect(await talk.overhear('changed', forged)).toBe('');
    await talk.say('Dan', 'edit 1.1 Better words.');
    expect(await talk.overhear('changed', { ...reply, text: 'Worse words.' })).toBe('');
    expect(await show()).toContain('Better words.');
  });

  test('a kept answer outlives its message, without the link; a later edit changes nothing', async () => {
    await listen();
    const reply = talk.message('Dan', words);
    await talk.choose('Bo', 'keep-answer', reply, 'card1');
    const now = talk.world.clock();
    await talk.overhear('deleted', { id: reply.id }, { at: now + 9 });
    expect(await show()).toContain(words);
    expect(await show()).not.toContain('from this message');
    expect(await talk.overhear('changed', { ...reply, text: 'Late.' }, { at: now + 8 })).toBe('');
    expect(await show()).toContain(words);
  });
});

describe('"Ask the community"', () => {
  test('takes one’s own words: a sentence is the question, the rest are details', async () => {
    const said = talk.message('Bo', 'How do I sign tags? I have an SSH key.\nNothing else.');
    const form = await talk.choose('Bo', 'ask', said);
    expect(form).toContain('question: How do I sign tags?');
    expect(form).toContain('details: I have an SSH key.\nNothing else.');
  });

  test('quotes the words of another, as theirs', async () => {
    const said = talk.message('Ana', 'How do I sign tags? I have an SSH key.');
    const form = await talk.choose('Bo', 'ask', said);
    expect(form).toContain('question: How do I sign tags?');
    expect(form).toContain(
      `details: @ana wrote:\n\n> How do I sign tags? I have an SSH key.\n\n${said.link}`,
    );
  });
});

test('what is invited is told once what it can do here, with the cards that wait', async () => {
  await talk.say('Ana', 'ask Where is my card?');
  const said = await talk.press('Bo', 'welcome');
  expect(said).toContain('Thank you for inviting me to #general');
  expect(said).toContain('--- question:2');
  expect(said).not.toContain('--- question:1');
});
