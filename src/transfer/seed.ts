import { existsSync, renameSync, rmSync } from 'node:fs';
import { indexStale } from '../search/documents.ts';
import { openStore } from '../store/store.ts';
import { importEntries } from './import.ts';
import { readJsonLines } from './jsonl.ts';

/**
 * Makes a database with the community in `sample`, its history moved so that the newest of it is at
 * `now`. It is built beside its place and then moved there whole: a crash leaves nothing half full.
 * Does nothing when there is a database already.
 */
export async function seed(
  database: string,
  sample: { readonly file: string; readonly community: string },
  now: number,
  newRef: () => string,
): Promise<void> {
  if (existsSync(database)) return;
  const draft = `${database}.seed`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${draft}${end}`, { force: true });
  const store = openStore(draft);
  try {
    const entries = readJsonLines(sample.file, { shiftTo: now });
    await importEntries({ store, into: sample.community, entries, newRef, now });
    await indexStale(store);
  } finally {
    await store.close();
  }
  renameSync(draft, database);
}
