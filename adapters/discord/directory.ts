import type { Place } from '../../src/members.ts';
import type { AccountIdentity } from '../../src/model.ts';
import { channelTypes, type GuildChannel, type Guilds, isThread } from './guilds.ts';
import type { ChannelFacts, Where, Who } from './heard.ts';
import { permissions } from './permissions.ts';
import type { Web } from './web.ts';

/** Where something was done: a channel, and the thread in it. */
export interface Spot {
  readonly channel: Place['channel'];
  readonly thread?: string;
}

const isDirect = (type: number | undefined) =>
  type === channelTypes.direct || type === channelTypes.groupDirect;

const askAgainAfter = 60_000;
const mostUnseen = 10_000;

/** People and places of the guilds, as the core knows them. */
export function createDirectory(options: {
  readonly web: Web;
  readonly guilds: Guilds;
  /** The role, by id or name, whose members look after the knowledge of others. */
  readonly curatorRole: string | undefined;
  readonly clock: () => number;
}) {
  const { web, guilds, curatorRole, clock } = options;
  /** Channels that Discord does not show us, and when to ask again: each refusal counts against us. */
  const unseen = new Map<string, number>();

  /** The channel as Discord describes it, asked for when we were never told of it. */
  async function facts(id: string, guild?: string): Promise<GuildChannel | undefined> {
    const known = guilds.channel(id);
    if (known?.overwrites || isThread(known?.type)) return known;
    if ((unseen.get(id) ?? 0) > clock()) return known;
    const answer = await web.call('GET', `/channels/${id}`);
    if (answer.ok) return guilds.keepChannel(answer.body, guild) ?? known;
    if (unseen.size >= mostUnseen) unseen.clear();
    unseen.set(id, clock() + askAgainAfter);
    return known;
  }

  async function isSeenByAll(channel: GuildChannel): Promise<boolean> {
    const known = guilds.isSeenByAll(channel);
    if (known !== undefined || channel.guild === undefined) return known ?? false;
    const answer = await web.call('GET', `/guilds/${channel.guild}`);
    if (answer.ok) guilds.keepGuild(answer.body);
    return guilds.isSeenByAll(channel) ?? false;
  }

  return {
    facts,

    /** What cannot be looked into counts as private: it is then found from nowhere else. */
    async spot({ guild, channel }: Where): Promise<Spot> {
      const hint: Partial<ChannelFacts> = channel;
      if (guild === undefined || isDirect(hint.type)) {
        return {
          channel: { externalId: channel.id, name: 'direct message', private: true, direct: true },
        };
      }
      const here = isThread(hint.type) ? undefined : await facts(channel.id, guild);
      const type = hint.type ?? here?.type;
      const parent = hint.parent ?? here?.parent;
      if (isThread(type) && parent !== undefined) {
        const above = await facts(parent, guild);
        const isOpen = type !== channelTypes.privateThread && above && (await isSeenByAll(above));
        const name = above?.name || parent;
        return {
          channel: { externalId: parent, name, private: !isOpen },
          thread: channel.id,
        };
      }
      const isOpen = here !== undefined && (await isSeenByAll(here));
      const name = here?.name || hint.name || channel.id;
      return { channel: { externalId: channel.id, name, private: !isOpen } };
    },

    /** The account with the role that the guild gives it just now. */
    account(
      { id, name, roles, permissions: own }: Who,
      guild: string | undefined,
    ): AccountIdentity {
      const all =
        (own === undefined ? 0n : BigInt(/^\d+$/.test(own) ? own : 0)) |
        (guild === undefined ? 0n : guilds.permitted(guild, roles));
      const isAdmin = (all & (permissions.administrator | permissions.manageGuild)) !== 0n;
      if (isAdmin) return { externalId: id, name, role: 'admin' };
      const names = roles.flatMap((role) => guilds.guild(guild ?? '')?.roles.get(role)?.name ?? []);
      const isCurator =
        curatorRole !== undefined && (roles.includes(curatorRole) || names.includes(curatorRole));
      const groups = async () => [...roles, ...names];
      return { externalId: id, name, groups, ...(isCurator && { role: 'curator' as const }) };
    },

    channelName: (id: string) => guilds.channel(id)?.name,
  };
}

export type Directory = ReturnType<typeof createDirectory>;
