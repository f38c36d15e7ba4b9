import { z } from 'zod';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity } from '../../src/model.ts';
import { createCache } from './cache.ts';
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

export type Directory = ReturnType<typeof createDirectory>;

/**
 * People and channels as Slack describes them, asked for once in a while. Somebody waits for what
 * needs them: when Slack does not tell quickly, what the delivery said of them has to do.
 */
export function createDirectory(web: Web, clock: () => number) {
  const users = createCache<string>(clock, usersKept);
  const channels = createCache<Channel>(clock, channelsKept);
  const directs = createCache<string>(clock, usersKept);

  async function askName(id: string): Promise<string | undefined> {
    const answer = await web.glance('users.info', { user: id });
    const { data } = userInfo.safeParse(answer.ok ? answer.body : undefined);
    const profile = data?.user.profile;
    const { name, real_name } = data?.user ?? {};
    return profile?.display_name || profile?.real_name || real_name || name || undefined;
  }

  async function askChannel(id: string, fallback: string): Promise<Channel | undefined> {
    const answer = await web.glance('conversations.info', { channel: id });
    const { data } = channelInfo.safeParse(answer.ok ? answer.body : undefined);
    if (!data) return undefined;
    const { name, is_private, is_im, is_mpim } = data.channel;
    return {
      externalId: id,
      name: is_im ? 'direct message' : name || fallback,
      private: Boolean(is_private || is_im || is_mpim),
    };
  }

  async function askDirect(user: string): Promise<string | undefined> {
    const answer = await web.glance('conversations.open', { users: user });
    const { data } = opened.safeParse(answer.ok ? answer.body : undefined);
    return data?.channel.id;
  }

  return {
    async person({ id, name }: Origin['user']): Promise<AccountIdentity> {
      const named = await users.get(id, () => askName(id));
      return { externalId: id, name: named ?? (name || id) };
    },

    /** What cannot be looked into counts as private: it is then found from nowhere else. */
    async channel({ id, name }: Origin['channel']): Promise<Channel> {
      const fallback = name || (id.startsWith('D') ? 'direct message' : id);
      const known = await channels.get(id, () => askChannel(id, fallback));
      return known ?? { externalId: id, name: fallback, private: true };
    },

    /** The channel of direct messages with the member; the member's own id, which takes messages too, when it is not told. */
    async direct(user: string): Promise<string> {
      return (await directs.get(user, () => askDirect(user))) ?? user;
    },

    forgetUser: (id: string) => users.forget(id),
    forgetChannel: (id: string) => channels.forget(id),
  };
}
