import { Cron } from 'croner';
import { unreachable } from '../errors.ts';
import { preferencesOf, usualHours } from '../experts/preferences.ts';
import { type Settings, settingsOfMembers } from '../settings.ts';
import type { WorkingHours } from '../store/preferences.ts';
import type { Tables } from '../store/store.ts';

const minute = 60_000;
const hour = 60 * minute;
const longestEvening = 14 * hour;
const aWhile = 2 * hour;
const longestSearch = 60;

/** When a member may be addressed: in their zone, within their hours. */
export interface Waking {
  readonly zone: string;
  readonly hours: WorkingHours;
}

/** When the member may be addressed: as they said, or as is usual in their community. */
export async function wakingOf(
  tables: Pick<Tables, 'preferences' | 'settings'>,
  memberId: number,
): Promise<Waking> {
  const said = await preferencesOf(tables, memberId);
  const usual = await settingsOfMembers(tables, [memberId], ['zone', 'ask-from', 'ask-until']);
  const { zone, ...hours } = usual(memberId);
  return { zone: said.zone ?? zone, hours: said.hours ?? hoursFrom(hours) };
}

/** Working hours of a community, on its usual workdays. */
export const hoursFrom = (set: Pick<Settings, 'ask-from' | 'ask-until'>): WorkingHours => ({
  ...usualHours,
  from: set['ask-from'],
  until: set['ask-until'],
});

const at = (minutes: number) => `${minutes % 60} ${Math.floor(minutes / 60) % 24}`;

/** The clock's ways to start and end a shift. One that runs past midnight ends on the next day. */
function shifts({ zone, hours }: Waking) {
  const days = hours.workdays.join(',');
  const opens = new Cron(`${at(hours.from)} * * ${days}`, { timezone: zone });
  const closes = new Cron(`${at(hours.until)} * * *`, { timezone: zone });
  const end = (open: number) => closes.nextRun(new Date(open))?.getTime() ?? open;
  return {
    /** The shift that is on at `time`, or the next one. */
    from(time: number): { readonly open: number; readonly end: number } | undefined {
      const [before] = opens.previousRuns(1, new Date(time + 1));
      const open = before?.getTime();
      if (open !== undefined && end(open) > time) return { open, end: end(open) };
      const next = opens.nextRun(new Date(time))?.getTime();
      return next === undefined ? undefined : { open: next, end: end(next) };
    },
  };
}

/** When `ms` of the member's waking time have gone by since `time`; with 0, their next waking moment. */
export function afterWaking(waking: Waking, time: number, ms: number): number {
  const { from } = shifts(waking);
  let left = ms;
  let now = time;
  for (let n = 0; n < longestSearch; n += 1) {
    const shift = from(now);
    if (!shift) break;
    const start = Math.max(now, shift.open);
    if (left < shift.end - start) return start + left;
    left -= shift.end - start;
    now = shift.end;
  }
  return now + left;
}

export function isWaking(waking: Waking, time: number): boolean {
  const shift = shifts(waking).from(time);
  return shift !== undefined && shift.open <= time;
}

/** When the member's next evening, day or week begins, for what they put off. */
export function laterFor(
  waking: Waking,
  when: 'tonight' | 'tomorrow' | 'monday',
  now: number,
): number {
  const { zone, hours } = waking;
  const next = (pattern: string) =>
    new Cron(pattern, { timezone: zone }).nextRun(new Date(now + minute))?.getTime() ?? now;
  switch (when) {
    case 'tonight':
      // Said on purpose: it may be outside of working hours. Said in the evening, it is in a while.
      return next('0 19 * * *') - now > longestEvening ? now + aWhile : next('0 19 * * *');
    case 'tomorrow':
      return afterWaking(waking, next('0 0 * * *'), 0);
    case 'monday':
      return next(`${at(hours.from)} * * 1`);
    default:
      return unreachable(when);
  }
}
