import { existsSync, statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { KnownError } from '../errors.ts';
import { explain, isDamage } from './database.ts';
import { checkOwner, readMigrations } from './migrate.ts';

/** More of the same tell nothing new. */
const mostProblems = 20;

/** What a database file is like. */
export interface Verified {
  readonly bytes: number;
  /** As many migrations as it has had; `newest` are known. */
  readonly version: number;
  readonly newest: number;
  readonly counts: {
    readonly questions: number;
    readonly answers: number;
    readonly snippets: number;
    readonly members: number;
  };
  /** What is broken in it, in words; nothing when it is sound. */
  readonly problems: readonly string[];
}

/**
 * Looks through the whole database at `path`, and changes nothing in it.
 * @throws KnownError when there is none, or it is not one of ours.
 */
export function verify(path: string): Verified {
  if (!existsSync(path)) throw new KnownError('not_found', `There is no database ${path}.`);
  return look(path, (database) => {
    checkOwner(database);
    const count = (table: string) =>
      database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    const problems = damageIn(database);
    return {
      bytes: statSync(path).size,
      version: database.pragma('user_version', { simple: true }) as number,
      newest: readMigrations().length,
      counts: {
        questions: count('question'),
        answers: count('answer'),
        snippets: count('snippet'),
        members: count('member'),
      },
      problems: problems.slice(0, mostProblems),
    };
  });
}

/** What is broken in the database at `path`; nothing when it is sound. */
export const findDamage = (path: string): readonly string[] => look(path, damageIn);

function look<T>(path: string, read: (database: Database) => T): T {
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { fileMustExist: true });
    return read(database);
  } catch (error) {
    throw explain(error, path);
  } finally {
    database?.close();
  }
}

function damageIn(database: Database): readonly string[] {
  const broken = brokenPages(database);
  // Where pages are broken, whatever else is asked of them says nothing.
  if (broken.length > 0) return broken;
  const orphans = database.pragma('foreign_key_check') as readonly { table: string }[];
  const lost = Map.groupBy(orphans, ({ table }) => table);
  return [
    ...Array.from(lost, ([table, rows]) => `${rows.length} rows of ${table} belong to nothing`),
    ...searchDamage(database),
  ];
}

function brokenPages(database: Database): readonly string[] {
  try {
    const rows = database.pragma('integrity_check') as readonly { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok');
  } catch (error) {
    if (!isDamage(error)) throw error;
    return [(error as Error).message];
  }
}

/** Whether everything that can be found is, by the tables that search reads. */
function searchDamage(database: Database): readonly string[] {
  const has = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'document_fts'").get();
  if (has === undefined) return [];
  const mute = database
    .prepare<[], number>(
      `SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM document_terms)`,
    )
    .pluck()
    .get();
  return [...(mute ? [`${mute} documents of the search have no words`] : []), ...index(database)];
}

/** https://www.sqlite.org/fts5.html#the_integrity_check_command, which only looks but asks for the right to write. */
function index(database: Database): readonly string[] {
  try {
    database.exec("INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)");
    return [];
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (!/^SQLITE_(CORRUPT|ERROR)/.test(String(code))) throw error;
    return ['the full-text index is not in step with the documents'];
  }
}
