import { z } from 'zod';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity, Guest } from '../../src/model.ts';
import { createCache } from './cache.ts';
import type { Origin, Self } from './heard.ts';
import type { Web } from './web.ts';

type Channel = Place['channel'];

/** https://docs.slack.dev/reference/methods/users.info */
const userInfo = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    team_id: z.string().optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
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

type User = z.infer<typeof userInfo>['user'];

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

/** https://docs.slack.dev/reference/methods/usergroups.list */
const userGroups = z.object({
  usergroups: z.array(
    z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()).default([]) }),
  ),
});

/** https://docs.slack.dev/reference/methods/conversations.open */
const opened = z.object({ channel: z.object({ id: z.string().min(1) }) });

/** A channel may turn private at any time; who is in it is then told in time. */
const channelsKept = 5 * 60_000;
/** Whoever is taken out of a group may do less soon. */
const groupsKept = 5 * 60_000;
const usersKept = 24 * 60 * 60_000;

export type Directory = ReturnType<typeof createDirectory>;

/**
 * People and channels as Slack describes them, asked for once in a while. Somebody waits for what
 * needs them: when Slack does not tell quickly, what the delivery said of them has to do.
 */
export function createDirectory(
  web: Web,
  clock: () => number,
  self: Pick<Self, 'team' | 'organisation'>,
) {
  const users = createCache<User>(clock, usersKept);
  const channels = createCache<Channel>(clock, channelsKept);
  const groups = createCache<readonly string[]>(clock, groupsKept);
  const directs = createCache<string>(clock, usersKept);

  async function askUser(id: string): Promise<User | undefined> {
    const answer = await web.glance('users.info', { user: id });
    return userInfo.safeParse(answer.ok ? answer.body : undefined).data?.user;
  }

  /** Groups of the workspace that the account is in, by id and handle. */
  async function askGroups(user: string): Promise<readonly string[] | undefined> {
    const answer = await web.glance('usergroups.list', { include_users: true });
    const { data } = userGroups.safeParse(answer.ok ? answer.body : undefined);
    return data?.usergroups
      .filter(({ users }) => users.includes(user))
      .flatMap(({ id, handle }) => [id, handle]);
  }

  async function askChannel(
    id: string,
    fallback: string,
    isShared: boolean,
  ): Promise<Channel | undefined> {
    const answer = await web.glance('conversations.info', { channel: id });
    const { data } = channelInfo.safeParse(answer.ok ? answer.body : undefined);
    if (!data) return undefined;
    const { name, is_private, is_im, is_mpim, is_ext_shared: shared = isShared } = data.channel;
    return {
      externalId: id,
      name: is_im ? 'direct message' : name || fallback,
      private: Boolean(is_private || is_im || is_mpim),
      shared,
      ...(is_im && { direct: true }),
    };
  }

  async function askDirect(user: string): Promise<string | undefined> {
    const answer = await web.glance('conversations.open', { users: user });
    const { data } = opened.safeParse(answer.ok ? answer.body : undefined);
    return data?.channel.id;
  }

  return {
    async person({ id, name, team }: Origin['user']): Promise<AccountIdentity> {
      const user = await users.get(id, () => askUser(id));
      const guest = guestAs(user, team, self);
      return {
        externalId: id,
        name: nameOf(user) || name || id,
        guest,
        // An admin of another organisation is none here.
        groups: () => groups.get(id, () => askGroups(id)).then((names) => names ?? []),
        ...(guest === null && (user?.is_admin || user?.is_owner) && { role: 'admin' }),
      };
    },

    /** What cannot be looked into counts as private: it is then found from nowhere else. */
    async channel({ id, name, isShared = false }: Origin['channel']): Promise<Channel> {
      const fallback = name || (id.startsWith('D') ? 'direct message' : id);
      const known = await channels.get(id, () => askChannel(id, fallback, isShared));
      const direct = id.startsWith('D') && { direct: true };
      return (
        known ?? { externalId: id, name: fallback, private: true, shared: isShared, ...direct }
      );
    },

    /** The channel of direct messages with the member; the member's own id, which takes messages too, when it is not told. */
    async direct(user: string): Promise<string> {
      return (await directs.get(user, () => askDirect(user))) ?? user;
    },

    forgetUser: (id: string) => users.forget(id),
    forgetChannel: (id: string) => channels.forget(id),
  };
}

function nameOf(user: User | undefined): string | undefined {
  const { profile, name, real_name } = user ?? {};
  return profile?.display_name || profile?.real_name || real_name || name;
}

/**
 * As what someone is let in; null for who belongs here: by their workspace, or by the organisation of
 * ours. What Slack says of them counts before where the delivery says that they come from; 'unknown'
 * when neither says enough.
 */
function guestAs(
  user: User | undefined,
  cameFrom: string | undefined,
  self: Pick<Self, 'team' | 'organisation'>,
): Guest | null | 'unknown' {
  const { enterprise_id: organisation, teams = [] } = user?.enterprise_user ?? {};
  const team = user?.team_id ?? cameFrom;
  const isColleague =
    team === undefined ||
    team === self.team ||
    teams.includes(self.team) ||
    (self.organisation !== undefined && organisation === self.organisation);
  if (user?.is_stranger || !isColleague) return 'elsewhere';
  if (!user) return 'unknown';
  return user.is_restricted || user.is_ultra_restricted ? 'here' : null;
}
