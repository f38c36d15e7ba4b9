import fc from 'fast-check';
import type { Store } from '../../src/store/store.ts';
import { type Handle, type Looker, type Planted, plans, plant } from './secrets.ts';

const isHere = ({ handle, from, isGuest }: Looker, { channel }: Planted) =>
  handle !== 'zoe' && ((channel === 'square' && !isGuest) || channel === from);

/** The rule in the test's own words: a thread is also its asker's and its answerers', but for guests. */
export function seesThread(looker: Looker, thread: Planted): boolean {
  const authors: readonly string[] = [thread.asker, ...thread.answerers];
  return isHere(looker, thread) || (!looker.isGuest && authors.includes(looker.handle));
}

/** An answer on its own (found by its words, or kept) is also its author's and the asker's. */
export function seesAnswer(looker: Looker, thread: Planted, by: Handle): boolean {
  const isAuthor = [thread.asker, by].some((author) => author === looker.handle);
  return isHere(looker, thread) || (!looker.isGuest && isAuthor);
}

export const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

/** Looks at everything that was planted, through everybody's eyes. */
export function asEveryone(
  look: (seen: {
    readonly store: Store;
    readonly looker: Looker;
    readonly planted: readonly Planted[];
    readonly visible: readonly Planted[];
  }) => Promise<void>,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(plans, async (planned) => {
      const { store, planted, lookers } = await plant(planned);
      for (const looker of lookers) {
        const visible = planted.filter((thread) => seesThread(looker, thread));
        await look({ store, looker, planted, visible });
      }
      await store.close();
    }),
    { numRuns: 10 },
  );
}

export const isAnswered = ({ isAccepted, answers }: Planted) => isAccepted && answers.length > 0;
