import { z } from 'zod';
import { code, say } from '../../commands/kit/text.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Log } from '../../src/log.ts';
import type { Delivery } from './delivery.ts';
import { readPostChange } from './events.ts';
import type { Guilds } from './guilds.ts';
import { id } from './id.ts';
import { member, toWho, user } from './interactions.ts';
import { toMessages } from './outbound.ts';
import type { Posts } from './posts.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

const joined = z.object({
  owner_id: id.optional(),
  system_channel_id: id.nullish(),
  unavailable: z.boolean().optional(),
});
const left = z.object({ id, unavailable: z.boolean().optional() });
const ofGuild = z.object({ guild_id: id });
const ofMember = member.extend({ guild_id: id, user });
const deletedRole = z.object({ guild_id: id, role_id: id });
const role = z.object({ guild_id: id, role: z.unknown().optional() });
const auditLog = z.object({
  audit_log_entries: z.array(z.object({ user_id: id.nullish(), target_id: id.nullish() })),
});

/** https://docs.discord.com/developers/resources/audit-log#audit-log-entry-object-audit-log-events */
const botAdded = 28;

/** What we learn of guilds, their channels and their roles; who adds us is told how to begin. */
export function createLife(options: {
  readonly core: Pick<Core, 'accounts' | 'channels'>;
  readonly web: Web;
  readonly guilds: Guilds;
  readonly workspaces: Workspaces;
  readonly delivery: Delivery;
  readonly posts: Posts;
  readonly self: () => string;
  /** The guild took us out: nothing of it is served until it adds us again. */
  readonly disconnect: (guild: string) => Promise<void>;
  readonly log: Log;
}) {
  const { core, web, guilds, workspaces, delivery, posts, log } = options;
  /** Guilds that we were in when we connected: they need no welcome. */
  const before = new Set<string>();

  async function join(body: unknown): Promise<void> {
    const { data } = joined.safeParse(body);
    const guild = data?.unavailable ? undefined : guilds.keepGuild(body);
    if (!guild) return;
    await noteGuild(guild);
    // What was changed about posts while we did not look.
    for (const thread of guilds.threadsOf(guild.id)) {
      const changed = readPostChange(thread, undefined, guilds);
      if (changed) await posts.follow(changed);
    }
    if (before.has(guild.id)) return;
    before.add(guild.id);
    log.info({ event: 'discord guild joined', guild: guild.id });
    const [message] = toMessages(welcome(guild.name ?? 'your server'), 1);
    const host = (await whoAdded(guild.id)) ?? data?.owner_id;
    if (!message || (host !== undefined && (await delivery.tell(host, message)))) return;
    if (data?.system_channel_id) await delivery.say(data.system_channel_id, message);
  }

  async function whoAdded(guild: string): Promise<string | undefined> {
    const path = `/guilds/${guild}/audit-logs?action_type=${botAdded}&limit=10`;
    const answer = await web.call('GET', path);
    const { data } = auditLog.safeParse(answer.ok ? answer.body : undefined);
    const entry = data?.audit_log_entries.find(({ target_id }) => target_id === options.self());
    return entry?.user_id ?? undefined;
  }

  async function leave(body: unknown): Promise<void> {
    const { data } = left.safeParse(body);
    // An outage of Discord's: the guild comes back.
    if (!data || data.unavailable) return;
    guilds.forgetGuild(data.id);
    workspaces.forget(data.id);
    before.delete(data.id);
    await options.disconnect(data.id);
    log.info({ event: 'discord guild left', guild: data.id });
  }

  /** It may be called otherwise than when we saw it last. */
  async function noteGuild(
    guild: { readonly id: string; readonly name: string | undefined } | undefined,
  ): Promise<void> {
    if (!guild) return;
    const { id: workspaceId } = await workspaces.of(guild.id, guild.name);
    if (guild.name !== undefined) await core.channels.noteWorkspace(workspaceId, guild.name);
  }

  async function noteChannel(
    guild: string | undefined,
    channel: string,
    change: Parameters<Core['channels']['note']>[2],
  ): Promise<void> {
    if (guild === undefined || !workspaces.isKnown(guild)) return;
    await core.channels.note((await workspaces.of(guild)).id, channel, change);
  }

  /** Who left can be reached no more; who comes back, can. */
  async function noteMember(body: unknown, isActive: boolean): Promise<void> {
    const { data } = ofMember.safeParse(body);
    if (!data || !workspaces.isKnown(data.guild_id)) return;
    const { id: workspaceId } = await workspaces.of(data.guild_id);
    const { name } = toWho(data.user, data);
    await core.accounts.note(workspaceId, data.user.id, { name, isActive });
  }

  return {
    /** The guilds that Discord lists as it connects. */
    expect(ids: readonly string[]): void {
      for (const one of ids) before.add(one);
    },

    async hear(event: string, body: unknown): Promise<void> {
      switch (event) {
        case 'GUILD_CREATE':
          return join(body);
        case 'GUILD_UPDATE':
          return noteGuild(guilds.keepGuild(body));
        case 'GUILD_DELETE':
          return leave(body);
        case 'CHANNEL_CREATE':
        case 'CHANNEL_UPDATE':
        case 'THREAD_CREATE': {
          const kept = guilds.keepChannel(body, ofGuild.safeParse(body).data?.guild_id);
          if (!kept || event !== 'CHANNEL_UPDATE') return;
          const isOpen = guilds.isSeenByAll(kept);
          const change = isOpen === undefined ? {} : { private: !isOpen };
          return noteChannel(kept.guild, kept.id, { name: kept.name, ...change });
        }
        case 'CHANNEL_DELETE':
        case 'THREAD_DELETE': {
          const gone = z.object({ id, guild_id: id.optional() }).safeParse(body).data;
          if (!gone) return;
          guilds.forgetChannel(gone.id);
          return noteChannel(gone.guild_id, gone.id, { archived: true });
        }
        case 'GUILD_MEMBER_UPDATE':
        case 'GUILD_MEMBER_ADD':
          return noteMember(body, true);
        case 'GUILD_MEMBER_REMOVE':
          return noteMember(body, false);
        case 'GUILD_ROLE_CREATE':
        case 'GUILD_ROLE_UPDATE': {
          const { data } = role.safeParse(body);
          if (data) guilds.keepRole(data.guild_id, data.role);
          return;
        }
        case 'GUILD_ROLE_DELETE': {
          const { data } = deletedRole.safeParse(body);
          if (data) guilds.forgetRole(data.guild_id, data.role_id);
          return;
        }
        default:
          return;
      }
    },
  };
}

function welcome(server: string): View {
  return {
    name: 'welcome',
    title: say`Praxis is in ${server}`,
    blocks: [
      {
        kind: 'prose',
        text: say`Members ask with ${code('/ask')}; answers that worked are kept, and found again before the next one asks.`,
      },
      {
        kind: 'facts',
        facts: [
          { label: 'Try it', value: say`Type ${code('/ask')} in any channel.` },
          {
            label: 'Where I may post',
            value: say`In a channel that not everyone sees, add me under Edit Channel, Permissions, with ${code('View Channel')}, ${code('Send Messages')} and ${code('Create Public Threads')}.`,
          },
          {
            label: 'Set it up',
            value: say`${code('/settings show')} shows who curates, how much is asked of whom, what is deleted when; ${code('/doctor')} what is missing.`,
          },
          { label: 'All that I can do', value: say`${code('/help')} lists it.` },
        ],
      },
    ],
  };
}
