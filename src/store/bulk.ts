import type { Db } from './schema.ts';

export function bulkStore(_db: Db) {
  return {};
}
