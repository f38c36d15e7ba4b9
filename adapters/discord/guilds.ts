import { z } from 'zod';
import type { ChannelFacts } from './heard.ts';
import { id } from './id.ts';
import { type Overwrite, permissions, permittedIn } from './permissions.ts';

const bits = z.coerce.bigint();

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export const channelTypes = {
  direct: 1,
  groupDirect: 3,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
  media: 16,
} as const;

const threads: readonly number[] = [
  channelTypes.announcementThread,
  channelTypes.publicThread,
  channelTypes.privateThread,
];

export const isThread = (type: number | undefined) => type !== undefined && threads.includes(type);
export const isForum = (type: number | undefined) =>
  type === channelTypes.forum || type === channelTypes.media;

const role = z.object({ id, name: z.string().default(''), permissions: bits });

const channel = z.object({
  id,
  guild_id: id.optional(),
  name: z.string().nullish(),
  type: z.number(),
  parent_id: id.nullish(),
  permission_overwrites: z
    .array(z.object({ id, allow: bits.default(0n), deny: bits.default(0n) }))
    .optional(),
  available_tags: z.array(z.object({ id, name: z.string() })).optional(),
  applied_tags: z.array(id).optional(),
});

const guild = z.object({
  id,
  name: z.string().optional(),
  roles: z.array(role).default([]),
  channels: z.array(z.unknown()).default([]),
  threads: z.array(z.unknown()).default([]),
});

export interface Tag {
  readonly id: string;
  readonly name: string;
}

/** A channel as Discord describes it. */
export interface GuildChannel extends ChannelFacts {
  readonly id: string;
  readonly guild: string | undefined;
  /** What roles and members may do there beyond what they may elsewhere; undefined where that is not told. */
  readonly overwrites: readonly Overwrite[] | undefined;
  readonly tags: readonly Tag[];
  readonly applied: readonly string[];
}

/** What `body` says of a channel; undefined when it is none. */
export function readChannel(body: unknown, inGuild?: string): GuildChannel | undefined {
  const { data } = channel.safeParse(body);
  if (!data) return undefined;
  const of = data.guild_id ?? inGuild;
  return {
    id: data.id,
    guild: of,
    name: data.name ?? '',
    type: data.type,
    ...(data.parent_id && { parent: data.parent_id }),
    overwrites: data.permission_overwrites,
    tags: data.available_tags ?? [],
    applied: data.applied_tags ?? [],
  };
}

type Role = z.infer<typeof role>;

export interface Guild {
  readonly name: string | undefined;
  readonly roles: Map<string, Role>;
}

/** The guilds and channels that Discord told us of. */
export function createGuilds() {
  const guilds = new Map<string, Guild>();
  const channels = new Map<string, GuildChannel>();

  const keep = (found: GuildChannel | undefined) => {
    if (found) channels.set(found.id, found);
    return found;
  };

  return {
    channel: (id: string) => channels.get(id),
    guild: (id: string) => guilds.get(id),
    keepChannel: (body: unknown, inGuild?: string) => keep(readChannel(body, inGuild)),
    forgetChannel: (id: string) => void channels.delete(id),
    /** The threads of the guild that are known. */
    threadsOf: (guildId: string): readonly GuildChannel[] =>
      [...channels.values()].filter(({ guild: of, type }) => of === guildId && isThread(type)),

    /** What we are about to change about a channel: what Discord then tells of it is no news. */
    note(id: string, change: Partial<Pick<GuildChannel, 'name' | 'applied'>>): void {
      const known = channels.get(id);
      if (known) channels.set(id, { ...known, ...change });
    },

    /** The guild's id and name; undefined when `body` is no guild, or one that is unavailable. */
    keepGuild(body: unknown): { id: string; name: string | undefined } | undefined {
      const { data } = guild.safeParse(body);
      if (!data) return undefined;
      for (const one of [...data.channels, ...data.threads]) keep(readChannel(one, data.id));
      const roles = new Map(data.roles.map((one) => [one.id, one]));
      const before = guilds.get(data.id);
      const name = data.name ?? before?.name;
      guilds.set(data.id, { name, roles: roles.size > 0 ? roles : (before?.roles ?? roles) });
      return { id: data.id, name };
    },

    forgetGuild(id: string): void {
      guilds.delete(id);
      for (const [key, one] of channels) if (one.guild === id) channels.delete(key);
    },

    keepRole(guildId: string, body: unknown): void {
      const { data } = role.safeParse(body);
      if (data) guilds.get(guildId)?.roles.set(data.id, data);
    },
    forgetRole: (guildId: string, id: string) => void guilds.get(guildId)?.roles.delete(id),

    /** What a member with these roles may do in the channel; undefined when too little is known. */
    permittedIn(channel: GuildChannel, roles: readonly string[], member = ''): bigint | undefined {
      const { guild: of = '', overwrites } = channel;
      const known = guilds.get(of)?.roles;
      if (!known?.has(of) || !overwrites) return undefined;
      const held = [of, ...roles].map((role) => known.get(role)?.permissions ?? 0n);
      return permittedIn({ everyone: of, roles, member, held }, overwrites);
    },

    /** Whether everyone in the guild sees the channel; undefined when too little is known. */
    isSeenByAll(channel: GuildChannel): boolean | undefined {
      const permitted = this.permittedIn(channel, []);
      return permitted === undefined ? undefined : (permitted & permissions.viewChannel) !== 0n;
    },

    /** What the roles permit together in the guild, wherever they stand. */
    permitted(guildId: string, roles: readonly string[]): bigint {
      const known = guilds.get(guildId)?.roles;
      return [guildId, ...roles].reduce((all, id) => all | (known?.get(id)?.permissions ?? 0n), 0n);
    },
  };
}

export type Guilds = ReturnType<typeof createGuilds>;
