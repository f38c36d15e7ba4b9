import { existsSync } from 'node:fs';
import { indexStale } from '../search/documents.ts';
import { draftOf, placeDatabase } from '../store/database.ts';
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
  const draft = draftOf(database);
  const store = openStore(draft);
  try {
    const entries = readJsonLines(sample.file, { shiftTo: now });
    await importEntries({ store, into: sample.community, entries, newRef, now });
    await indexStale(store);
  } finally {
    await store.close();
  }
  placeDatabase(draft, database);
}
