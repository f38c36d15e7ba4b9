import { setTimeout } from 'node:timers/promises';
import type { Log } from '../../src/log.ts';
import type { Heard } from './heard.ts';

/** What one member has in hand beyond what the hallway takes and answers with a sentence is no conversation. */
const mostOfOne = 64;

/** The work that is in hand, so that it can be waited for. */
export function createInHand(log: Log) {
  const inHand = new Set<Promise<void>>();
  const busy = new Map<string, number>();

  async function idle(): Promise<void> {
    while (inHand.size > 0) await Promise.allSettled(inHand);
  }

  return {
    /** Resolves once nothing is in hand any more. */
    idle,

    /** The same, or when so much time is over. */
    async idleWithin(ms: number): Promise<void> {
      if (inHand.size > 0) await Promise.race([idle(), setTimeout(ms, undefined, { ref: false })]);
    },

    /** Keeps the work in hand until it is done; what breaks is logged. */
    take(work: Promise<void>, event: string): void {
      const kept = work
        .catch((error: unknown) =>
          log.error({ event: 'discord hearing failed', what: event, err: error }),
        )
        .finally(() => inHand.delete(kept));
      inHand.add(kept);
    },

    /** One member's flood must not keep the others waiting. */
    async fairly(heard: Heard, act: () => Promise<void>): Promise<void> {
      if (!('user' in heard)) return act();
      // What is typed asks for suggestions with each key: that is no reason to turn a command away.
      const who = `${heard.user.id} ${heard.kind === 'suggestion'}`;
      const count = (busy.get(who) ?? 0) + 1;
      if (count > mostOfOne) return log.warn({ event: 'discord flood', kind: heard.kind });
      busy.set(who, count);
      try {
        await act();
      } finally {
        const left = (busy.get(who) ?? 1) - 1;
        if (left > 0) busy.set(who, left);
        else busy.delete(who);
      }
    },
  };
}
