import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { KnownError } from '../errors.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Config } from './config.ts';

/** What the core takes as arguments, from the machine. */
export const newRef = () => crypto.randomUUID();
export const clock = () => Date.now();
/** Keeps no process alive. */
export const wait = (ms: number) => setTimeout(ms, undefined, { ref: false });

/** Closes the store, whatever becomes of its use. */
export async function withStore(store: Store, use: (store: Store) => Promise<void>): Promise<void> {
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

/** @throws KnownError when there is no such database: what is to be saved must be there. */
export function openExisting(config: Config): Store {
  if (existsSync(config.database)) return openStore(config.database);
  throw new KnownError('not_found', `There is no database ${config.database}. Check --db.`);
}

/** One line that is written over on a terminal; a log file gets none. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}
