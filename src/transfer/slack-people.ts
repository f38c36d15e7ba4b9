import { handleFrom } from '../handles.ts';
import { limits } from '../limits.ts';
import { cleanLine, cut } from '../text.ts';
import { type Entry, type EntryOf, type Skipped, skipped } from './entry.ts';
import type { SlackMessage, SlackUser } from './slack-schema.ts';

export type SlackPeople = ReturnType<typeof createSlackPeople>;

/** The people of an export: those in its list, and those who only turn up in messages. */
export function createSlackPeople(
  workspace: string,
  joinedAt: string,
  users: readonly SlackUser[],
) {
  const bots = new Set(users.filter(isBot).map((user) => user.id));
  const humans = new Map(users.filter((user) => !isBot(user)).map((user) => [user.id, user]));
  const strangers = new Set<string>();
  const refTo = (id: string) => `${workspace}:user:${id}`;

  function toMember(id: string, name: string, handle: string): EntryOf<'member'> {
    return {
      kind: 'member',
      ref: refTo(id),
      handle: handleFrom(handle),
      name: cut(cleanLine(name), limits.name) || id,
      role: 'member',
      joinedAt,
      accounts: [{ workspace, id, createdAt: joinedAt }],
    };
  }

  return {
    refTo,

    isBot: (id: string): boolean => bots.has(id) || id === 'USLACKBOT',

    nameOf(id: string): string | undefined {
      const user = humans.get(id);
      return user && cleanLine(nameOf(user));
    },

    *all(): Generator<Entry | Skipped> {
      for (const user of humans.values()) {
        yield toMember(user.id, nameOf(user), user.name ?? nameOf(user));
      }
      for (const _ of bots) yield skipped('a bot: only people become members');
    },

    /** The member entries of those who are not in the list (guests of other workspaces), once each. */
    *introduce(ids: readonly string[], profile?: SlackMessage['user_profile']): Generator<Entry> {
      for (const id of ids) {
        if (humans.has(id) || bots.has(id) || strangers.has(id)) continue;
        strangers.add(id);
        const name = profile?.display_name || profile?.real_name || `Slack user ${id}`;
        yield toMember(id, name, name);
      }
    },
  };
}

function isBot(user: SlackUser): boolean {
  return user.is_bot === true || user.id === 'USLACKBOT';
}

function nameOf(user: SlackUser): string {
  return (
    user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || user.id
  );
}
