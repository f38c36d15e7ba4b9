import { removeFamily } from './duplicates/carrying-questions.ts';
import { aheadOf, oweExpiring } from './notices/expiring.ts';
import { oweGone } from './notices/gone.ts';
import { oweNothing } from './notices/owed.ts';
import { settingsOf } from './settings.ts';
import type { Tables } from './store/store.ts';
import type { Spent, Unanswered } from './store/tidying.ts';
import { undoFor } from './undoing.ts';
import { everyoneIn, type World } from './world.ts';

const day = 24 * 60 * 60 * 1000;
/** Platforms repeat a delivery within minutes. */
const deliveriesKept = 7 * day;
const latestKept = 30 * day;
/** So many are done in one transaction. */
const batch = 100;

/**
 * Deletes what has had its time, as each community set it; what is kept as knowledge, or answered,
 * never. Run daily; doing it twice does no more than once.
 */
export function createTidying({ store, clock }: World) {
  /** Does it with all there are, some at a time. Gives how many there were. */
  async function withAll(
    find: (tables: Tables) => Promise<readonly Spent[]>,
    act: (tables: Tables, one: Spent) => Promise<void>,
  ): Promise<number> {
    for (let count = 0; ; ) {
      const done = await store.write(async (tables) => {
        const some = await find(tables);
        for (const one of some) await act(tables, one);
        return some.length;
      });
      count += done;
      if (done < batch) return count;
    }
  }

  async function remove(
    communityId: number,
    find: (tables: Tables) => Promise<readonly Spent[]>,
    now: number,
  ): Promise<number> {
    return withAll(find, async (tables, one) => {
      await oweGone(tables, { ...one, communityId }, now);
      await removeFamily(tables, one.id);
    });
  }

  /** Whoever asked is told before it is deleted; of who cannot be told, it waits for nobody. */
  async function announce(
    communityId: number,
    kind: Unanswered,
    { days, ahead }: { readonly days: number; readonly ahead: number },
    now: number,
  ): Promise<void> {
    const time = now - days * day + ahead;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      after = await store.write(async (tables) => {
        const some = await tables.tidying.untold(communityId, kind, time, from, batch);
        for (const one of some) {
          const at = Math.max(one.since + days * day, now + ahead);
          await oweExpiring(tables, communityId, one, at, now);
        }
        return some.length < batch ? undefined : some.at(-1)?.id;
      });
    }
  }

  async function close(
    tables: Tables,
    communityId: number,
    one: Spent,
    now: number,
  ): Promise<void> {
    await tables.questions.setState(one.id, 'closed', now);
    const place = await tables.recipients.channel(one.channelId);
    const nobody = { communityId, memberId: 0, channelId: one.channelId, isGuest: false };
    const reader = place && everyoneIn(place.channel, nobody);
    const question = reader && (await tables.questions.find(reader, one.number));
    if (question) await oweNothing(tables, question, now);
  }

  async function tidyCommunity(communityId: number, now: number): Promise<number> {
    const set = await settingsOf(store, { communityId });
    await store.tidying.forgetDrafts(communityId, now - set['delete-drafts'] * day);
    await store.tidying.forgetNotices(communityId, now - set['delete-notices'] * day);
    await store.needs.forgetBefore(communityId, now - set['delete-searches'] * day);
    if (!set['keep-searches']) await store.needs.forgetTexts(communityId);
    const audit = set['delete-audit'];
    if (audit !== null) await store.tidying.forgetAudit(communityId, now - audit * day);
    for (const channelId of await store.tidying.busyChannels(communityId)) {
      const { 'idle-close': days } = await settingsOf(store, { communityId, channelId });
      if (days === null) continue;
      await withAll(
        ({ tidying }) => tidying.idle(communityId, channelId, now - days * day, batch),
        (tables, one) => close(tables, communityId, one, now),
      );
    }
    let count = 0;
    for (const [days, kind] of [
      [set['delete-dismissed'], 'dismissed'],
      [set['delete-unanswered'], 'unanswered'],
    ] as const) {
      if (days === null) continue;
      const time = now - days * day;
      const ahead = aheadOf(days);
      await announce(communityId, kind, { days, ahead }, now);
      const when = { time, toldBefore: now - ahead };
      count += await remove(
        communityId,
        ({ tidying }) => tidying.unanswered(communityId, kind, when, batch),
        now,
      );
    }
    return count;
  }

  return async function tidy(): Promise<void> {
    const now = clock();
    await store.deliveries.forgetBefore(now - deliveriesKept);
    await store.undoing.forgetBefore(now - undoFor);
    await store.latest.forgetBefore(now - latestKept);
    await store.linking.codes.forgetBefore(now - deliveriesKept);
    for (const { id } of await store.communities.all()) await tidyCommunity(id, now);
    // What was deleted since yesterday stands in the log still, if somebody read meanwhile.
    await store.flush();
  };
}
