import type { BulkStore } from '../store/bulk.ts';
import type { EntryOf } from './entry.ts';
import { toTime, toTimeOrNull } from './times.ts';

type PreferenceRow = Awaited<ReturnType<BulkStore['preferencesOf']>>[number];

export function toPreference(row: PreferenceRow): EntryOf<'preference'> {
  const { member, zone, from, until, workdays, weeklyLimit } = row;
  const isSaid = from !== null && until !== null && workdays !== null;
  return {
    kind: 'preference',
    member,
    zone,
    hours: isSaid ? { from, until, workdays } : null,
    pausedUntil: toTimeOrNull(row.pausedUntil),
    weeklyLimit,
    unlisted: row.unlisted === 1,
    ...(row.page === 1 && { page: true }),
  };
}

export function toWithheld(
  row: {
    readonly member: string;
    readonly reason: string | null;
    readonly at: number;
    readonly settledAt: number | null;
  },
  evidence: EntryOf<'withheld'>['evidence'],
): EntryOf<'withheld'> {
  const { member, reason, at, settledAt } = row;
  return {
    kind: 'withheld',
    member,
    evidence,
    reason,
    at: toTime(at),
    settledAt: toTimeOrNull(settledAt),
  };
}
