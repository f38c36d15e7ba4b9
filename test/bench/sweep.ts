import { createCore } from '../../src/core.ts';
import { openStore } from '../../src/store/store.ts';
import { print } from './figures.ts';
import { fillWithSnippets, madeUp } from './filling.ts';

const sizes = [10_000, 100_000];
const compared = 200;

/** How long the nightly sweep for duplicates takes for each text, and how long it holds up everything else. */
export async function sweep(): Promise<void> {
  const rows = [];
  for (const size of sizes) {
    const store = openStore(':memory:');
    await fillWithSnippets(store, [...madeUp(size)]);
    const core = createCore({ store, clock: () => 1e12, newRef: () => 'bench' });
    await core.ready();
    const sweepOf = async (most: number) => {
      let [held, last] = [0, performance.now()];
      const ticking = setInterval(() => {
        held = Math.max(held, performance.now() - last);
        last = performance.now();
      }, 1);
      const began = performance.now();
      await core.duplicates.sweep({ most });
      clearInterval(ticking);
      return { ms: performance.now() - began, held };
    };
    await sweepOf(25);
    const { ms, held } = await sweepOf(compared);
    rows.push({
      documents: size,
      'ms each': ms / compared,
      'longest hold ms': held,
    });
    await store.close();
  }
  print('the nightly sweep', rows);
}
