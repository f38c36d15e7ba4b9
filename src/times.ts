const day = 24 * 60 * 60 * 1000;
const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

/**
 * When a pause that people say in words ends: `tomorrow`, `3 days`, `2 weeks`, `a month`, `2026-03-01`
 * (its beginning, UTC). Undefined when it cannot be read.
 */
export function readPause(text: string, now: number): number | undefined {
  const said = text.trim().toLowerCase();
  if (said === 'tomorrow') return now + day;
  const [, count, unit = ''] = /^(?:for )?(an?|\d{1,3}) (day|week|month)s?$/.exec(said) ?? [];
  if (count) return now + (Number(count) || 1) * (days[unit] ?? 0) * day;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Days as people say them, `mon-fri` or `tue,thu`, as ISO numbers in order; undefined for others. */
export function readWorkdays(text: string): readonly number[] | undefined {
  const parts = text.toLowerCase().split(',');
  const found = parts.map((part) => {
    const [from = '', to = from, ...more] = part.split('-');
    const [first, last] = [names.indexOf(from.slice(0, 3)), names.indexOf(to.slice(0, 3))];
    if (first < 0 || last < first || more.length > 0) return [];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i + 1);
  });
  if (found.some((some) => some.length === 0)) return undefined;
  return [...new Set(found.flat())].sort();
}

/** Minutes after midnight of a time like `9:30`, to `24:00`; undefined for what is none. */
export function readTimeOfDay(text: string): number | undefined {
  const [, hour, minute = '0'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) return undefined;
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes <= 24 * 60 ? minutes : undefined;
}

/** The IANA name of a time zone as the runtime writes it; undefined when it knows none. */
export function readZone(text: string): string | undefined {
  if (!/^[A-Za-z]/.test(text) || text.length > 64) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
