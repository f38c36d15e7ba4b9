import { KnownError } from './errors.ts';
import type { Actor, Reader, Snippet, Tag } from './model.ts';
import { foundSnippet } from './snippets.ts';
import type { Tables } from './store/store.ts';
import type { Rhythm } from './store/verification.ts';
import { act, mayCurate, type World } from './world.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const week = 7 * day;
/** Of one owner's, so many are asked about at once, and once a week. */
const mostAtOnce = 3;
export const usualDays = 180;
const rhythm: Rhythm = { usualDays, silence: 90 * day };
/** Looking for what is due is a walk over everyone's snippets: it is done so often. */
const lookEvery = hour;
const mostOwners = 200;

/** Saying of what is kept that it is still right, or no longer. */
export function createVerification(world: World) {
  const change = (actor: Actor, number: number, verb: string, alter: Alter): Promise<Snippet> =>
    act(world, actor, async (tables, now) => {
      const snippet = await mine(tables, actor, number, verb, now);
      await alter(tables, snippet, now);
      return foundSnippet(tables, actor, number);
    });

  return {
    /**
     * The actor vouches for it from now on, and it is outdated no more. For who wrote it, who vouched
     * for it before, and curators.
     * @throws KnownError 'forbidden' for everyone else.
     */
    verify: (actor: Actor, number: number): Promise<Snippet> =>
      change(actor, number, 'verify', async (tables, { id }, now) =>
        tables.verification.accept(id, actor.memberId, now),
      ),

    /** It is no longer right: it stays, and is led with no more. `isUndone` takes that back. For the same. */
    outdate: (actor: Actor, number: number, isUndone: boolean): Promise<Snippet> =>
      change(actor, number, isUndone ? 'restore' : 'outdate', async (tables, { id }, now) =>
        tables.verification.noteOutdated(id, isUndone ? null : now),
      ),

    /** What is kept under the tag is verified every so many days; undefined: as usual. For curators. */
    every: (actor: Actor, name: string, days: number | undefined): Promise<Tag> =>
      act(world, actor, async (tables) => {
        if (!mayCurate(actor)) {
          throw new KnownError(
            'forbidden',
            'Only a curator says how often what is kept is verified. Ask one of them.',
          );
        }
        const [tag] = await tables.tags.named(actor.communityId, [name]);
        if (!tag) throw new KnownError('not_found', `Nothing is tagged "${name}" here.`);
        await tables.verification.noteDays(tag.id, days ?? null);
        return tag;
      }),
  };
}

type Alter = (tables: Tables, snippet: Snippet, now: number) => Promise<void>;

async function mine(
  tables: Tables,
  actor: Actor,
  number: number,
  verb: string,
  now: number,
): Promise<Snippet> {
  const snippet = await foundSnippet(tables, actor, number);
  const { author, verifiedBy } = snippet;
  if (author.id === actor.memberId || verifiedBy?.id === actor.memberId) return snippet;
  if (!mayCurate(actor)) {
    throw new KnownError(
      'forbidden',
      `Only who wrote S${number}, who vouched for it, or a curator can say that. Tell one of them.`,
    );
  }
  const entry = { act: `${verb} snippet`, subject: `S${number}`, memberId: actor.memberId };
  await tables.audit.add(actor.communityId, { ...entry, at: now });
  return snippet;
}

/** What of theirs is to be verified now, the longest unverified first, as much as is asked at once. */
export async function dueTo(
  tables: Pick<Tables, 'verification' | 'snippets'>,
  reader: Reader,
  now: number,
): Promise<Snippet[]> {
  const ids = await tables.verification.dueTo(reader, now, rhythm, mostAtOnce);
  const found = await tables.snippets.byIds(reader, ids);
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}

/** Reminds owners, each at most once a week; what they are asked is decided when it is sent. */
export function createReminders({ store }: World) {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    async owe(now: number): Promise<void> {
      if (Math.abs(now - lookedAt) < lookEvery) return;
      lookedAt = now;
      const owners = await store.verification.owners(now, rhythm, now - week, mostOwners);
      if (owners.length === 0) return;
      await store.write(async (tables) => {
        for (const { memberId, communityId } of owners) {
          const workspaceId = await tables.recipients.workspaceOf(memberId, 0);
          if (workspaceId === undefined) continue;
          const key = `verify:${memberId}:${Math.floor(now / day)}`;
          const notice = { key, kind: 'verify', dueAt: now } as const;
          await tables.notices.add({ ...notice, communityId, workspaceId, memberId }, now);
        }
      });
    },
  };
}
