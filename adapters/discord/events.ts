import { z } from 'zod';
import { type GuildChannel, type Guilds, isForum, isThread, readChannel } from './guilds.ts';
import type { Heard, Said, Where } from './heard.ts';
import { id } from './id.ts';
import { member, toWho, user } from './interactions.ts';

/** https://docs.discord.com/developers/events/gateway-events#message-create */
const message = z.object({
  id,
  channel_id: id,
  guild_id: id.optional(),
  content: z.string().default(''),
  author: user,
  member: member.optional(),
  webhook_id: z.string().nullish(),
  mentions: z.array(user.extend({ member: member.optional() })).default([]),
  message_reference: z.object({ message_id: id.optional() }).nullish(),
});

/** https://docs.discord.com/developers/events/gateway-events#message-reaction-add */
const reaction = z.object({
  user_id: id,
  channel_id: id,
  message_id: id,
  guild_id: id.optional(),
  member: member.optional(),
  emoji: z.object({ name: z.string().nullish() }),
});

/** https://docs.discord.com/developers/events/gateway-events#thread-create */
const thread = z.object({
  id,
  guild_id: id.optional(),
  name: z.string().default(''),
  type: z.number(),
  owner_id: id.optional(),
  parent_id: id,
  newly_created: z.boolean().optional(),
});

function whereOf(channel: string, guild: string | undefined, guilds: Guilds): Where {
  const known = guilds.channel(channel);
  const { name, type, parent } = known ?? {};
  return {
    ...(guild !== undefined && { guild }),
    channel: {
      id: channel,
      ...(type !== undefined && { type, name: name ?? '', ...(parent && { parent }) }),
    },
  };
}

/** What a message, new or edited, means; undefined for what no person wrote. */
export function readMessage(body: unknown, guilds: Guilds, isEdit: boolean): Heard | undefined {
  const { data } = message.safeParse(body);
  if (!data || data.author.bot || data.webhook_id) return undefined;
  const who = toWho(data.author, data.member);
  const names = data.mentions.map((one) => [one.id, toWho(one, one.member).name]);
  const replyTo = data.message_reference?.message_id;
  const said: Said = {
    id: data.id,
    channel: data.channel_id,
    author: { id: who.id, name: who.name, isBot: false },
    text: data.content,
  };
  return {
    ...whereOf(data.channel_id, data.guild_id, guilds),
    kind: 'message',
    delivery: `message:${data.id}`,
    user: who,
    names: Object.fromEntries(names),
    said,
    isEdit,
    ...(replyTo !== undefined && { replyTo }),
  };
}

export function readMessageGone(body: unknown, guilds: Guilds): Heard | undefined {
  const { data } = z.object({ id, channel_id: id, guild_id: id.optional() }).safeParse(body);
  return (
    data && {
      ...whereOf(data.channel_id, data.guild_id, guilds),
      kind: 'message gone',
      id: data.id,
    }
  );
}

/** What a reaction means. Discord gives it no name of its own: the time tells a second one apart. */
export function readReaction(
  body: unknown,
  guilds: Guilds,
  isAdded: boolean,
  at: number,
): Heard | undefined {
  const { data } = reaction.safeParse(body);
  const emoji = data?.emoji.name?.replace(/\ufe0f/g, '');
  if (!data || !emoji || data.guild_id === undefined || data.member?.user?.bot) return undefined;
  const name = data.member?.user ? toWho(data.member.user, data.member).name : data.user_id;
  const what = `${data.message_id}:${data.user_id}:${emoji}:${isAdded ? 'added' : 'removed'}`;
  return {
    ...whereOf(data.channel_id, data.guild_id, guilds),
    kind: 'reaction',
    delivery: `reaction:${what}:${at}`,
    user: { id: data.user_id, name, roles: data.member?.roles ?? [] },
    names: {},
    emoji,
    message: data.message_id,
    isAdded,
  };
}

/** A thread that a member just opened in a forum; undefined for every other thread. */
export function readForumPost(body: unknown, guilds: Guilds, self: string): Heard | undefined {
  const { data } = thread.safeParse(body);
  if (!data?.newly_created || !isThread(data.type)) return undefined;
  const forum = guilds.channel(data.parent_id);
  if (!isForum(forum?.type) || data.owner_id === undefined || data.owner_id === self)
    return undefined;
  const applied = readChannel(body)?.applied ?? [];
  return {
    ...whereOf(data.id, data.guild_id ?? forum?.guild, guilds),
    kind: 'forum post',
    delivery: `thread:${data.id}`,
    post: {
      id: data.id,
      forum: data.parent_id,
      title: data.name,
      owner: data.owner_id,
      tags: (forum?.tags ?? []).filter(({ id }) => applied.includes(id)).map(({ name }) => name),
    },
  };
}

/** A post in a forum that is called or tagged otherwise than `before`; the tags of one that was not known are new. */
export function readPostChange(
  now: GuildChannel | undefined,
  before: GuildChannel | undefined,
  guilds: Guilds,
): Extract<Heard, { kind: 'post changed' }> | undefined {
  const forum = now?.parent === undefined ? undefined : guilds.channel(now.parent);
  if (!now || !forum || !isThread(now.type) || !isForum(forum.type)) return undefined;
  const was = before?.applied ?? [];
  const isSame =
    before?.name === now.name &&
    was.length === now.applied.length &&
    was.every((id) => now.applied.includes(id));
  if (isSame) return undefined;
  const named = (ids: readonly string[], except: readonly string[]) =>
    forum.tags.filter(({ id }) => ids.includes(id) && !except.includes(id)).map(({ name }) => name);
  return {
    ...whereOf(now.id, now.guild ?? forum.guild, guilds),
    kind: 'post changed',
    post: {
      id: now.id,
      forum: forum.id,
      title: now.name,
      added: named(now.applied, was),
      removed: named(was, now.applied),
    },
  };
}
