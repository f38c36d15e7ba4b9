import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from '../../src/store/store.ts';
import { inspect } from './temporary.ts';

/**
 * Every row of the store, table by table, as they stand in a copy that is made in `folder`. Without the
 * deliveries: those that only read are remembered a moment later.
 */
export async function dumpOf(
  store: Store,
  folder: string,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const file = join(folder, `${randomUUID()}.db`);
  await store.backup(file);
  return inspect(file, (database) => {
    const names = database
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'document_%' AND name <> 'delivery' ORDER BY name",
      )
      .all();
    const rows = names.map(({ name }) => [name, database.prepare(`SELECT * FROM ${name}`).all()]);
    return Object.fromEntries(rows);
  });
}
