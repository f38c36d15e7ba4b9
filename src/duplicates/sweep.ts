import type { Reader } from '../model.ts';
import { breathe } from '../store/breathe.ts';
import type { PairKind, Unswept } from '../store/pairs.ts';
import type { World } from '../world.ts';
import { type Likely, type LikelyFinder, mayBeOne } from './likely.ts';

/** As many of each kind are compared at a time, so that a large import is gone through over some nights. */
const mostAtOnce = 2_000;
/** So many are compared between two commits. */
const batch = 25;

export interface SweepOptions {
  /** That community alone. */
  readonly communityId?: number;
  /** So many of each kind. */
  readonly most?: number;
  /** What it waits for after each; else it lets the program see to what came in. */
  readonly rest?: () => Promise<void>;
  /** Stops it soon. */
  readonly signal?: AbortSignal;
}

/** Compares what was asked, kept or edited since the last time with all that is there. */
export function createSweep({ store, clock }: World, likely: LikelyFinder) {
  /** What everyone in its channel may see that is like it. */
  async function likeIt(communityId: number, kind: PairKind, one: Unswept): Promise<Likely[]> {
    const { channel } = one;
    const where = { channelId: channel.id, isGuest: channel.shared };
    const reader: Reader = { communityId, memberId: 0, ...where };
    const found = await likely[kind === 'question' ? 'questions' : 'snippets'](reader, one);
    return found.filter(
      (other) =>
        other.item.id !== one.id &&
        mayBeOne(channel, other.item.channel) &&
        !isOfQuestions(one, other),
    );
  }

  async function sweepKind(
    communityId: number,
    kind: PairKind,
    { most = mostAtOnce, rest = breathe, signal }: SweepOptions,
  ): Promise<number> {
    for (let done = 0; ; ) {
      const limit = signal?.aborted ? 0 : Math.min(batch, most - done);
      const fresh = limit > 0 ? await store.pairs.unswept(communityId, kind, limit) : [];
      const last = fresh.at(-1);
      if (!last) return done;
      const found: { one: number; other: number; likeness: number }[] = [];
      for (const one of fresh) {
        for (const { item, likeness } of await likeIt(communityId, kind, one)) {
          found.push({ one: one.id, other: item.id, likeness });
        }
        await rest();
      }
      await store.write(async ({ pairs }) => {
        for (const pair of found) await pairs.note(communityId, kind, pair, clock());
        await pairs.noteSwept(communityId, kind, last);
      });
      done += fresh.length;
    }
  }

  /** Goes on where it was; gives how many were compared. */
  return async (options: SweepOptions = {}): Promise<number> => {
    const ids = options.communityId
      ? [options.communityId]
      : (await store.communities.all()).map(({ id }) => id);
    let done = 0;
    for (const id of ids) {
      done += await sweepKind(id, 'question', options);
      done += await sweepKind(id, 'snippet', options);
    }
    return done;
  };
}

/** What was kept from two questions is decided on with the questions. */
const isOfQuestions = ({ questionNumber }: Unswept, other: Likely): boolean =>
  other.kind === 'snippet' &&
  questionNumber !== null &&
  other.item.questionNumber !== null &&
  other.item.questionNumber !== questionNumber;
