import { toAskOf } from '../caring.ts';
import type { Notice } from '../model-owed.ts';
import type { Store } from '../store/store.ts';
import { anywhere } from '../world.ts';
import type { Verdict } from './matters.ts';
import { helpedLately } from './owed.ts';

/** Someone is told whom their answers helped, as far as that still holds. */
export async function helped(store: Store, notice: Notice): Promise<Verdict> {
  const all = await store.effects.of(await receiverOf(store, notice), notice.details.from ?? 0);
  return all.length > 0
    ? { kind: 'tell', matter: { kind: 'helped', helped: all } }
    : { kind: 'pointless', why: 'it was taken back' };
}

/** Someone is asked whether what they look after is still right. */
export async function verify(store: Store, notice: Notice, now: number): Promise<Verdict> {
  const snippets = await toAskOf(store, await receiverOf(store, notice), now);
  return snippets.length > 0
    ? { kind: 'tell', matter: { kind: 'verify', snippets } }
    : { kind: 'pointless', why: 'nothing is due' };
}

/** Someone hears that what helped them is right no longer. */
export async function outdated(store: Store, notice: Notice): Promise<Verdict> {
  const reader = await receiverOf(store, notice);
  const { from = 0 } = notice.details;
  const ids = await store.effects.outdatedFor(reader.memberId, from, helpedLately);
  const snippets = await store.snippets.byIds(reader, ids);
  return snippets.length > 0
    ? { kind: 'tell', matter: { kind: 'outdated', snippets } }
    : { kind: 'pointless', why: 'it is right again' };
}

const receiverOf = (store: Store, { communityId, memberId }: Notice) =>
  anywhere(store, { communityId, memberId: memberId ?? 0 });
