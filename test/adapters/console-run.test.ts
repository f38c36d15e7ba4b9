import { PassThrough, Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ConsoleOptions, createConsole } from '../../adapters/console/index.ts';
import type { Bot } from '../../commands/kit/bot.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.store.close());

function optionsFor(input: Readable, output: Writable): ConsoleOptions {
  let deliveries = 0;
  return {
    community: stage.community,
    workspace: stage.workspace,
    members: stage.core.members,
    cards: stage.core.cards,
    clock: stage.clock,
    input,
    output,
    isTerminal: false,
    isColoured: false,
    width: () => 80,
    as: 'ana',
    in: 'git',
    keepFile: async (name: string) => `/kept/${name}`,
    newDelivery: () => {
      deliveries += 1;
      return `d${deliveries}`;
    },
  };
}

function paper() {
  const chunks: string[] = [];
  const output = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      chunks.push(String(chunk));
      // The reader is slow: the console must wait for it.
      setImmediate(done);
    },
    highWaterMark: 1,
  });
  return { output, text: () => chunks.join('') };
}

async function run(script: string, more: Partial<ConsoleOptions> = {}, bot?: Bot): Promise<string> {
  const { output, text } = paper();
  const options = { ...optionsFor(Readable.from([script]), output), ...more };
  await createConsole(options).start(bot ?? stage.bot);
  return text();
}

describe('a script', () => {
  test('reads as a conversation', async () => {
    const script = [
      '# Ana asks, Ben answers.',
      'ask How do I undo a commit? #git',
      '',
      'as @ben',
      '1',
      'git reset --soft HEAD~1',
      '',
      'as ana',
      'accept 1.1',
      'in #databases',
      'find-expert git',
      'quit',
      'never read',
    ];
    expect(await run(script.join('\n'))).toMatchSnapshot();
  });

  test('that ends inside a form sends nothing, and says so', async () => {
    expect(await run('ask\nHow?')).toContain('nothing was sent');
    const mine = await stage.tell('ana', 'git', 'questions mine');
    expect(JSON.stringify(mine)).toContain('You have not asked anything yet');
  });

  test('keeps the order of three thousand lines before a slow reader', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => `in nowhere-${i}`);
    const text = await run(lines.join('\n'));
    const echoed = text.match(/› in nowhere-(\d+)$/gm) ?? [];
    expect(echoed).toEqual(lines.map((line) => `› ${line}`));
  });

  test('ends when the reader leaves', async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const options = optionsFor(Readable.from(['people\n'.repeat(100)]), output);
    await createConsole(options).start(stage.bot);
    expect(output.destroyed).toBe(true);
  });

  test('shows escape sequences in its lines as signs', async () => {
    expect(await run('# \u001b[2Jcleared\n\u001b[31mred')).toContain('␛[31mred');
  });
});

describe('who and where', () => {
  test('an unknown member or channel is told about, never added', async () => {
    const text = await run('as zoe\nin nowhere\npeople\nchannels');
    expect(text).toContain('There is no member @zoe here.');
    expect(text).toContain('There is no channel #nowhere here.');
    expect(text).not.toMatch(/@zoe {2}|#nowhere {2}/);
  });

  test('an unknown start is told about, and the bot waits for a better one', async () => {
    const text = await run('profile\nas ana\nprofile\nin git\nprofile', { as: 'zoe', in: 'x' });
    expect(text).toContain('nobody nowhere › profile\n    Say first who you are');
    expect(text).toContain('ana nowhere › profile\n    Go to a channel first');
    expect(text).toContain('ana #git › profile\n  (only you see this)\n    Ana Díaz @ana');
  });

  test('without a wish one starts as someone, somewhere', async () => {
    expect(await run('people', { as: undefined, in: undefined })).toContain('ana #databases ›');
  });

  test('a newcomer joins under a handle of their own, and once', async () => {
    const text = await run('join Zoe Miller\nprofile\njoin Zoe Miller');
    expect(text).toContain('Welcome! You are @zoe-miller.');
    expect(text).toContain('zoe-miller #git › profile\n  (only you see this)\n    Zoe Miller');
    expect(text).toContain('@zoe-miller is here already.');
  });

  test('a channel is opened by name, and can be private', async () => {
    const text = await run('open #hush --private\nchannels\nopen git');
    expect(text).toContain('You are in the new private channel #hush.');
    expect(text).toMatch(/#hush +private, you are here/);
    expect(text).toContain('#git is there already.');
  });
});

describe('a thread', () => {
  test('is gone into by the number of its card: what is said there is about it', async () => {
    const lines = ['ask How do I undo a commit?', 'as ben', 'thread 1', 'answer Reset it.', 'show'];
    const text = await run([...lines, 'as ana', 'that worked!', 'thread', 'show'].join('\n'));
    expect(text).toContain(
      'ben #git ↳ #1 › answer Reset it.\n  (only you see this)\n    Thank you.',
    );
    expect(text).toContain('1.1 is accepted');
    expect(text).toContain('ana #git › show\n    Show a question with its answers');
  });

  test('of a card that stands elsewhere, or nowhere, is not there', async () => {
    const lines = ['ask How do I undo a commit?', 'in databases', 'thread 1', 'thread x'];
    const text = await run(lines.join('\n'));
    expect(text).toContain('There is no card of #1 in #databases.');
    expect(text).toContain('It is typed `thread [number]`.');
  });

  test('is left with its channel', async () => {
    const text = await run('ask How do I undo a commit?\nthread 1\nin databases\nshow');
    expect(text).toContain('ana #databases › show');
  });
});

describe('buttons', () => {
  test('of a private reply are for who saw it', async () => {
    const text = await run('as ben\nask Why?\nas ana\nhelpful 1.1\nme-too 1\nas ben\n1');
    expect(text).toContain('Only @ana saw that button; `as ana` speaks as them.');
  });

  test('are pressed where they stand', async () => {
    const text = await run('ask Why?\nin #databases\nas ben\n1\nBecause.\n.\nquestions tag x');
    expect(text).toContain('✎ #1 Why? in #git is now: 1 answer, 1.1 @ben just now');
    expect(text).toContain('ben #databases › 1');
  });

  test('that are gone come back with `back`', async () => {
    const text = await run('ask Why?\nas ben\n2\n1\n1\nback\nback\nback\nback');
    expect(text).toContain('There is no button to press now.');
    expect(text.match(/\[1\] Answer {2}\[2\] Me too/g)).toHaveLength(2);
    expect(text).toContain('There were no buttons before these.');
  });

  test('stay while a problem is told', async () => {
    const text = await run('as ben\nask Why?\nfrobnicate\n1\ncancel\n17');
    expect(text).toContain('Answer a question');
    expect(text).toContain('There is no button 17 on the screen: they go from 1 to 2.');
  });
});

test('help ends with the words of the console', async () => {
  expect(await run('help')).toMatch(/What you can do[\s\S]*In this terminal[\s\S]*as <member>/);
});

test('a form that comes back asks only for what was wrong', async () => {
  const text = await run(`ask Why? tags:${'abcdefghijk'.split('').join(',')}\na,b`);
  expect(text).toContain('please name at most 10');
  expect(text).toContain('Posted as #1');
});

test('stop finishes the line in hand, and nothing after it', async () => {
  const { output, text } = paper();
  const input = new PassThrough();
  const terminal = createConsole(optionsFor(input, output));
  let stopped: Promise<void> | undefined;
  const bot: Bot = {
    ...stage.bot,
    handle: (request) => {
      stopped ??= terminal.stop();
      return stage.bot.handle(request);
    },
  };
  input.write('ask Why?\nask How?\n');
  await terminal.start(bot);
  await stopped;
  await terminal.stop();
  expect(text()).toContain('Posted as #1');
  expect(text()).not.toContain('How?');
});
