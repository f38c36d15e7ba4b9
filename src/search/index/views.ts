import { type Bits, clearBit, hasBit, setBit, wordsFor } from './arrays.ts';
import { type Forward, fieldCount } from './forward.ts';

/**
 * What one reader may find, and the statistics of that alone: what they may not see moves no score.
 */
export interface View {
  /** The slots that are visible. */
  readonly bits: Bits;
  /** How many there are. */
  readonly count: number;
  /** Mean length of each field. */
  readonly averages: readonly number[];
}

/** Who looks, and from where. A guest is let into few channels. */
export interface Looking {
  readonly channelId: number;
  readonly memberId: number;
  readonly isGuest?: boolean;
}

/** Whose a document is, and where it was born. */
export interface Origin {
  readonly channelId: number;
  readonly askerId: number;
  readonly authorId: number;
}

/**
 * Who may see which slot, by the rule of `src/store/visibility.ts`: what was born in a public channel
 * is for everyone in the community; what was born in a private one is for who stands there, who asked
 * and who answered; for a guest is only what was born where they stand.
 */
export function createViews(forward: Forward, originOf: (slot: number) => Origin) {
  const open = tally();
  const all = tally();
  const privateChannels = new Set<number>();
  const privateSlots = new Set<number>();

  function tally() {
    let bits: Bits = new Uint32Array(64);
    let count = 0;
    const lengths = Array.from({ length: fieldCount }, () => 0);
    const add = (slot: number, sign: 1 | -1) => {
      count += sign;
      for (let f = 0; f < fieldCount; f += 1) {
        lengths[f] = (lengths[f] ?? 0) + sign * forward.lengthOf(slot, f);
      }
    };
    return {
      put(slot: number): void {
        if (slot >>> 5 >= bits.length) {
          const larger = new Uint32Array(wordsFor(slot + 1) * 2);
          larger.set(bits);
          bits = larger;
        }
        setBit(bits, slot);
        add(slot, 1);
      },
      take(slot: number): void {
        clearBit(bits, slot);
        add(slot, -1);
      },
      has: (slot: number) => hasBit(bits, slot),
      /** From here on it is another set: what was remembered of it is no longer so. */
      renew(): void {
        bits = bits.slice();
      },
      /** A view of it, with more slots than it has. */
      with(slots: readonly number[]): View {
        const seen = slots.length === 0 ? bits : new Uint32Array(wordsFor(forward.size));
        if (seen !== bits) seen.set(bits.subarray(0, seen.length));
        const sums = [...lengths];
        for (const slot of slots) {
          setBit(seen, slot);
          for (let f = 0; f < fieldCount; f += 1) {
            sums[f] = (sums[f] ?? 0) + forward.lengthOf(slot, f);
          }
        }
        const total = count + slots.length;
        return { bits: seen, count: total, averages: sums.map((sum) => sum / (total || 1)) };
      },
    };
  }

  function place(slot: number): void {
    if (privateChannels.has(originOf(slot).channelId)) privateSlots.add(slot);
    else open.put(slot);
  }

  function slotsIn(channelId: number): number[] {
    const slots = Array.from({ length: forward.size }, (_, slot) => slot);
    return slots.filter((slot) => all.has(slot) && originOf(slot).channelId === channelId);
  }

  function unplace(slot: number): void {
    if (!privateSlots.delete(slot)) open.take(slot);
  }

  return {
    add(slot: number): void {
      all.put(slot);
      place(slot);
    },
    remove(slot: number): void {
      all.take(slot);
      unplace(slot);
    },
    isThere: (slot: number) => all.has(slot),
    /** Says whether a channel is private; all that was born there follows at once. */
    setChannel(channelId: number, isPrivate: boolean): void {
      if (privateChannels.has(channelId) === isPrivate) return;
      const slots = slotsIn(channelId);
      for (const slot of slots) unplace(slot);
      if (isPrivate) privateChannels.add(channelId);
      else privateChannels.delete(channelId);
      for (const slot of slots) place(slot);
      open.renew();
    },
    privateChannels: (): readonly number[] => [...privateChannels],
    /** All there is, whoever may see it. */
    everything: (): View => all.with([]),
    of({ channelId, memberId, isGuest = false }: Looking): View {
      if (isGuest) return tally().with(slotsIn(channelId));
      const mine = [...privateSlots].filter((slot) => {
        const origin = originOf(slot);
        const isAuthor = origin.askerId === memberId || origin.authorId === memberId;
        return origin.channelId === channelId || isAuthor;
      });
      return open.with(mine);
    },
  };
}
