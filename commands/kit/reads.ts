import type { Log } from '../../src/log.ts';

/** How long a read may wait to be remembered, in milliseconds: those of that time are written at once. */
const soon = 1_000;

/**
 * Remembers the deliveries of what only read. An act is remembered with what it changed; a read that
 * is done twice after a crash changes nothing, so nobody waits until it is on the disk.
 */
export function createReads(options: {
  readonly remember: (deliveries: readonly string[]) => Promise<void>;
  readonly log: Log;
}) {
  const pending = new Set<string>();
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || pending.size === 0) return;
    isPlanned = true;
    setTimeout(() => void write(), soon).unref();
  }

  async function write(): Promise<void> {
    const deliveries = [...pending];
    try {
      await options.remember(deliveries);
    } catch (error) {
      options.log.warn({ event: 'deliveries not remembered', err: error });
    }
    for (const delivery of deliveries) pending.delete(delivery);
    isPlanned = false;
    plan();
  }

  return {
    has: (delivery: string): boolean => pending.has(delivery),
    add(delivery: string): void {
      pending.add(delivery);
      plan();
    },
    /** Remembers what waits now. */
    async flush(): Promise<void> {
      if (pending.size > 0) await write();
    },
  };
}
