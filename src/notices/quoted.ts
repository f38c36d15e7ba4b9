import type { Notice } from '../model-owed.ts';
import type { Store } from '../store/store.ts';
import { anywhere } from '../world.ts';
import type { Verdict } from './matters.ts';

/** Someone is asked whether they may be named with their words, unless that is decided by now. */
export async function quoted(store: Store, notice: Notice): Promise<Verdict> {
  const memberId = notice.memberId ?? 0;
  const quote = await store.quotes.find(notice.details.snippetId ?? 0, memberId);
  if (quote?.state !== 'asked') return { kind: 'pointless', why: 'it is decided' };
  const reader = await anywhere(store, { communityId: notice.communityId, memberId });
  const [snippet] = await store.snippets.byIds(reader, [quote.snippetId]);
  return { kind: 'tell', matter: { kind: 'quote', quote, snippet } };
}
