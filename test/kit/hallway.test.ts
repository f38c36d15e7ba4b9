import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { command } from '../../commands/kit/command.ts';
import { type Conversation, openConversation } from '../commands/conversation.ts';
import { readReply } from '../commands/read.ts';

const broken = command({
  name: 'break',
  summary: 'Fail',
  audience: 'public',
  doors: 'all',
  args: [{ name: 'text', kind: 'text', max: 1_000, summary: 'words', required: false }],
  run: () => Promise.reject(new TypeError('a wire came loose')),
});

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation([...commands, broken]);
});
afterEach(() => chat.close());

describe('routing', () => {
  test('a line nobody understands is answered with where the commands are listed', async () => {
    expect(await chat.say('ana', 'frobnicate the `thing`')).toBe(
      'There is no command "frobnicate".\n(`help` lists what you can do. You can also say it in words: `how do I undo a commit?`, `that worked!`, `what is open?`, `what did I ask?`, `what do we know about caching?`, `who knows terraform?`.)',
    );
  });

  test('a line without words, and a greeting, show what waits for the member', async () => {
    for (const line of ['  ', 'hello', 'Hi there!', 'hey Praxis']) {
      expect(await chat.say('ana', line)).toMatch(/^# Home\n\[Ask the community → ask\]/);
    }
    expect(await chat.say('ana', 'hello world')).toMatch(/^There is no command "hello"/);
  });

  test('a group alone with an unknown word names its members', async () => {
    expect(await chat.say('ana', 'questions postgres')).toBe(
      'There are several: `questions open`, `questions for-me`, `questions stale`, `questions mine`, `questions tag`.',
    );
  });

  test.each(['find expert git', 'Find  Expert git'])('%j finds find-expert', async (line) => {
    expect(await chat.say('ana', line)).toMatch(/^# Who knows “git”/);
  });

  test.each(commands.filter(({ doors }) => doors === 'button').map(({ name }) => name))(
    '%s is only pressed: typed, it does not exist',
    async (name) => {
      const said = await chat.say('ana', `${name} 1`);
      expect(said).toMatch(/There is no command|There are several/);
      expect(said).not.toContain(`\`${name}\``);
      expect(await chat.say('ana', 'help')).not.toContain(`\n${name} `);
    },
  );

  test.each([
    'nothing?a=1',
    'show?question=1&x',
    '',
    '\u0000',
    `show?question=${'1'.repeat(90)}`,
    '__proto__',
  ])('the button %j is no longer available', async (call) => {
    expect(await chat.press('ana', call)).toBe(
      'That button is no longer available. Type the command instead.',
    );
  });

  test('a button with a number that nothing has says so', async () => {
    expect(await chat.press('ana', 'show?question=77')).toContain('There is no question #77 here.');
  });

  test('a workspace that is not connected is told whom to ask', async () => {
    expect(await chat.say('ana in general at nowhere', 'help')).toBe(
      'This workspace is not connected to a community. Ask its admin to set Praxis up here.',
    );
  });
});

describe('who sees it', () => {
  const seen = async (line: string) =>
    (await chat.handle(chat.request('ana', { kind: 'line', line }))).audience;

  test('a public command is public; its problems are not', async () => {
    expect(await seen('digest now')).toBe('public');
    expect(await seen('digest now 1000')).toBe('private');
    expect(await seen('digest preview')).toBe('private');
    expect(await seen('break')).toBe('private');
    expect(await seen('nothing')).toBe('private');
  });

  test('a form is private', async () => {
    expect(await seen('ask')).toBe('private');
  });
});

describe('what is missing or wrong', () => {
  test('becomes a form', async () => {
    expect(await chat.say('ana', 'answer 42')).toBe('Answer a question (form)\ntext:');
  });

  test('names what was typed already, so that the form need not ask for it', async () => {
    const { reply } = await chat.handle(chat.request('ana', { kind: 'line', line: 'answer 42' }));
    expect(reply).toMatchObject({ form: { call: { name: 'answer', args: { question: '42' } } } });
  });

  test('a long text that came to nothing is given back; a few words are not', async () => {
    const text = 'Restart it, and then look at the log of the scheduler.';
    expect(await chat.say('ana', `answer 42 ${text}`)).toBe(
      `There is no open question #42. \`questions open\` lists what you can answer.\n(What you wrote, so that it is not lost:)\n> ${text}`,
    );
    expect(await chat.say('ana', 'answer 42 Restart it.')).not.toContain('lost');
  });

  test('a text that is too long stands in the form whole', async () => {
    const question = 'long '.repeat(100).trim();
    const form = await chat.say('ana', `ask ${question} #git`);
    expect(form).toContain(
      `question: ${question} (This has 499 characters; please keep it within 300.)`,
    );
    expect(form).toContain('tags: git');
  });

  test('what the core refuses comes back in the form with the reason', async () => {
    const form = await chat.say('ana', 'ask Why? tags:!!!');
    expect(form).toContain('"!!!" cannot be a tag. A tag is a word of letters and digits');
    expect(form).toContain('question: Why?');
    expect(form).toContain('tags: !!!');
  });

  test('without prose to lose it is a problem with the usage', async () => {
    expect(await chat.say('ana', 'show fortytwo')).toBe(
      `"fortytwo" is not a question's number. Name it like #42.\n(It is typed \`show <question> [page:…]\`.)`,
    );
  });
});

describe('a bug', () => {
  test('is one calm sentence with a reference that is in the log, with the cause', async () => {
    const said = await chat.say('ana', 'break');
    const reference = /reference ([0-9a-f]{8})\.$/.exec(said)?.[1] ?? 'none';
    expect(said).toBe(
      `Something went wrong on our side and nothing was changed. Please try again; if it happens again, tell an admin the reference ${reference}.`,
    );
    const entry = JSON.parse(chat.log().trim());
    expect(entry).toMatchObject({ level: 50, outcome: 'bug', command: 'break', reference });
    expect(entry.err).toMatchObject({ type: 'TypeError', message: 'a wire came loose' });
  });
});

test('every invocation is one line in the log, and no line has what members wrote', async () => {
  const secret = 'xyzzy';
  const lines = [
    `ask ${secret} one? #${secret}tag`,
    `answer 1 ${secret}`,
    `search ${secret}`,
    `break ${secret}`,
    `${secret}`,
    `ask ${secret.repeat(100)}`,
    `find-expert ${secret}`,
    `expertise add ${secret}tag`,
    `show ${secret}`,
  ];
  for (const line of lines) await chat.say('ana', line);
  await chat.press('ana', `show?question=${secret}`);
  await chat.submit('ana', 'edit', { what: '1', title: secret, text: secret, tags: '' });
  const entries = chat.log().trim().split('\n');
  expect(entries).toHaveLength(lines.length + 2);
  expect(chat.log()).not.toContain(secret);
  expect(JSON.parse(entries[0] ?? '')).toMatchObject({
    event: 'invocation',
    platform: 'console',
    door: 'mention',
    command: 'ask',
    outcome: 'show',
    ms: 0,
  });
});

describe('a repeated delivery', () => {
  const lines = ['ask Why does it fail?', 'questions open', 'frobnicate', 'ask'];

  test.each(lines)('of %j is not answered again', async (line) => {
    const request = chat.request('ana', { kind: 'line', line });
    expect(await chat.bot.handle(request)).toBeDefined();
    expect(await chat.bot.handle(request)).toBeUndefined();
  });

  test.each(lines)('of %j is answered once when four arrive together', async (line) => {
    const request = chat.request('ana', { kind: 'line', line });
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => chat.bot.handle(request)));
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
    expect(await chat.say('ana', 'questions mine')).toContain(
      line.startsWith('ask Why') ? 'Your questions (1)' : 'not asked anything',
    );
  });

  test('has its effect after the first one failed for want of us', async () => {
    const request = chat.request('ana', { kind: 'line', line: 'answer 1 Restart it.' });
    const first = await chat.bot.handle(request);
    expect(first && readReply(first.reply)).toContain('There is no open question #1.');
    await chat.say('bo', 'ask Why?');
    const again = await chat.bot.handle(request);
    expect(again && readReply(again.reply)).toContain('Thank you.');
  });
});

describe('a flood', () => {
  const words = 'Restart it, and then look at the log of the scheduler.';
  const flood = async (count: number) => {
    const requests = Array.from({ length: count }, () =>
      chat.request('ana', { kind: 'line', line: `answer 1 ${words}` }),
    );
    const handled = requests.map((request) => chat.bot.handle(request));
    const other = chat.bot.handle(chat.request('bo', { kind: 'line', line: 'questions open' }));
    const place = await Promise.race([
      other.then(() => 'the other'),
      Promise.all(handled).then(() => 'all of the flood'),
    ]);
    expect(place).toBe('the other');
    return Promise.all(handled);
  };

  test("of one member's hundred commands some are refused with a sentence and their words; who comes later is not kept waiting", async () => {
    await chat.say('bo', 'ask Why?');
    const outcomes = await flood(100);
    const said = outcomes.map((outcome) => (outcome ? readReply(outcome.reply) : 'nothing'));
    expect(said.filter((text) => text.startsWith('Thank you.'))).toHaveLength(60);
    const refused = said.filter((text) => text.startsWith('You have 60 commands waiting already.'));
    expect(refused).toHaveLength(40);
    expect(refused[0]).toContain(words);
    expect(outcomes.at(-1)?.audience).toBe('private');
    expect(chat.log()).toContain('turned away');
    expect(chat.log()).not.toContain('scheduler');
  });

  test('of reactions beyond what is taken is answered with nothing', async () => {
    const line = { kind: 'line', line: 'help' } as const;
    const requests = Array.from({ length: 61 }, () => chat.request('ana', line, 'reaction'));
    const outcomes = await Promise.all(requests.map((request) => chat.bot.handle(request)));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  });
});

test('suggestions never fail, whatever is typed', async () => {
  const typed = [
    '',
    '#',
    '#1',
    '9'.repeat(400),
    '%',
    '_',
    '"',
    '\u0000',
    '\ud800',
    "'; DROP TABLE question; --",
  ];
  for (const one of commands) {
    for (const arg of [...one.args.map(({ name }) => name), '__proto__', 'nothing']) {
      for (const text of typed) {
        const { account, place } = chat.request('ana', { kind: 'line', line: '' });
        const found = await chat.bot.suggest({ account, place }, one, arg, text);
        expect(found.length).toBeLessThanOrEqual(1);
      }
    }
  }
  expect(chat.log()).not.toContain('suggestion failed');
});
