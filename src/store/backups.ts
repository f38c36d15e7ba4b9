import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { KnownError } from '../errors.ts';
import { explain, isDamage } from './database.ts';
import { checkOwner, isCurrent } from './migrate.ts';
import { findDamage } from './verify.ts';

/** What stands beside a database that is in use. */
const besides = ['-wal', '-shm'];

/**
 * Copies an open database to a new file while it is in use. The copy is looked through before it has its
 * name, so that no backup is half made or broken.
 * @throws KnownError when the file exists, its folder does not, or the copy is not sound.
 */
export async function backUp(database: Database, file: string): Promise<void> {
  if (existsSync(file)) {
    throw new KnownError('conflict', `${file} exists already. Name a new file for the backup.`);
  }
  if (!existsSync(dirname(file))) {
    throw new KnownError('not_found', `There is no folder ${dirname(file)}. Make it first.`);
  }
  const draft = `${file}.${process.pid}.part`;
  await copied(database, draft, () => linkSync(draft, file));
}

/**
 * The same for the database at `path`, as it is: one of an older version is not migrated.
 * @returns whether it is of this program's version.
 * @throws KnownError also when there is no such database.
 */
export function backUpFile(path: string, file: string): Promise<boolean> {
  return reading(path, `There is no database ${path}. Check --db.`, async (database) => {
    await backUp(database, file);
    return isCurrent(database);
  });
}

/**
 * Puts a backup in the place of the database at `path`. What was there is kept beside it.
 * @returns where that is; undefined when nothing was there.
 * @throws KnownError 'unavailable' when the backup is not sound, or the database is in use; then nothing
 * is changed.
 */
export function restore(backup: string, path: string): Promise<string | undefined> {
  return reading(backup, `There is no backup ${backup}. Check the path.`, async (source) => {
    const draft = `${path}.${process.pid}.new`;
    let kept: string | undefined;
    await copied(source, draft, () => {
      if (existsSync(path)) {
        kept = freeName(`${path}.replaced`);
        setAside(path, kept);
      } else {
        mustHaveNoLog(path);
      }
      renameSync(draft, path);
    });
    return kept;
  });
}

async function reading<T>(
  path: string,
  missing: string,
  use: (database: Database) => Promise<T>,
): Promise<T> {
  if (!existsSync(path)) throw new KnownError('not_found', missing);
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { readonly: true, fileMustExist: true });
    checkOwner(database);
    return await use(database);
  } catch (error) {
    throw explain(error, path);
  } finally {
    database?.close();
  }
}

/** Copies a database to `draft`, lets `place` give it its name if it is sound, and leaves nothing else behind. */
async function copied(source: Database, draft: string, place: () => void): Promise<void> {
  const clear = () => {
    for (const end of ['', ...besides]) rmSync(`${draft}${end}`, { force: true });
  };
  clear();
  try {
    await source.backup(draft);
    const [problem] = findDamage(draft);
    if (problem !== undefined) {
      throw new KnownError(
        'unavailable',
        `${source.name} is damaged: ${problem}. It was not copied; an earlier backup may be sound, which \`verify\` tells.`,
      );
    }
    place();
  } finally {
    clear();
  }
}

/** The name, or with a number behind it where something has it. */
function freeName(wanted: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!existsSync(name)) return name;
  }
}

/**
 * Gives the database another name, while nobody uses it.
 * @throws KnownError 'unavailable' when somebody does.
 */
function setAside(path: string, kept: string): void {
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { timeout: 0 });
    // What is in its log becomes part of it, so that no log is left that the next one would be read with.
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
    renameSync(path, kept);
    database.exec('ROLLBACK');
  } catch (error) {
    if (!isDamage(error)) throw explain(error, path);
    // A damaged one is nobody's: it is kept with all that stands beside it.
    for (const end of ['', ...besides]) {
      if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${kept}${end}`);
    }
  } finally {
    database?.close();
  }
}

/** @throws KnownError when the log of a lost database is there: it would be read into the backup. */
function mustHaveNoLog(path: string): void {
  const log = `${path}-wal`;
  if (!existsSync(log)) return;
  throw new KnownError(
    'conflict',
    `The database ${path} is gone, but ${log} is there and would be read into the backup. Move it away first.`,
  );
}
