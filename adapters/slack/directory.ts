import { z } from 'zod';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity } from '../../src/model.ts';
import type { Origin } from './heard.ts';
import type { Web } from './web.ts';

type Channel = Place['channel'];

/** https://docs.slack.dev/reference/methods/users.info */
const userInfo = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    profile: z
      .object({ display_name: z.string().optional(), real_name: z.string().optional() })
      .optional(),
  }),
});

/** https://docs.slack.dev/reference/methods/conversations.info */
const channelInfo = z.object({
  channel: z.object({
    name: z.string().optional(),
    is_private: z.boolean().optional(),
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
  }),
});

/** https://docs.slack.dev/reference/methods/conversations.open */
const opened = z.object({ channel: z.object({ id: z.string().min(1) }) });

/** A channel may turn private at any time; who is in it is then told in time. */
const channelsKept = 5 * 60_000;
const usersKept = 24 * 60 * 60_000;
const mostKept = 5_000;

export type Directory = ReturnType<typeof createDirectory>;

/** People and channels as Slack describes them, asked for once in a while. */
export function createDirectory(web: Web, clock: () => number) {
  const users = createCache<string>(clock, usersKept);
  const channels = createCache<Channel>(clock, channelsKept);
  const directs = createCache<string>(clock, usersKept);

  return {
    async person({ id, name }: Origin['user']): Promise<AccountIdentity> {
      const known = users.get(id);
      if (known !== undefined) return { externalId: id, name: known };
      const answer = await web.call('users.info', { user: id });
      const { data } = userInfo.safeParse(answer.ok ? answer.body : undefined);
      const profile = data?.user.profile;
      const named =
        profile?.display_name || profile?.real_name || data?.user.real_name || data?.user.name;
      if (named) users.set(id, named);
      return { externalId: id, name: named || name || id };
    },

    /** What cannot be looked into counts as private: it is then found from nowhere else. */
    async channel({ id, name }: Origin['channel']): Promise<Channel> {
      const known = channels.get(id);
      if (known) return known;
      const answer = await web.call('conversations.info', { channel: id });
      const { data } = channelInfo.safeParse(answer.ok ? answer.body : undefined);
      const fallback = name || (id.startsWith('D') ? 'direct message' : id);
      if (!data) return { externalId: id, name: fallback, private: true };
      const { is_private, is_im, is_mpim } = data.channel;
      const isPrivate = Boolean(is_private || is_im || is_mpim);
      const channel = {
        externalId: id,
        name: is_im ? 'direct message' : data.channel.name || fallback,
        private: isPrivate,
      };
      channels.set(id, channel);
      return channel;
    },

    /** The channel of direct messages with the member; the member's own id, which takes messages too, when it is not told. */
    async direct(user: string): Promise<string> {
      const known = directs.get(user);
      if (known !== undefined) return known;
      const answer = await web.call('conversations.open', { users: user });
      const { data } = opened.safeParse(answer.ok ? answer.body : undefined);
      if (data) directs.set(user, data.channel.id);
      return data?.channel.id ?? user;
    },

    forgetUser: (id: string) => users.delete(id),
    forgetChannel: (id: string) => channels.delete(id),
  };
}

/** What was learned, for a while; the oldest goes first. */
function createCache<T>(clock: () => number, ms: number) {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key: string): T | undefined {
      const entry = entries.get(key);
      return entry && entry.until > clock() ? entry.value : undefined;
    },
    set(key: string, value: T): void {
      entries.delete(key);
      entries.set(key, { value, until: clock() + ms });
      const [oldest] = entries.keys();
      if (entries.size > mostKept && oldest !== undefined) entries.delete(oldest);
    },
    delete: (key: string) => void entries.delete(key),
  };
}
