import { parentPort } from 'node:worker_threads';
import { type CommunityEvent, createExpertIndex } from './expert-index.ts';
import type { Weights } from './ranking.ts';

/** What the learner is told: what happened, in its order, then that this was all. */
export type ToLearner =
  | { readonly kind: 'events'; readonly events: readonly CommunityEvent[] }
  | { readonly kind: 'done' };

/** What the learner says: that it is ready for more, or what it learned. */
export type FromLearner =
  | { readonly kind: 'more' }
  | { readonly kind: 'learned'; readonly weights: Weights | undefined };

// This file runs in a thread of its own: going through 100,000 answers takes minutes.
const port = parentPort;
if (port) {
  const index = createExpertIndex();
  port.on('message', (message: ToLearner) => {
    const say = (said: FromLearner) => port.postMessage(said);
    if (message.kind === 'events') {
      for (const event of message.events) index.index(event);
      say({ kind: 'more' });
    } else {
      say({ kind: 'learned', weights: index.learn() });
      port.close();
    }
  });
}
