import { z } from 'zod';

/** What of a Slack export is read, and no more. https://slack.com/help/articles/220556107 */

/** Ids as Slack makes them (`U024BE7LH`); they become parts of refs. */
const id = z.string().regex(/^[\w-]{1,40}$/);

export const slackUser = z.object({
  id,
  team_id: id.optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  is_bot: z.boolean().optional(),
  profile: z
    .object({ display_name: z.string().optional(), real_name: z.string().optional() })
    .optional(),
});
export type SlackUser = z.infer<typeof slackUser>;

export const slackChannel = z.object({
  id,
  name: z.string().min(1),
  created: z.number().min(0).max(1e11).optional(),
});
export type SlackChannel = z.infer<typeof slackChannel>;

export const slackMessage = z.object({
  ts: z.string().regex(/^\d{1,11}\.\d{1,6}$/),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  user: id.optional(),
  bot_id: z.string().nullish(),
  text: z.string().optional(),
  user_profile: z
    .object({ display_name: z.string().optional(), real_name: z.string().optional() })
    .optional(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(id) })).optional(),
});
export type SlackMessage = z.infer<typeof slackMessage>;

/** Slack's `1360782804.083113` as ISO 8601. */
export function toSlackTime(ts: string): string {
  return new Date(Math.floor(Number(ts) * 1000)).toISOString();
}

/** In the order of time; two messages of a channel never share a `ts`. */
export function compareTs(a: string, b: string): number {
  const [aSeconds = '', aRest = ''] = a.split('.');
  const [bSeconds = '', bRest = ''] = b.split('.');
  return (
    Number(aSeconds) - Number(bSeconds) ||
    Number(aRest.padEnd(6, '0')) - Number(bRest.padEnd(6, '0'))
  );
}
