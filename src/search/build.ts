import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Change } from '../store/changes.ts';
import type { FromBuilder, ToBuilder } from './builder.ts';
import { createIndex, type SearchIndex } from './index/index.ts';
import { standardWeights } from './index/weights.ts';

/**
 * Builds an index in a thread of its own from what `read` gives, batch by batch until there is nothing
 * more: reading is the caller's, so that any database will do, and the event loop turns between two
 * batches.
 * @throws what goes wrong in the thread, or the signal's reason when it is aborted.
 */
export async function buildIndex(
  read: () => Promise<readonly Change[]>,
  signal: AbortSignal,
): Promise<SearchIndex> {
  const worker = new Worker(new URL('./builder.ts', import.meta.url));
  worker.unref();
  try {
    for (;;) {
      const changes = await read();
      if (changes.length === 0) break;
      await tell({ kind: 'changes', changes });
    }
    const built = await tell({ kind: 'done' });
    if (built.kind !== 'index') throw new Error('the builder gave no index');
    return createIndex(standardWeights, built.parts);
  } finally {
    await worker.terminate();
  }

  async function tell(message: ToBuilder): Promise<FromBuilder> {
    const reply = once(worker, 'message', { signal });
    worker.postMessage(message);
    // `builder.ts` sends nothing else.
    const [said] = (await reply) as [FromBuilder];
    return said;
  }
}
