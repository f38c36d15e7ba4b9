import type { Change } from '../store/changes.ts';
import type { Store, Tables } from '../store/store.ts';
import { applyChange } from './applying.ts';
import { buildIndex } from './build.ts';
import { createIndex, type SearchIndex } from './index/index.ts';

/** As many changes are read and applied at once, within milliseconds; for more there is a thread. */
const mostAtOnce = 2_000;
/** Changes handed to the thread at a time. */
const batch = 1_000;

export type Indexes = ReturnType<typeof openIndexes>;

/** What an index follows: the store's tables, inside or outside a transaction. */
export type Followed = Pick<Tables, 'changes' | 'onRollback'>;

/**
 * The communities' indexes, each following the store: before it is used it takes in what has changed
 * since, as the tables show it, so that an act's writes are found when it is done, by this process and by
 * any other, and what was rolled back never is. It can be lost at any time.
 */
export function openIndexes(store: Store) {
  const followers = new Map<number, ReturnType<typeof createFollower>>();
  const closing = new AbortController();
  const of = (communityId: number) => {
    const known = followers.get(communityId) ?? createFollower(store, communityId, closing.signal);
    followers.set(communityId, known);
    return known;
  };
  return {
    /** The community's index as of these tables; undefined while it is built for the first time. */
    current: (tables: Followed, communityId: number): Promise<SearchIndex | undefined> =>
      of(communityId).current(tables),
    /** Resolves when the community's index is there, or nothing is built any more. Not for use in a transaction. */
    ready: (communityId: number): Promise<void> => of(communityId).ready(),
    /** Stops what is being built. */
    close: () => closing.abort(),
  };
}

/** An index, and how far it has followed. */
interface State {
  readonly index: SearchIndex;
  /** The number of the last change that it has. */
  last: number;
  /** What a transaction had shown that was rolled back: it is read again. */
  unsure: readonly Change[];
}

function createFollower(store: Store, communityId: number, signal: AbortSignal) {
  let state: State | undefined;
  let building: Promise<void> | undefined;
  let failures: unknown[] = [];

  /** Builds the index anew while the present one, if any, goes on. */
  function build(): void {
    if (signal.aborted) return;
    let last = 0;
    building ??= buildIndex(async () => {
      const changes = await store.changes.after(communityId, last, batch);
      last = changes.at(-1)?.seq ?? last;
      return changes;
    }, signal)
      .then((index) => {
        state = { index, last, unsure: [] };
      })
      .catch((error: unknown) => {
        if (!signal.aborted) failures = [error];
      })
      .finally(() => {
        building = undefined;
      });
  }

  async function current(tables: Followed): Promise<SearchIndex | undefined> {
    const [failure] = failures.splice(0);
    if (failure) throw failure;
    if (!state) {
      if (building) return undefined;
      const count = await tables.changes.countAfter(communityId, 0, mostAtOnce);
      if (count < mostAtOnce) state ??= { index: createIndex(), last: 0, unsure: [] };
    }
    const following = state;
    if (!following || !(await follow(tables, communityId, following))) {
      state = undefined;
      build();
      return undefined;
    }
    const { index } = following;
    if (index.hasGrown || index.hasShrunk) build();
    return index;
  }

  return {
    current,
    async ready(): Promise<void> {
      await current(store);
      await building;
      await current(store);
    },
  };
}

/** Takes in what is new in the tables; false when that is too much to be done at once. */
async function follow(tables: Followed, communityId: number, state: State): Promise<boolean> {
  const again = state.unsure;
  const known = again.length > 0 ? await readAgain(tables, communityId, again) : [];
  const changes = await tables.changes.after(communityId, state.last, mostAtOnce);
  if (changes.length === mostAtOnce) return false;
  const { index, last } = state;
  const isFirst = index.forward.size === 0;
  // Another search may have taken some of them in while these were read.
  const fresh = [...known, ...changes.filter(({ seq }) => seq > last)];
  for (const change of fresh) applyChange(index, change, isFirst ? index.load : index.put);
  if (isFirst && fresh.length > 0) index.seal();
  state.last = Math.max(last, changes.at(-1)?.seq ?? 0);
  state.unsure = state.unsure.filter((change) => !again.includes(change));
  if (fresh.length > 0) tables.onRollback(() => takeBack(state, last, fresh));
  return true;
}

function takeBack(state: State, last: number, changes: readonly Change[]): void {
  for (const change of changes) state.index.remove(documentOf(change) ?? 0);
  state.unsure = [...state.unsure, ...changes];
  state.last = Math.min(state.last, last);
}

/** The same documents and channels as they are now. */
function readAgain(
  tables: Followed,
  communityId: number,
  changes: readonly Change[],
): Promise<Change[]> {
  return tables.changes.now(
    communityId,
    changes.flatMap((change) => documentOf(change) ?? []),
    changes.flatMap((change) => (change.kind === 'channel' ? change.channelId : [])),
  );
}

function documentOf(change: Change): number | undefined {
  if (change.kind === 'document') return change.document.id;
  return change.kind === 'gone' ? change.documentId : undefined;
}
