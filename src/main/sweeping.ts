import type { Core } from '../core.ts';
import type { Log } from '../log.ts';

/** Comparing what is new with what is there: at the start and every day, beside everything else. */
export function startSweeping(core: Core, log: Log) {
  const stopping = new AbortController();
  let swept: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    try {
      await core.ready();
      const count = await core.duplicates.sweep({ signal: stopping.signal });
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
