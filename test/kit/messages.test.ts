import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command } from '../../commands/kit/command.ts';
import { callOf } from '../../commands/kit/form.ts';
import { show } from '../../commands/kit/reply.ts';
import type { Request, Said } from '../../commands/kit/request.ts';
import { messageIn } from '../../commands/kit/route.ts';
import type { View } from '../../commands/kit/view.ts';
import { KnownError } from '../../src/errors.ts';
import type { Message } from '../../src/model.ts';
import { type Conversation, openConversation } from '../commands/conversation.ts';
import { readReply } from '../commands/read.ts';

const words = (text: string): View => ({ name: 'said', title: [text], blocks: [] });
const said = (text: string) => show(words(text));

/** Tells what it was given; means nothing for a message that says so. */
const tell = command({
  name: 'tell',
  summary: 'Tell about a message',
  audience: 'private',
  doors: 'all',
  args: [
    { name: 'word', kind: 'line', max: 100, summary: 'a word', required: true },
    { name: 'message', kind: 'message', summary: 'the message', required: false },
    { name: 'undo', kind: 'flag', summary: 'the other way round', required: false },
  ],
  phrases: [{ like: 'what about git', pattern: /^what about ([^?\n]+)/i }],
  onMessage: {
    label: 'Tell about this',
    emoji: ['🦜'],
    async read({ message, isUndone, by }) {
      if (message.text === 'nothing') return undefined;
      if (message.text === 'refused') throw new KnownError('invalid', 'Not this one.');
      const undo = isUndone ? { undo: 'yes' } : {};
      const args = message.text === '' ? {} : { word: message.text };
      return { args: { ...args, ...undo }, ...(by === 'menu' && { isForm: true }) };
    },
  },
  listens: {
    why: 'repeat it',
    async hear({ message, what }) {
      return 'text' in message && what === 'said' && message.author
        ? { aside: { to: message.author.externalId, view: words(message.text) } }
        : undefined;
    },
  },
  async run({ args, message }) {
    return said(`${args.word}, ${message?.id ?? 'no message'}${args.undo ? ', undone' : ''}`);
  },
});

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation([tell]);
});
afterEach(() => chat.close());

const message = (text: string): Message => ({
  id: '17.1',
  text,
  author: { externalId: 'bo', name: 'Bo' },
  at: 0,
});
const menu = { kind: 'menu', name: 'tell', at: 0 } as const;
const reaction = { kind: 'reaction', emoji: '🦜', isUndone: false, at: 0 } as const;

/** What comes of something done to a message that says `text`. */
async function done(
  text: string,
  input: Request['input'],
  who = 'ana',
): Promise<string | undefined> {
  const door = input.kind === 'reaction' ? 'reaction' : 'shortcut';
  const outcome = await chat.bot.handle({
    ...chat.request(who, input, door),
    message: message(text),
  });
  return outcome && readReply(outcome.reply);
}

describe('the menu of a message', () => {
  test('reaches the command, which reads the message as a form', async () => {
    expect(await done('hello', menu)).toBe('Tell about a message (form)\nword: hello\nundo:');
  });

  test('asks for what the message does not give', async () => {
    expect(await done('', menu)).toBe('Tell about a message (form)\nword:\nundo:');
  });

  test('names the message in its form, so that it is read again when that is sent', async () => {
    const request = { ...chat.request('ana', menu, 'shortcut'), message: message('hello') };
    const outcome = await chat.bot.handle(request);
    const form = outcome?.reply.kind === 'form' ? outcome.reply.form : undefined;
    const call = form && callOf(form);
    expect(call).toEqual({ name: 'tell', args: { word: 'hello', message: '17.1' } });
    expect(messageIn([tell], call)).toBe('17.1');
  });

  test('says why a message cannot be used', async () => {
    expect(await done('refused', menu)).toBe('Not this one.');
  });

  test('of a command without one leads nowhere', async () => {
    expect(await done('hello', { ...menu, name: 'help' })).toContain('no longer available');
  });
});

describe('a reaction', () => {
  test('means a command, and the other way round when it is taken back', async () => {
    await chat.say('ana', 'tell x');
    expect(await done('hello', reaction)).toBe('# hello, 17.1');
    expect(await done('hello', { ...reaction, isUndone: true })).toBe('# hello, 17.1, undone');
  });

  test.each(['nothing', 'refused'])(
    'that means nothing (%s) is answered by nothing',
    async (text) => {
      await chat.say('ana', 'tell x');
      expect(await done(text, reaction)).toBeUndefined();
    },
  );

  test('with another emoji is nothing', async () => {
    await chat.say('ana', 'tell x');
    expect(await done('hello', { ...reaction, emoji: '👍' })).toBeUndefined();
  });

  test('makes nobody a member who was never here', async () => {
    expect(await done('hello', reaction, 'zoe')).toBeUndefined();
    const reader = await chat.as('ana');
    expect(await chat.core.members.byHandle(reader, 'zoe')).toBeUndefined();
  });
});

describe('a button about a message', () => {
  const press = (id: string, given?: Message) =>
    chat.handle({
      ...chat.request('ana', { kind: 'encoded', call: `tell?word=x&message=${id}` }, 'button'),
      ...(given && { message: given }),
    });

  test('brings the message that its adapter read', async () => {
    expect(readReply((await press('17.1', message('hello'))).reply)).toBe('# x, 17.1');
  });

  test.each([undefined, { ...message('other'), id: '99.9' }])(
    'that is gone, or another one, says so',
    async (given) => {
      expect(readReply((await press('17.1', given)).reply)).toContain('no longer there');
    },
  );
});

test('a message is never typed, asked for or shown in the usage', async () => {
  expect(await chat.say('ana', 'tell message:17.1 x')).toBe('# message:17.1 x, no message');
  expect(await chat.say('ana', 'tell')).toBe('Tell about a message (form)\nword:\nundo:');
});

describe('words', () => {
  test('lead to a command', async () => {
    expect(await chat.say('ana', 'What about git?')).toBe('# git, no message');
  });

  test('that nobody knows are answered with what can be said', async () => {
    expect(await chat.say('ana', 'sing a song')).toBe(
      'There is no command "sing".\n(`help` lists what you can do. You can also say it in words: `what about git`.)',
    );
  });
});

describe('what is said in a channel', () => {
  const overheard: Said = {
    platform: 'console',
    workspace: 'here',
    channel: 'general',
    message: message('a secret'),
    what: 'said',
    at: 0,
  };

  test('is not heard unless the channel opted in', async () => {
    await chat.say('ana', 'tell x');
    expect(await chat.bot.overhear(overheard)).toEqual([]);
  });

  test('is heard by what listens, once it did', async () => {
    const { channelId } = await chat.as('ana');
    await chat.store.channels.setListening(channelId, true);
    expect(await chat.bot.overhear(overheard)).toEqual([
      { aside: { to: 'bo', view: words('a secret') } },
    ]);
    expect(await chat.bot.overhear({ ...overheard, what: 'deleted' })).toEqual([]);
    expect(chat.log()).not.toContain('secret');
  });
});
