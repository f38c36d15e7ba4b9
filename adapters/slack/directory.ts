import { z } from 'zod';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity, Guest } from '../../src/model.ts';
import type { Origin, Self } from './heard.ts';
import type { Web } from './web.ts';

type Channel = Place['channel'];

/** https://docs.slack.dev/reference/methods/users.info */
const userInfo = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    team_id: z.string().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    enterprise_user: z
      .object({ enterprise_id: z.string().optional(), teams: z.array(z.string()).optional() })
      .optional(),
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
    is_ext_shared: z.boolean().optional(),
  }),
});

/** A channel may turn private at any time; who is in it is then told in time. */
const channelsKept = 5 * 60_000;
const usersKept = 24 * 60 * 60_000;
const mostKept = 5_000;

export type Directory = ReturnType<typeof createDirectory>;

/** People and channels as Slack describes them, asked for once in a while. */
export function createDirectory(
  web: Web,
  clock: () => number,
  self: Pick<Self, 'team' | 'organisation'>,
) {
  const users = createCache<AccountIdentity>(clock, usersKept);
  const channels = createCache<Channel>(clock, channelsKept);

  return {
    async person({ id, name, team }: Origin['user']): Promise<AccountIdentity> {
      const known = users.get(id);
      if (known !== undefined) return known;
      const answer = await web.call('users.info', { user: id });
      const { data } = userInfo.safeParse(answer.ok ? answer.body : undefined);
      const profile = data?.user.profile;
      const named =
        profile?.display_name || profile?.real_name || data?.user.real_name || data?.user.name;
      const guest = guestAs(data?.user, team, self);
      const person = { externalId: id, name: named || name || id, ...(guest && { guest }) };
      if (named) users.set(id, person);
      return person;
    },

    /** What cannot be looked into counts as private: it is then found from nowhere else. */
    async channel({ id, name, isShared = false }: Origin['channel']): Promise<Channel> {
      const known = channels.get(id);
      if (known) return known;
      const answer = await web.call('conversations.info', { channel: id });
      const { data } = channelInfo.safeParse(answer.ok ? answer.body : undefined);
      const fallback = name || (id.startsWith('D') ? 'direct message' : id);
      if (!data) return { externalId: id, name: fallback, private: true, shared: isShared };
      const { is_private, is_im, is_mpim, is_ext_shared: shared = isShared } = data.channel;
      const isPrivate = Boolean(is_private || is_im || is_mpim);
      const channel = {
        externalId: id,
        name: is_im ? 'direct message' : data.channel.name || fallback,
        private: isPrivate,
        shared,
      };
      channels.set(id, channel);
      return channel;
    },

    forgetUser: (id: string) => users.delete(id),
    forgetChannel: (id: string) => channels.delete(id),
  };
}

/**
 * As what someone is let in; undefined for who belongs here: by their workspace, or by the organisation
 * of ours. What Slack says of them counts before where the delivery says that they come from.
 */
function guestAs(
  user: z.infer<typeof userInfo>['user'] | undefined,
  cameFrom: string | undefined,
  self: Pick<Self, 'team' | 'organisation'>,
): Guest | undefined {
  const { enterprise_id: organisation, teams = [] } = user?.enterprise_user ?? {};
  const team = user?.team_id ?? cameFrom;
  const isColleague =
    team === undefined ||
    team === self.team ||
    teams.includes(self.team) ||
    (self.organisation !== undefined && organisation === self.organisation);
  if (user?.is_stranger || !isColleague) return 'elsewhere';
  return user?.is_restricted || user?.is_ultra_restricted ? 'here' : undefined;
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
