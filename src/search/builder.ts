import { parentPort } from 'node:worker_threads';
import type { Change } from '../store/changes.ts';
import { applyChange } from './applying.ts';
import { buffersOf, createIndex, type IndexParts } from './index/index.ts';

/** What the builder is told: changes in their order, then that these were all. */
export type ToBuilder =
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  | { readonly kind: 'done' };

/** What the builder says: that it is ready for more, or the index. */
export type FromBuilder =
  | { readonly kind: 'more' }
  | { readonly kind: 'index'; readonly parts: IndexParts };

// This file runs in a thread of its own: sorting 100,000 documents takes a second or two.
const port = parentPort;
if (port) {
  const index = createIndex();
  const say = (message: FromBuilder, buffers: ArrayBuffer[] = []) =>
    port.postMessage(message, buffers);
  port.on('message', (message: ToBuilder) => {
    if (message.kind === 'changes') {
      for (const change of message.changes) applyChange(index, change, index.load);
      say({ kind: 'more' });
    } else {
      index.seal();
      const parts = index.parts();
      say({ kind: 'index', parts }, buffersOf(parts));
      port.close();
    }
  });
}
