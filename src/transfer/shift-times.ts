import type { Entry } from './entry.ts';

/** The fields of entries that hold a time; nothing else bears these names. */
const timeFields = new Set([
  'createdAt',
  'editedAt',
  'joinedAt',
  'declaredAt',
  'verifiedAt',
  'outdatedAt',
  'at',
]);

/** The newest time in the entry, in milliseconds; -Infinity when it has none. */
export function newestTime(entry: Entry): number {
  let newest = Number.NEGATIVE_INFINITY;
  mapTimes(entry, (time) => {
    newest = Math.max(newest, Date.parse(time));
    return time;
  });
  return newest;
}

/** The entry with all its times moved by so many milliseconds. */
export function shiftTimes(entry: Entry, by: number): Entry {
  return mapTimes(entry, (time) => new Date(Date.parse(time) + by).toISOString());
}

function mapTimes<T>(value: T, change: (time: string) => string): T {
  // The shape stays what it was: only strings in time fields are replaced by strings.
  if (Array.isArray(value)) return value.map((item) => mapTimes(item, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [
    key,
    timeFields.has(key) && typeof field === 'string' ? change(field) : mapTimes(field, change),
  ]);
  return Object.fromEntries(fields) as T;
}
