import { Cron } from 'croner';
import type { Rule } from '../model.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** A slot that was slept through is made up for within the first day of its period. */
const catchUpWithin = day;
/** As much as one digest looks back over when others before it were missed. */
const longest = 35 * day;

/** A slot of a rule: when it is, and the name of the period that it opens, of which there is one. */
export interface Slot {
  readonly at: number;
  /** `2026-W48` for a weekly rule, `2026-11-23` for a daily one, as dates are in the rule's zone. */
  readonly period: string;
}

/** A time that a zone's clocks leave out is their next one; a time that they show twice is the first. */
function cronOf({ weekday, minute, zone }: Rule): Cron {
  const days = weekday === 0 ? '*' : String(weekday);
  return new Cron(`${minute % 60} ${Math.floor(minute / 60)} * * ${days}`, { timezone: zone });
}

/** The rule's next slot after `time`. */
export function nextSlot(rule: Rule, time: number): number {
  // A rule names a time of day and at most a weekday: there is always a next one.
  return cronOf(rule).nextRun(new Date(time))?.getTime() ?? time + 7 * day;
}

/** The newest slot that is not after `time`. */
export function lastSlot(rule: Rule, time: number): Slot {
  // Croner looks for what is earlier than the second it is given.
  const [run] = cronOf(rule).previousRuns(1, new Date(time + 1));
  const at = run?.getTime() ?? time - 7 * day;
  return { at, period: periodOf(rule, at) };
}

/**
 * The slot for which something is owed at `now`: the newest, if it came after the rule was made, and
 * its period's first day is not over yet. What was missed before it belongs to the next period.
 */
export function owedSlot(rule: Rule & { readonly setAt: number }, now: number): Slot | undefined {
  const slot = lastSlot(rule, now);
  return slot.at > rule.setAt && now - slot.at < catchUpWithin ? slot : undefined;
}

/**
 * What a digest at `slot` looks back over: from where the last one ended, so that nothing falls between
 * two; a single period when there was none.
 */
export function spanOf(
  rule: Rule,
  slot: number,
  lastTo: number | undefined,
): { readonly from: number; readonly to: number } {
  const usual = lastSlot(rule, slot - 1).at;
  const from = lastTo === undefined ? usual : Math.min(lastTo, slot - hour);
  return { from: Math.max(from, slot - longest), to: slot };
}

/** How many periods the span is long, to the nearest. */
export function periodsIn(
  rule: Rule,
  span: { readonly from: number; readonly to: number },
): number {
  return Math.max(1, Math.round((span.to - span.from) / (rule.weekday === 0 ? day : 7 * day)));
}

function periodOf({ weekday, zone }: Rule, at: number): string {
  const [year, month, date] = localDate(at, zone);
  const today = Date.UTC(year, month - 1, date);
  if (weekday === 0) return new Date(today).toISOString().slice(0, 10);
  // ISO 8601: a week belongs to the year that has its Thursday; week 1 has the year's first Thursday.
  const thursday = new Date(today + (4 - (new Date(today).getUTCDay() || 7)) * day);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / (7 * day)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** Year, month and day of the month in the zone. */
function localDate(at: number, zone: string): readonly [number, number, number] {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return [part('year'), part('month'), part('day')];
}
