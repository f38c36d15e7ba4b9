import type { Bot } from '../../commands/kit/bot.ts';
import type { Core } from '../../src/core.ts';
import type { Delivery } from './delivery.ts';
import { type Heard, type Origin, platform } from './heard.ts';
import type { createHearing } from './hearing.ts';
import type { Messages } from './messages.ts';
import { toMessages } from './outbound.ts';
import type { People, Standpoint } from './people.ts';
import { namesBot, withoutBot } from './typed.ts';
import type { Web } from './web.ts';

type Kind<K extends Heard['kind']> = Extract<Heard, { kind: K }>;

/** Shown without a sound: https://docs.discord.com/developers/resources/message#message-object-message-flags */
const silent = 1 << 12;

/** What is done about messages, reactions and posts in forums: there is no interaction to answer. */
export function createConversation(options: {
  readonly bot: Bot;
  readonly core: Pick<Core, 'cards' | 'channels' | 'clock'>;
  readonly web: Web;
  readonly people: People;
  readonly delivery: Delivery;
  readonly messages: Messages;
  readonly hearing: ReturnType<typeof createHearing>;
  readonly self: () => string;
}) {
  const { bot, core, web, people, delivery, messages, hearing } = options;

  /** The question's card that stands as this message, where the member stands. */
  async function isCard(at: Standpoint, message: string): Promise<boolean> {
    if (!at.workspace) return false;
    const channel = await core.channels.find(at.workspace.id, at.place.channel.externalId);
    const key = channel && (await core.cards.at(channel.id, message));
    return key?.startsWith('question:') ?? false;
  }

  async function message(heard: Kind<'message'>): Promise<void> {
    const { said, replyTo } = heard;
    const self = options.self();
    if (heard.guild === undefined || namesBot(said.text, self)) {
      const line = await textOf(withoutBot(said.text, self), heard);
      const outcome = await hearing.handle(heard, heard.delivery, 'mention', {
        kind: 'line',
        line,
      });
      return hearing.fulfil(outcome, heard);
    }
    // Without its content nothing can be done about it: the intent is not there, and need not be.
    if (said.text.trim() === '') return;
    const at = await people.standpoint(heard);
    if (replyTo !== undefined && (await isCard(at, replyTo))) {
      const text = await textOf(said.text, heard);
      const call = { name: 'answer', args: { text } };
      const inThread: Origin = { ...heard, under: replyTo };
      const outcome = await hearing.handle(inThread, heard.delivery, 'mention', {
        kind: 'call',
        call,
      });
      return hearing.fulfil(outcome, heard);
    }
    await overhear(heard, at);
  }

  async function textOf(text: string, origin: Origin): Promise<string> {
    const { workspace } = await people.standpoint(origin);
    return people.readText(text, workspace, origin.names);
  }

  /** Says in the thread what there is to say about it: there is no way to show it to one member alone. */
  async function overhear(heard: Kind<'message'>, at: Standpoint): Promise<void> {
    const asides = await bot.overhear({
      platform,
      workspace: at.place.workspace,
      channel: at.place.channel.externalId,
      ...(at.place.thread !== undefined && { thread: at.place.thread }),
      message: await messages.describe(heard, heard.said),
      what: 'said',
      at: core.clock(),
    });
    for (const { view } of asides) {
      for (const one of toMessages(view, 1)) {
        await delivery.say(heard.channel.id, { ...one, flags: one.flags | silent });
      }
    }
  }

  async function reaction(heard: Kind<'reaction'>): Promise<void> {
    const { emoji, isAdded } = heard;
    const isMeant = bot.commands.some(({ onMessage }) => onMessage?.emoji?.includes(emoji));
    if (!isMeant || heard.user.id === options.self()) return;
    const about = await messages.read(heard, heard.message);
    if (!about) return;
    const input = { kind: 'reaction', emoji, isUndone: !isAdded, at: core.clock() } as const;
    const outcome = await hearing.handle(heard, heard.delivery, 'reaction', input, about);
    await hearing.fulfil(outcome, heard);
  }

  /** A post in a forum is a question; its card stands in the post. */
  async function forumPost(heard: Kind<'forum post'>): Promise<void> {
    const { post, guild } = heard;
    const opener = await web.call('GET', `/channels/${post.id}/messages/${post.id}`);
    const { content = '' } = (opener.ok ? opener.body : {}) as { readonly content?: string };
    const user = { id: post.owner, name: await nameOf(post.owner, guild), roles: [] };
    const origin: Origin = { ...heard, user, names: {} };
    const args = {
      question: post.title,
      details: await textOf(String(content), origin),
      tags: post.tags.map((tag) => tag.replace(/\s+/g, '-')).join(','),
    };
    const call = { name: 'take-up', args };
    const outcome = await hearing.handle(origin, heard.delivery, 'shortcut', {
      kind: 'call',
      call,
    });
    const { reply } = outcome ?? {};
    if (!reply || reply.kind === 'form') return;
    await delivery.putAll(reply.cards ?? [], { ...origin, post: post.id });
  }

  async function nameOf(account: string, guild: string | undefined): Promise<string> {
    const answer = await web.call('GET', `/guilds/${guild}/members/${account}`);
    const { nick, user } = (answer.ok ? answer.body : {}) as {
      readonly nick?: string;
      readonly user?: { readonly global_name?: string; readonly username?: string };
    };
    return nick || user?.global_name || user?.username || account;
  }

  return { message, reaction, forumPost };
}
