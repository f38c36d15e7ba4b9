import { sql } from 'kysely';
import { limits } from '../../limits.ts';
import type { Db } from '../schema.ts';

/** `wanted`, or with a number behind it, so that `isTaken` says no. */
async function free(
  wanted: (n: number) => string,
  isTaken: (name: string) => Promise<boolean>,
): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = wanted(n);
    if (!(await isTaken(name))) return name;
  }
}

const numbered = (name: string, n: number, most: number) => {
  const suffix = n === 1 ? '' : `-${n}`;
  return [...name].slice(0, most - suffix.length).join('') + suffix;
};

/** The handle, or with a number behind it, that nobody has in the community. */
export function freeHandle(db: Db, communityId: number, handle: string): Promise<string> {
  return free(
    (n) => numbered(handle, n, limits.handle),
    async (name) => {
      const { rows } = await sql`SELECT 1 FROM member
        WHERE community_id = ${communityId} AND handle = ${name}`.execute(db);
      return rows.length > 0;
    },
  );
}

/** The ref, or with a number behind it, that no row of the table has in the community. */
export function freeRef(db: Db, table: string, communityId: number, ref: string): Promise<string> {
  return free(
    (n) => (n === 1 ? ref : `${ref}~${n}`),
    async (name) => {
      const { rows } = await sql`SELECT 1 FROM ${sql.table(table)}
        WHERE community_id = ${communityId} AND ref = ${name}`.execute(db);
      return rows.length > 0;
    },
  );
}

/** The name, or with a number behind it, that no community has. */
export function freeName(db: Db, name: string): Promise<string> {
  return free(
    (n) => numbered(name, n, limits.name),
    async (one) => {
      const { rows } = await sql`SELECT 1 FROM community WHERE name = ${one}`.execute(db);
      return rows.length > 0;
    },
  );
}
