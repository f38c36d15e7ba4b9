import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { KnownError } from '../errors.ts';

const folder = join(import.meta.dirname, '../../data/migrations');

/** Marks a file as a Praxis database: "PRAX" in ASCII. https://www.sqlite.org/pragma.html#pragma_application_id */
const applicationId = 0x50524158;

/** The numbered SQL files, oldest first: file n brings a database from version n-1 to n. */
export function readMigrations(): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
}

/**
 * Refuses what this program must not touch, and changes nothing.
 * @throws KnownError 'unavailable' when the file is newer than this program, or not a Praxis database.
 */
export function checkOwner(database: Database, newest = readMigrations().length): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  const owner = database.pragma('application_id', { simple: true }) as number;
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (owner !== applicationId && !isEmpty) {
    throw new KnownError(
      'unavailable',
      `${database.name} is not a Praxis database. Point PRAXIS_DB or --db at another file.`,
    );
  }
  if (version > newest) {
    throw new KnownError(
      'unavailable',
      `${database.name} was written by a newer Praxis (schema ${version}, this one knows ${newest}). Update Praxis, or restore a backup made before.`,
    );
  }
}

/** Whether this program's version wrote it last. */
export const isCurrent = (database: Database): boolean =>
  database.pragma('user_version', { simple: true }) === readMigrations().length;

/** Brings `database` to the newest version, all in one transaction. */
export function migrate(database: Database, migrations = readMigrations()): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    checkOwner(database, migrations.length);
    const version = database.pragma('user_version', { simple: true }) as number;
    for (const sql of migrations.slice(Math.max(0, version))) database.exec(sql);
    // Written every time: a file that cannot be written is refused now, not at the first question.
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
