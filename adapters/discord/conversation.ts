import type { Bot } from '../../commands/kit/bot.ts';
import type { Core } from '../../src/core.ts';
import { questionOfCard } from '../../src/notices/cards.ts';
import type { Delivery } from './delivery.ts';
import { isThread } from './guilds.ts';
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
/** Says that a reply was taken as an answer. */
const taken = encodeURIComponent('📝');

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

  /** The question whose card stands as this message, where the member stands. */
  async function questionAt(at: Standpoint, message: string): Promise<string | undefined> {
    if (!at.workspace) return undefined;
    const channel = await core.channels.find(at.workspace.id, at.place.channel.externalId);
    const key = channel && (await core.cards.at(channel.id, message));
    return questionOfCard(key);
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
    const question = replyTo === undefined ? undefined : await questionAt(at, replyTo);
    if (question === undefined) return overhear(heard, at, 'said');
    await keepReply({ ...heard, under: replyTo ?? '' }, heard, question);
  }

  /** A reply to a question's card is an answer. That it was taken is said by a sign under it. */
  async function keepReply(origin: Origin, heard: Kind<'message'>, question: string) {
    const about = await messages.describe(heard, heard.said);
    const call = { name: 'keep-answer', args: { question, message: about.id } };
    const input = { kind: 'call', call } as const;
    const outcome = await hearing.handle(origin, heard.delivery, 'mention', input, about);
    if (!outcome || outcome.reply.kind === 'form' || outcome.reply.view.name === 'problem') {
      return hearing.fulfil(outcome, heard);
    }
    const path = `/channels/${heard.said.channel}/messages/${about.id}/reactions/${taken}/@me`;
    await web.call('PUT', path);
    await delivery.putAll(outcome.reply.cards ?? [], heard);
  }

  async function textOf(text: string, origin: Origin): Promise<string> {
    const { workspace } = await people.standpoint(origin);
    return people.readText(text, workspace, origin.names);
  }

  /** What there is to say about it is said under it, silently: nothing can be shown to one member alone. */
  async function overhear(
    heard: Kind<'message'> | Kind<'message gone'>,
    at: Pick<Standpoint, 'place'>,
    what: 'said' | 'changed' | 'deleted',
  ): Promise<void> {
    const echoes = await bot.overhear({
      platform,
      workspace: at.place.workspace,
      channel: at.place.channel.externalId,
      ...(at.place.thread !== undefined && { thread: at.place.thread }),
      message:
        heard.kind === 'message' ? await messages.describe(heard, heard.said) : { id: heard.id },
      what,
      at: core.clock(),
    });
    for (const { aside, cards = [] } of echoes) {
      for (const one of aside ? toMessages(aside.view, 1) : []) {
        const reference =
          heard.kind === 'message'
            ? { message_reference: { message_id: heard.said.id, fail_if_not_exists: false } }
            : {};
        await delivery.say(heard.channel.id, { ...one, ...reference, flags: one.flags | silent });
      }
      if (heard.kind === 'message') await delivery.putAll(cards, heard);
    }
  }

  async function changed(heard: Kind<'message'>): Promise<void> {
    if (heard.guild === undefined || heard.said.text.trim() === '') return;
    await overhear(heard, await people.standpoint(heard), 'changed');
  }

  async function gone(heard: Kind<'message gone'>): Promise<void> {
    if (heard.guild === undefined) return;
    await overhear(heard, { place: await people.place(heard) }, 'deleted');
  }

  async function reaction(heard: Kind<'reaction'>): Promise<void> {
    const { emoji, isAdded, guild, channel, message } = heard;
    if (heard.user.id === options.self()) return;
    if (isAdded && guild !== undefined)
      await bot.reacted({ platform, workspace: guild, channel: channel.id, message });
    const where = { platform, workspace: guild ?? 'none' };
    if ((await bot.meaning(where, emoji)) === undefined) return;
    const about = await messages.read(heard, message);
    if (!about) return;
    const { message: said, replyTo } = about;
    const isInThread = isThread(heard.channel.type);
    const origin = replyTo === undefined || isInThread ? heard : { ...heard, under: replyTo };
    const input = { kind: 'reaction', emoji, isUndone: !isAdded, at: core.clock() } as const;
    const outcome = await hearing.handle(origin, heard.delivery, 'reaction', input, said);
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

  return { message, changed, gone, reaction, forumPost };
}
