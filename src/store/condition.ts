import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';

/** Larger ones take longer to look through than anybody may be kept waiting. */
const mostLookedThrough = 64 * 1024 * 1024;

/** How the database is, while it is in use. */
export interface Condition {
  readonly bytes: number;
  /** What is written and not in the database file yet. */
  readonly logBytes: number;
  /** What is free on its disk; null where that is not known. */
  readonly freeBytes: number | null;
  /** What is broken in it; null when nothing is, undefined when it is too large to be looked through here. */
  readonly problem: string | null | undefined;
}

/** Waits for nobody, and changes nothing. */
export function conditionOf(database: Database): Condition {
  const page = Number(database.pragma('page_size', { simple: true }));
  const bytes = page * Number(database.pragma('page_count', { simple: true }));
  const path = database.memory ? undefined : database.name;
  const log = path && statSync(`${path}-wal`, { throwIfNoEntry: false });
  const disk = path && statfsSync(dirname(path));
  return {
    bytes,
    logBytes: log ? log.size : 0,
    freeBytes: disk ? disk.bavail * disk.bsize : null,
    problem: bytes > mostLookedThrough ? undefined : problemIn(database),
  };
}

/** https://www.sqlite.org/pragma.html#pragma_quick_check */
function problemIn(database: Database): string | null {
  const verdict = String(database.pragma('quick_check(1)', { simple: true }));
  return verdict === 'ok' ? null : verdict;
}
