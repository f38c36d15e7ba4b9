import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { type Conversation, openConversation } from './conversation.ts';

/**
 * #1 asked by Ana, answered by Bo (1.1, accepted, S1) and Cy (1.2); #2 asked by Ana and closed; #3 asked
 * by Ana and open. Dora has asked as much as one may.
 */
let chat: Conversation;
beforeAll(async () => {
  chat = await openConversation();
  await chat.say('Ana', 'ask How do I undo a commit? #git');
  await chat.say('Bo', 'answer 1 Reset it softly.');
  await chat.say('Cy', 'answer 1 Revert it.');
  await chat.say('Ana', 'accept 1.1');
  await chat.say('Ana', 'ask Where is the canteen?');
  await chat.say('Ana', 'close 2');
  await chat.say('Ana', 'ask Who has the keys?');
  for (const n of [1, 2, 3, 4, 5]) await chat.say('Dora', `ask Riddle ${'i'.repeat(n)}${n}?`);
  await chat.say('Ana', 'expertise add sql');
  await chat.say('Ana', 'expertise endorse @bo git');
});
afterAll(() => chat.close());

const forAnswers = '`questions open` lists what you can answer.';
const forSnippets = '`search` finds what is kept.';
const forMembers = '`find-expert <topic>` finds people by what they know.';

describe.each([
  ['Bo', 'answer 99 x', `There is no open question #99. ${forAnswers}`],
  ['Bo', 'answer 2 x', '#2 is closed. Its asker, or a curator, can open it again: `reopen 2`.'],
  ['Bo', 'accept 99.1', 'There is no answer 99.1 here. `show 99` shows the answers to #99.'],
  [
    'Bo',
    'accept 1.1',
    'Only the person who asked #1, or a curator, can accept an answer. You can mark it as helpful.',
  ],
  [
    'Ana',
    'accept 1.1',
    'That answer to #1 is accepted already. Accept another one instead, or take it back.',
  ],
  [
    'Ana',
    'accept 1.2 --undo',
    'That answer to #1 is not accepted, so there is nothing to take back.',
  ],
  [
    'Ana',
    'accept 1',
    '"1" is not an answer\'s number. Name it like 42.1.\n(It is typed `accept <answer> [--undo]`.)',
  ],
  ['Ana', 'accept 1.1 undo:maybe', 'Say yes or no.\n(It is typed `accept <answer> [--undo]`.)'],
  ['Bo', 'helpful 1.1', 'This is your own answer: others decide whether it was helpful.'],
  ['Bo', 'helpful 1.9', 'There is no answer 1.9 here. `show 1` shows the answers to #1.'],
  ['Ana', 'me-too 1', '#1 is your own question: you follow it already.'],
  ['Ana', 'me-too 99', `There is no question #99 here. ${forAnswers}`],
  [
    'Bo',
    'edit 1.2 x',
    'Only its author, or a curator, can edit an answer. You can write another one.',
  ],
  ['Bo', 'edit 1 x', 'Only the person who asked #1, or a curator, can edit it. Ask them to.'],
  ['Bo', 'edit 1.9 x', 'There is no answer 1.9 here. `show 1` shows the answers to #1.'],
  ['Bo', 'edit 99 x', `There is no question #99 here. ${forAnswers}`],
  ['Bo', 'history 99', `There is no question #99 here. ${forAnswers}`],
  ['Bo', 'close 3', 'Only the person who asked #3, or a curator, can close it. Ask them to.'],
  ['Ana', 'close 1', '#1 is answered: there is nothing to close.'],
  ['Ana', 'close 2', '#2 is closed already. Reopen it if it still needs an answer.'],
  ['Ana', 'reopen 3', '#3 is open already: everyone can answer it.'],
  [
    'Ana',
    'reopen 1',
    '#1 has an accepted answer. Undo the acceptance, and the question is open again.',
  ],
  ['Bo', 'reopen 2', 'Only the person who asked #2, or a curator, can reopen it. Ask them to.'],
  ['Ana', 'show 99', `There is no question #99 here. ${forAnswers}`],
  [
    'Ana',
    'show me',
    '"me" is not a question\'s number. Name it like #42.\n(It is typed `show <question> [page:…]`.)',
  ],
  [
    'Ana',
    'questions open 0',
    'This must be a whole number from 1 to 10000.\n(It is typed `questions open [page]`.)',
  ],
  ['Ana', 'snippet show S9', `There is no snippet S9 here. ${forSnippets}`],
  ['Ana', 'snippet history S9', `There is no snippet S9 here. ${forSnippets}`],
  ['Ana', 'snippet edit S9', `There is no snippet S9 here. ${forSnippets}`],
  [
    'Ana',
    'snippet edit S1 x',
    'Only who wrote it, who looks after it or a curator can edit S1. Tell one of them.',
  ],
  ['Ana', 'expertise list @nobody', `There is no member @nobody here. ${forMembers}`],
  ['Ana', 'profile @nobody', `There is no member @nobody here. ${forMembers}`],
  ['Ana', 'expertise endorse @nobody git', `There is no member @nobody here. ${forMembers}`],
  ['Ana', 'expertise endorse @ana git', 'You cannot endorse yourself. Declare it instead.'],
  ['Ana', 'expertise endorse @bo gti', 'Nobody has used the tag "gti" yet. Check its spelling.'],
  [
    'Ana',
    'expertise endorse @bo git',
    'You have endorsed Bo on #git already, and that counts once.',
  ],
  [
    'Ana',
    'expertise add a b c d e f g h i j k',
    'These are 11; please name at most 10.\n(It is typed `expertise add <tags>`.)',
  ],
  [
    'Ana',
    'expertise add a b c d e f g h i j',
    'That would be 11 tags; one declares at most 10. Remove one first.',
  ],
  [
    'Ana',
    'expertise add !',
    '"!" cannot be a tag. A tag is a word of letters and digits, like postgres, c# or node.js.',
  ],
  ['Ana', 'expertise remove git', 'You do not declare that. Name what you declare: #sql.'],
  [
    'Bo',
    'expertise remove git',
    'You have declared nothing yet, so there is nothing to take back.',
  ],
  [
    'Ana',
    'digest now 93',
    'This must be a whole number from 1 to 92.\n(It is typed `digest now [days]`.)',
  ],
  ['Ana', 'help frobnicate', 'There is no command "frobnicate". `help` lists what you can do.'],
  [
    'Dora',
    'ask Why?',
    'You have asked 5 questions in the last 24 hours, which is as many as one may. Search the kept answers meanwhile, or ask again tomorrow. Your question is kept.\n[Post it then → post?draft=1]',
  ],
])('%s says %j', (who, line, answer) => {
  test('and is told what to do', async () => {
    expect(await chat.say(who, line)).toBe(answer);
  });
});

describe('a button that comes too late', () => {
  test.each([
    [
      'post?draft=77',
      'This question was posted already, or its draft has expired. `questions mine` shows yours.',
    ],
    ['solved?answer=9.9&draft=1', 'There is no answer 9.9 here. `show 9` shows the answers to #9.'],
    ['solved?snippet=9&draft=1', `There is no snippet S9 here. ${forSnippets}`],
  ])('%s says what is left to do', async (call, answer) => {
    expect(await chat.press('Ana', call)).toBe(answer);
  });
});

test.each(
  commands
    .filter(({ args }) => args.some(({ required }) => required))
    // What is about a message comes with it.
    .filter(({ args }) => !args.some(({ kind, required }) => kind === 'message' && required))
    .map(({ name, doors }) => [name, doors]),
)('%s alone asks for what it needs', async (name, doors) => {
  const said = doors === 'all' ? await chat.say('Ana', name) : await chat.press('Ana', name);
  expect(said).toMatch(/\(form\)\n/);
});

describe('a question that cannot be posted', () => {
  test('says so before it suggests answers, so that nothing typed is lost', async () => {
    const form = await chat.say('Ana', 'ask How do I undo a commit? tags:a,b,c,d,e,f');
    expect(form).toContain('That is 6 tags; choose at most 5.');
    expect(form).toContain('question: How do I undo a commit?');
  });

  test('for the day’s limit is offered the answers that fit all the same', async () => {
    const said = await chat.say('Dora', 'ask How do I undo a commit?');
    expect(said).toContain('This may answer it already');
  });
});
