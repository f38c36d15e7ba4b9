import type { Bot } from '../../commands/kit/bot.ts';
import type { Door } from '../../commands/kit/command.ts';
import type { Card } from '../../commands/kit/reply.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Message } from '../../src/model.ts';
import { type Heard, type Origin, platform, type Self } from './heard.ts';
import { timeOf } from './message-events.ts';
import type { Found, Messages } from './messages.ts';

type Kind<K extends Heard['kind']> = Extract<Heard, { kind: K }>;

/** What is done about messages: chosen from their menu, reacted to, or only said. */
export function createConversation(options: {
  readonly bot: Bot;
  readonly core: Pick<Core, 'accounts' | 'channels'>;
  readonly self: Self;
  readonly messages: Messages;
  readonly readText: (text: string) => Promise<string>;
  readonly handle: (
    origin: Origin,
    key: string,
    door: Door,
    input: Request['input'],
    message: Message | undefined,
  ) => Promise<Outcome | undefined>;
  readonly answer: (outcome: Outcome | undefined, origin: Origin, key: string) => Promise<void>;
  readonly post: (card: Card) => Promise<unknown>;
  /** Says something to one member alone. */
  readonly whisper: (view: View, to: Origin) => Promise<void>;
}) {
  const { bot, core, self, messages, handle, answer, post, whisper } = options;

  const here = { platform, workspace: self.team };

  /** Another of their reactions, which means the same, stands. */
  async function isStillMeant(
    { reactions }: Found,
    user: string,
    meaning: string,
  ): Promise<boolean> {
    const own = reactions.flatMap((one) => (one.user === user && one.emoji ? [one.emoji] : []));
    for (const emoji of own) if ((await bot.meaning(here, emoji)) === meaning) return true;
    return false;
  }

  return {
    async menu(heard: Kind<'menu'>): Promise<void> {
      const { command: name, at, delivery: key } = heard;
      const message = await messages.toMessage(heard.channel.id, heard.words);
      const input = { kind: 'menu', name, at } as const;
      await answer(await handle(heard, key, 'shortcut', input, message), heard, key);
    },

    /** Slack says only which message it was: it is read when a member reacted as commands know it. */
    async reaction(heard: Kind<'reaction'>): Promise<void> {
      const { emoji, isUndone, at, delivery: key, user, channel, message } = heard;
      const where = { ...here, channel: channel.id };
      if (!isUndone && user.id !== self.bot) await bot.reacted({ ...where, message });
      const meaning = emoji === undefined ? undefined : await bot.meaning(here, emoji);
      if (emoji === undefined || meaning === undefined) return;
      if (!(await core.accounts.find(self.workspaceId, user.id))) return;
      const found = await messages.read(channel.id, message);
      if (!found || (isUndone && (await isStillMeant(found, user.id, meaning)))) return;
      const origin = { user, channel, ...(found.thread && { thread: found.thread }) };
      const input = { kind: 'reaction', emoji, isUndone, at } as const;
      const outcome = await handle(origin, key, 'reaction', input, found.message);
      await answer(outcome, origin, key);
    },

    /** What names us is said to us, and comes as a mention. */
    async said(heard: Kind<'said'>): Promise<void> {
      const { channel, words, what, at } = heard;
      if ('text' in words && words.author === undefined) return;
      if (what === 'said' && 'text' in words && words.text.includes(`<@${self.bot}`)) return;
      if (!(await core.channels.listened(platform, self.team, channel))) return;
      const place = { platform, workspace: self.team, channel, what, at };
      const thread = 'thread' in words ? words.thread : undefined;
      const message = await heardMessage(words);
      const echoes = await bot.overhear({ ...place, message, ...(thread && { thread }) });
      for (const { aside, cards = [] } of echoes) {
        for (const card of cards) await post(card);
        if (!aside) continue;
        const to = { user: { id: aside.to }, channel: { id: channel }, ...(thread && { thread }) };
        await whisper(aside.view, to);
      }
    },
  };

  /** Without asking Slack who wrote it: nearly all that is said means nothing to us. */
  async function heardMessage(words: Kind<'said'>['words']): Promise<Message | { id: string }> {
    if (!('text' in words)) return { id: words.ts };
    const { ts: id, text, author } = words;
    const person = author === undefined ? undefined : { externalId: author, name: author };
    return { id, text: await options.readText(text), author: person, at: timeOf(id) };
  }
}
