import { setTimeout } from 'node:timers/promises';
import type { Core } from '../core.ts';
import type { Log } from '../log.ts';

/** It rests so many times as long as it works: it is in no hurry, and members are. A command in fifty waits a little. */
const restShare = 49;

/** Comparing what is new with what is there: at the start and every day, beside everything else. */
export function startSweeping(core: Core, log: Log) {
  const stopping = new AbortController();
  let swept: Promise<void> = Promise.resolve();

  /** Waits as long as it is fair after what was done since the last time. */
  function resting(): () => Promise<void> {
    let since = performance.now();
    return async () => {
      const ms = restShare * (performance.now() - since);
      await setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => 'stopped');
      since = performance.now();
    };
  }

  async function sweep(): Promise<void> {
    try {
      await core.ready();
      const count = await core.duplicates.sweep({ rest: resting(), signal: stopping.signal });
      if (count > 0) log.info({ event: 'swept for duplicates', count });
    } catch (error) {
      log.error({ event: 'not swept for duplicates', err: error });
    }
  }

  return {
    /** One at a time. */
    again(): void {
      swept = swept.then(sweep);
    },
    /** Resolves when nothing is compared any more. */
    async stop(): Promise<void> {
      stopping.abort();
      await swept;
    },
  };
}
