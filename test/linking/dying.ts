import { openStore } from '../../src/store/store.ts';

/** Joins or parts in the database, and dies before that is kept: a process of `killed.test.ts`. */
const [file = '', what = '', one = '', other = ''] = process.argv.slice(2);
const store = openStore(file);
await store.write(async ({ linking }) => {
  if (what === 'join') await linking.join(Number(one), Number(other), 1);
  else await linking.part(Number(one), Number(other), 1);
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
});
