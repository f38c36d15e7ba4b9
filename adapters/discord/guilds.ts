import { z } from 'zod';
import type { ChannelFacts } from './heard.ts';

const id = z.string().min(1);
const bits = z.coerce.bigint();

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
export const permissions = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  readHistory: 1n << 16n,
  manageThreads: 1n << 34n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

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

const role = z.object({ id, name: z.string().default(''), permissions: bits });

const channel = z.object({
  id,
  guild_id: id.optional(),
  name: z.string().nullish(),
  type: z.number(),
  parent_id: z.string().nullish(),
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
  /** What is said of everyone there: allowed and denied beyond their roles. */
  readonly everyone: { readonly allow: bigint; readonly deny: bigint } | undefined;
  readonly tags: readonly Tag[];
  readonly applied: readonly string[];
}

/** What `body` says of a channel; undefined when it is none. */
export function readChannel(body: unknown, inGuild?: string): GuildChannel | undefined {
  const { data } = channel.safeParse(body);
  if (!data) return undefined;
  const of = data.guild_id ?? inGuild;
  const everyone = data.permission_overwrites?.find((overwrite) => overwrite.id === of);
  return {
    id: data.id,
    guild: of,
    name: data.name ?? '',
    type: data.type,
    ...(data.parent_id && { parent: data.parent_id }),
    everyone: data.permission_overwrites ? (everyone ?? { allow: 0n, deny: 0n }) : undefined,
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

    /** Whether everyone in the guild sees the channel; undefined when too little is known. */
    isSeenByAll({ guild: of = '', everyone }: GuildChannel): boolean | undefined {
      const base = guilds.get(of)?.roles.get(of)?.permissions;
      if (base === undefined || !everyone) return undefined;
      if ((base & permissions.administrator) !== 0n) return true;
      return (((base & ~everyone.deny) | everyone.allow) & permissions.viewChannel) !== 0n;
    },

    /** What the roles permit together in the guild, wherever they stand. */
    permitted(guildId: string, roles: readonly string[]): bigint {
      const known = guilds.get(guildId)?.roles;
      return [guildId, ...roles].reduce((all, id) => all | (known?.get(id)?.permissions ?? 0n), 0n);
    },
  };
}

export type Guilds = ReturnType<typeof createGuilds>;
