import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';
import {
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { KnownError } from '../errors.ts';

/** How often a lock of another process is tried, in milliseconds. */
const tryEvery = 20;
/** After so many milliseconds of one query after another, the program sees to what else came in. */
const longestRun = 15;

/**
 * One SQLite connection, used by one at a time in the order they came. A lock that another process
 * holds is waited for at most `patience` milliseconds, and without holding anything up: SQLite's own
 * wait would stop the whole program. A transaction waits only where it begins.
 * @throws KnownError 'unavailable' from a query when the lock stays, or the disk is full.
 */
export function openDialect(database: Database, patience: number): Dialect {
  const statement = cached(database);
  const turns = createTurns();
  const breathe = createBreath();

  function run(sql: string, parameters: readonly unknown[]) {
    const prepared = statement(sql);
    if (prepared.reader) return { rows: prepared.all(parameters) };
    const { changes, lastInsertRowid } = prepared.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
      const latest = performance.now() + patience;
      for (;;) {
        try {
          // The caller says what the rows of its query are.
          return run(sql, parameters) as { rows: R[] };
        } catch (error) {
          const isOver = performance.now() >= latest;
          if (!isBusy(error) || database.inTransaction || isOver) throw explain(error);
        }
        turns.give();
        await setTimeout(tryEvery);
        await turns.take();
      }
    },
    streamQuery() {
      throw new Error('queries are not streamed here');
    },
  };

  const raw = (sql: string) => async () => void run(sql, []);
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => ({
      init: async () => undefined,
      acquireConnection: async () => {
        await breathe();
        await turns.take();
        return connection;
      },
      releaseConnection: async () => turns.give(),
      beginTransaction: raw('BEGIN IMMEDIATE'),
      commitTransaction: raw('COMMIT'),
      rollbackTransaction: raw('ROLLBACK'),
      destroy: async () => {
        await turns.take();
        database.close();
      },
    }),
  };
}

export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code ?? '');

/** What a member is told when the database cannot be used just now. */
function explain(error: unknown): unknown {
  if (/^SQLITE_(FULL|IOERR)/.test(codeOf(error))) {
    const sentence =
      'Nothing can be saved at the moment: the disk is full or failing. Tell an admin.';
    return new KnownError('unavailable', sentence, error);
  }
  if (isBusy(error)) {
    const sentence = 'Something else is being saved just now. Please try again in a minute.';
    return new KnownError('unavailable', sentence, error);
  }
  return error;
}

/**
 * Queries answer at once, and a promise that is kept goes before everything else: whoever asks on and on
 * would keep the program from hearing anything. All who ask meanwhile wait for the same breath, so that
 * they go on in the order in which they came.
 */
function createBreath(): () => Promise<void> {
  let heardAt = performance.now();
  let breath: Promise<void> | undefined;
  return async () => {
    if (performance.now() - heardAt < longestRun) return;
    breath ??= setImmediate().then(() => {
      heardAt = performance.now();
      breath = undefined;
    });
    await breath;
  };
}

/** Whose turn it is: one at a time, first come, first served. */
function createTurns() {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    take: () =>
      new Promise<void>((resolve) => {
        if (isTaken) waiting.push(resolve);
        else {
          isTaken = true;
          resolve();
        }
      }),
    give() {
      const next = waiting.shift();
      if (next) next();
      else isTaken = false;
    },
  };
}

/** Keeps prepared statements: Kysely makes the same SQL anew for every query. */
function cached(database: Database) {
  const limit = 500;
  const statements = new Map<string, Statement>();
  return (sql: string): Statement => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= limit) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}
