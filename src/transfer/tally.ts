import type { EntryKind, Skipped } from './entry.ts';

/** What an import did. An entry is either added, known already, or skipped with a reason. */
export interface ImportReport {
  readonly community: string;
  readonly read: Counts;
  readonly added: Counts;
  readonly known: Counts;
  /** The most frequent reason first. */
  readonly skipped: readonly SkippedCount[];
}

export type Counts = Readonly<Partial<Record<EntryKind, number>>>;

export interface SkippedCount {
  readonly reason: string;
  readonly count: number;
  /** The first few places, where the source names them. */
  readonly where: readonly string[];
}

/** A hostile file must not fill the memory with reasons: later ones are counted together. */
const mostReasons = 200;
const mostPlaces = 5;

export type Tally = ReturnType<typeof createTally>;

/** Counts what happens to entries. */
export function createTally() {
  const read = new Map<EntryKind, number>();
  const added = new Map<EntryKind, number>();
  const known = new Map<EntryKind, number>();
  const reasons = new Map<string, { count: number; where: string[] }>();
  const more = (counts: Map<EntryKind, number>) => (kind: EntryKind, n: number) => {
    if (n > 0) counts.set(kind, (counts.get(kind) ?? 0) + n);
  };

  return {
    read: more(read),
    added: more(added),
    known: more(known),

    skip({ reason, where }: Omit<Skipped, 'kind'>): void {
      const isRoom = reasons.has(reason) || reasons.size < mostReasons;
      const key = isRoom ? reason : 'other reasons';
      const entry = reasons.get(key) ?? { count: 0, where: [] };
      entry.count += 1;
      if (where !== undefined && entry.where.length < mostPlaces) entry.where.push(where);
      reasons.set(key, entry);
    },

    report: (community: string): ImportReport => ({
      community,
      read: Object.fromEntries(read),
      added: Object.fromEntries(added),
      known: Object.fromEntries(known),
      skipped: [...reasons]
        .map(([reason, { count, where }]) => ({ reason, count, where }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    }),
  };
}
