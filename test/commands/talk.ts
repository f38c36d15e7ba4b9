import type { Request, Said } from '../../commands/kit/request.ts';
import type { Message, Conversation as ModelConversation } from '../../src/model.ts';
import { accountOf } from '../core/community.ts';
import { dumpOf } from '../store/dump.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { type Conversation, openConversation, type Who } from './conversation.ts';
import { readReply, readView } from './read.ts';

/** A conversation in which people also talk to each other, in threads under the cards of questions. */
export interface Talk extends Conversation {
  /** Someone says something in the channel; others may do something about it. */
  message(who: string | undefined, text: string, more?: Partial<Message>): Message;
  /** Says a line to the bot in the thread that the message opens. */
  sayIn(thread: string, who: Who, line: string): Promise<string>;
  /** What is said in the form, or done at once, when the entry of a message's menu is chosen. */
  choose(who: Who, name: string, message: Message, thread?: string): Promise<string | undefined>;
  /** The same for a reaction; undefined when nothing comes of it. */
  react(
    who: Who,
    message: Message,
    thread: string | undefined,
    more?: { readonly isUndone?: boolean; readonly at?: number; readonly emoji?: string },
  ): Promise<string | undefined>;
  /** From now on the thread can be read. */
  readable(thread: string, messages: readonly Message[], title?: string): void;
  /** Presses a button in a thread. */
  pressIn(thread: string, who: Who, call: string): Promise<string>;
  /** Sends a form in a thread. */
  submitIn(thread: string, who: Who, name: string, args: Record<string, string>): Promise<string>;
  /** Presses a button about a message, as its adapter read it. */
  pressAbout(who: Who, call: string, message: Message, thread?: string): Promise<string>;
  /** Sends a form about a message. */
  send(who: Who, name: string, args: Record<string, string>, message: Message): Promise<string>;
  /** What comes of something said, changed or taken away in `general`. */
  overhear(what: Said['what'], message: Said['message'], more?: Partial<Said>): Promise<string>;
  /** Everything that is kept, table by table. */
  dump(): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Posts the card of a question in its channel: the message of that name. */
  stand(number: number, message: string, channel?: string): Promise<void>;
}

const folder = temporaryFolder();

export async function openTalk(): Promise<Talk> {
  const chat = await openConversation();
  let messages = 0;

  const threads = new Map<string, ModelConversation>();

  const inThread = (request: Request, thread: string | undefined): Request =>
    thread === undefined
      ? request
      : {
          ...request,
          place: { ...request.place, thread },
          conversation: async () => threads.get(thread),
        };
  const read = async (request: Request) => {
    const outcome = await chat.bot.handle(request);
    return outcome && readReply(outcome.reply);
  };

  return {
    ...chat,
    message(who, text, more = {}) {
      messages += 1;
      const author = who === undefined ? undefined : accountOf(who);
      const link = `https://chat.example/${messages}`;
      return { id: `m${messages}`, text, author, at: chat.world.clock(), link, ...more };
    },
    async sayIn(thread, who, line) {
      const outcome = await chat.handle(
        inThread(chat.request(who, { kind: 'line', line }), thread),
      );
      return readReply(outcome.reply);
    },
    readable(thread, messages, title) {
      threads.set(thread, { messages, ...(title !== undefined && { title }) });
    },
    async pressIn(thread, who, call) {
      const request = chat.request(who, { kind: 'encoded', call }, 'button');
      return readReply((await chat.handle(inThread(request, thread))).reply);
    },
    async submitIn(thread, who, name, args) {
      const request = chat.request(who, { kind: 'call', call: { name, args } }, 'form');
      return readReply((await chat.handle(inThread(request, thread))).reply);
    },
    choose(who, name, message, thread) {
      const at = chat.world.clock();
      const request = chat.request(who, { kind: 'menu', name, at }, 'shortcut');
      return read({ ...inThread(request, thread), message });
    },
    react(who, message, thread, more = {}) {
      const input = {
        kind: 'reaction',
        emoji: more.emoji ?? '✅',
        isUndone: more.isUndone ?? false,
        at: more.at ?? chat.world.clock(),
      } as const;
      return read({ ...inThread(chat.request(who, input, 'reaction'), thread), message });
    },
    async pressAbout(who, call, message, thread) {
      const request = chat.request(who, { kind: 'encoded', call }, 'button');
      const outcome = await chat.handle({ ...inThread(request, thread), message });
      return readReply(outcome.reply);
    },
    async send(who, name, args, message) {
      const call = { name, args: { ...args, message: message.id } };
      const request = chat.request(who, { kind: 'call', call }, 'form');
      return readReply((await chat.handle({ ...request, message })).reply);
    },
    async overhear(what, message, more = {}) {
      const place = { platform: 'console', workspace: 'here', channel: 'general' };
      const said: Said = { ...place, what, message, at: chat.world.clock(), ...more };
      const echoes = await chat.bot.overhear(said);
      return echoes
        .map(({ aside, cards = [] }) =>
          [
            ...(aside ? [`to ${aside.to}: ${readView(aside.view)}`] : []),
            ...cards.map(({ key, view }) => `--- ${key}\n${readView(view)}`),
          ].join('\n'),
        )
        .join('\n');
    },
    dump: () => dumpOf(chat.store, folder),
    async stand(number, message, channel = 'general') {
      const { channelId } = await chat.as('Nobody', channel);
      const key = `question:${number}`;
      await chat.store.cards.claim(channelId, key, chat.world.clock());
      await chat.store.cards.settle(channelId, key, message);
    },
  };
}
