const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  { unit: 'year', ms: 365 * day },
  { unit: 'month', ms: 30 * day },
  { unit: 'day', ms: day },
  { unit: 'hour', ms: hour },
  { unit: 'minute', ms: minute },
] as const;

/** How long before `now`: `just now`, `3 days ago`; `in 2 hours` for what is to come. */
export function agoWords(at: number, now: number): string {
  const distance = Math.abs(now - at);
  const step = steps.find(({ ms }) => distance >= ms);
  if (!step) return 'just now';
  const n = Math.floor(distance / step.ms);
  const words = `${n} ${step.unit}${n === 1 ? '' : 's'}`;
  return at > now ? `in ${words}` : `${words} ago`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The day in UTC: `20 Nov 2026`. */
export function dayWords(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
