import { existsSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { KnownError } from '../errors.ts';
import { checkOwner, migrate } from './migrate.ts';

/**
 * Opens the SQLite file at `path` (or ':memory:'), creating it when it is not there, and migrates it.
 * A new file is built beside its place and linked there whole, so that a file under its own name is
 * never half made: an empty or broken one is damage, and refused. Another process's lock is waited for
 * at most `busyTimeout` milliseconds, in which this program does nothing else.
 * @throws KnownError 'unavailable' with what to do, when the file cannot be used.
 */
export function openDatabase(path: string, busyTimeout: number): Database {
  if (path === ':memory:') return openInMemory();
  try {
    if (!existsSync(path)) create(path, busyTimeout);
    if (statSync(path).size === 0) throw new KnownError('unavailable', damaged(path));
    mustHaveItsLog(path);
    return prepare(path, busyTimeout);
  } catch (error) {
    throw explain(error, path);
  }
}

/** What the migrations make of nothing: whoever opens many databases in memory makes it once. */
let empty: Buffer | undefined;

function openInMemory(): Database {
  if (!empty) {
    const first = new Sqlite(':memory:');
    migrate(first);
    empty = first.serialize();
    first.close();
  }
  return guarded(new Sqlite(empty));
}

/** References hold, and what is deleted leaves no bytes behind. */
function guarded(database: Database): Database {
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
  return database;
}

/**
 * SQLite writes the log before its index and deletes it after it, so an index alone says that somebody
 * took the log away: https://www.sqlite.org/walformat.html
 * @throws KnownError 'unavailable': without it the last changes would be lost, and nobody would know.
 */
function mustHaveItsLog(path: string): void {
  if (!existsSync(`${path}-shm`) || existsSync(`${path}-wal`)) return;
  throw new KnownError(
    'unavailable',
    `The last changes to the database ${path} stood in ${path}-wal, which is gone. Put it back, or restore a backup. To go on without those changes, delete ${path}-shm.`,
  );
}

function create(path: string, busyTimeout: number): void {
  const draft = draftOf(path);
  prepare(draft, busyTimeout).close();
  placeDatabase(draft, path);
}

/**
 * Where a database that is to stand at `path` is built; what an earlier attempt left is gone.
 * @throws KnownError 'unavailable' when the log of a lost database is there, which would be replayed.
 */
export function draftOf(path: string): string {
  const log = `${path}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw new KnownError(
      'unavailable',
      `The database ${path} is gone, but the last changes to it are in ${log}. Put it back beside them, or move ${log} away to start anew.`,
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${draft}${end}`, { force: true });
  return draft;
}

/** Puts a closed draft in its place, whole; one that another process put there meanwhile stays. */
export function placeDatabase(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const madeMeanwhile = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (!madeMeanwhile) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function prepare(path: string, busyTimeout: number): Database {
  const database = new Sqlite(path, { timeout: busyTimeout });
  try {
    const verdict = database.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new KnownError('unavailable', damaged(path));
    checkOwner(database);
    // From here on the file is changed: it is sound, and ours.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    guarded(database);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function damaged(path: string): string {
  return `The database ${path} is damaged. Move it away, with ${path}-wal and ${path}-shm if they are there; then put a backup in its place with "praxis restore", or start anew.`;
}

const damage = /^SQLITE_(NOTADB|CORRUPT)/;

/** Whether SQLite says that the file is no database, or no whole one. */
export const isDamage = (error: unknown): boolean =>
  damage.test(String((error as { code?: unknown }).code));

/** The sentence for what SQLite or the file system says of the file; anything else as it is. */
export function explain(error: unknown, path: string): unknown {
  if (error instanceof KnownError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const sentence = sentenceFor(String(code ?? ''), path, String(message ?? ''));
  return sentence ? new KnownError('unavailable', sentence) : error;
}

function sentenceFor(code: string, path: string, message: string): string | undefined {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return `The database ${path} is locked by another process. Stop that process, then start again.`;
  }
  if (damage.test(code)) return damaged(path);
  if (/^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/.test(code)) {
    return `The database ${path} cannot be written. Give this user write permission to the file and its folder.`;
  }
  if (/^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EISDIR|EEXIST)/.test(code)) {
    return `The database ${path} cannot be opened. Check that the path is a file in a folder this user may write to.`;
  }
  if (/^(SQLITE_FULL|ENOSPC)/.test(code)) {
    return `There is no space left on the disk for the database ${path}. Free some, then start again.`;
  }
  if (code.startsWith('SQLITE_')) {
    return `The database ${path} could not be made ready (${message}). Put a backup in its place with "praxis restore", or go back to the Praxis that wrote it.`;
  }
  return undefined;
}
