import type { Db } from './schema.ts';

export function bulkPages(_db: Db) {
  return {};
}
