import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import Sqlite, { type Database } from 'better-sqlite3';

/** A folder for a test file's databases; it goes when the tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Looks into a database file from outside of the store, as an admin with a shell would. */
export function inspect<T>(file: string, look: (database: Database) => T): T {
  const database = new Sqlite(file);
  try {
    return look(database);
  } finally {
    database.close();
  }
}
