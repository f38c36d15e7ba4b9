import { z } from 'zod';
import type { Heard } from './heard.ts';

const id = z.string().min(1);

/** https://docs.slack.dev/apis/events-api */
const event = z.object({
  event_id: id,
  event: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('app_mention'),
      user: id,
      channel: id,
      text: z.string(),
      thread_ts: id.optional(),
      bot_id: id.optional(),
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
    z.object({ type: z.enum(['channel_rename', 'group_rename']), channel: z.object({ id }) }),
    z.object({
      type: z.enum([
        'channel_archive',
        'channel_unarchive',
        'group_archive',
        'group_unarchive',
        'channel_shared',
        'channel_unshared',
        'channel_deleted',
      ]),
      channel: id,
    }),
    z.object({ type: z.enum(['user_change', 'team_join']), user: z.object({ id }) }),
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
      if (said.bot_id !== undefined) return undefined;
      return {
        kind: 'mention',
        delivery: `event:${data.event_id}`,
        text: said.text,
        user: { id: said.user },
        channel: { id: said.channel },
        ...(said.thread_ts && { thread: said.thread_ts }),
      };
    case 'app_home_opened':
      return {
        kind: 'home opened',
        delivery: `event:${data.event_id}`,
        user: { id: said.user },
        channel: { id: said.channel },
      };
    case 'channel_rename':
    case 'group_rename':
      return { kind: 'channel changed', channel: said.channel.id };
    case 'user_change':
    case 'team_join':
      return { kind: 'user changed', user: said.user.id };
    case 'app_uninstalled':
    case 'tokens_revoked':
      return { kind: 'uninstalled' };
    default:
      return { kind: 'channel changed', channel: said.channel };
  }
}
