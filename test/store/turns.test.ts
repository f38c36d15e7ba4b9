import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/store.ts';

test('whoever reads on and on leaves the program its turns', async () => {
  const store = openStore(':memory:');
  let isHeard = false;
  const latest = performance.now() + 2_000;
  setTimeout(() => {
    isHeard = true;
  }, 5);
  while (!isHeard && performance.now() < latest) await store.communities.all();
  expect(isHeard).toBe(true);
  await store.close();
});
