import { z } from 'zod';
import type { Heard } from './heard.ts';

const id = z.string().min(1);

const words = z.string().nullish();

/** https://docs.slack.dev/reference/objects/user-object */
const person = z.object({
  id,
  name: words,
  real_name: words,
  deleted: z.boolean().nullish(),
  tz: words,
  profile: z.object({ display_name: words, real_name: words }).nullish(),
});

/** Slack's own bot, which repeats members' words as reminders: it has no bot's id. */
const slackbot = 'USLACKBOT';

/** https://docs.slack.dev/apis/events-api */
const event = z.object({
  event_id: id,
  event_time: z.number().positive().optional().catch(undefined),
  event: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('app_mention'),
      user: id,
      channel: id,
      text: z.string(),
      ts: id.optional(),
      thread_ts: id.optional(),
      bot_id: z.string().nullish(),
    }),
    z.object({
      type: z.literal('message'),
      channel_type: z.literal('im'),
      user: id,
      channel: id,
      text: z.string(),
      thread_ts: id.optional(),
      subtype: z.undefined().optional(),
      bot_id: z.undefined().optional(),
    }),
    z.object({
      type: z.literal('app_home_opened'),
      tab: z.literal('home'),
      user: id,
      channel: id,
    }),
    z.object({
      type: z.enum(['channel_rename', 'group_rename']),
      channel: z.object({ id, name: z.string().optional() }),
    }),
    z.object({
      type: z.enum([
        'channel_archive',
        'channel_unarchive',
        'group_archive',
        'group_unarchive',
        'channel_shared',
        'channel_deleted',
        'group_deleted',
        'channel_convert_to_private',
      ]),
      channel: id,
    }),
    z.object({
      type: z.literal('channel_unshared'),
      channel: id,
      is_ext_shared: z.boolean().default(false),
    }),
    z.object({ type: z.literal('member_joined_channel'), user: id, channel: id, inviter: id }),
    z.object({ type: z.enum(['user_change', 'team_join']), user: person }),
    z.object({ type: z.literal('team_rename'), name: id, team_id: id.optional() }),
    z.object({ type: z.literal('app_uninstalled') }),
    z.object({
      type: z.literal('tokens_revoked'),
      tokens: z.object({ bot: z.array(z.string()).min(1) }),
    }),
  ]),
});

/** What one of Slack's events means; undefined when it is none, or means nothing to us. */
export function readEvent(body: unknown): Heard | undefined {
  const { data } = event.safeParse(body);
  if (!data) return undefined;
  const { event: said } = data;
  switch (said.type) {
    case 'app_mention':
    case 'message':
      if (said.bot_id || said.user === slackbot) return undefined;
      return {
        kind: 'mention',
        delivery: `event:${data.event_id}`,
        text: said.text,
        user: { id: said.user },
        channel: { id: said.channel },
        ...(said.thread_ts && { thread: said.thread_ts }),
        ...('ts' in said && said.ts && { ts: said.ts }),
      };
    case 'app_home_opened':
      return {
        kind: 'home opened',
        delivery: `event:${data.event_id}`,
        user: { id: said.user },
        channel: { id: said.channel },
      };
    case 'member_joined_channel':
      return {
        kind: 'joined',
        delivery: `joined:${said.channel}`,
        joined: said.user,
        user: { id: said.inviter },
        channel: { id: said.channel },
      };
    case 'channel_rename':
    case 'group_rename': {
      const { id: channel, name } = said.channel;
      return { kind: 'channel changed', channel, change: name ? { name } : {} };
    }
    case 'channel_unshared': {
      // Others may still be there.
      const { channel, is_ext_shared: shared } = said;
      return { kind: 'channel changed', channel, change: { shared } };
    }
    case 'user_change':
    case 'team_join':
      return { kind: 'user changed', user: said.user.id, change: changeOf(said.user) };
    case 'team_rename': {
      const { name, team_id: team } = said;
      return { kind: 'workspace renamed', name, ...(team && { team }) };
    }
    case 'app_uninstalled':
    case 'tokens_revoked':
      return {
        kind: 'uninstalled',
        delivery: `event:${data.event_id}`,
        ...(data.event_time !== undefined && { at: data.event_time * 1000 }),
      };
    default:
      return { kind: 'channel changed', channel: said.channel, change: changes[said.type] };
  }
}

/** What these events say of a channel; one that is gone takes no more posts. */
const changes = {
  channel_archive: { archived: true },
  group_archive: { archived: true },
  channel_deleted: { archived: true },
  group_deleted: { archived: true },
  channel_unarchive: { archived: false },
  group_unarchive: { archived: false },
  channel_convert_to_private: { private: true },
  channel_shared: { shared: true },
} as const;

function changeOf({ name, real_name, profile, deleted, tz }: z.infer<typeof person>) {
  const named = profile?.display_name || profile?.real_name || real_name || name;
  return {
    ...(named && { name: named }),
    ...(tz && { zone: tz }),
    isActive: !deleted,
  };
}
