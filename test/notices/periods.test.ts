import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Rule } from '../../src/model.ts';
import { lastSlot, nextSlot, owedSlot, periodsIn, spanOf } from '../../src/notices/periods.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const monday = (zone: string, time = 9 * 60): Rule => ({ weekday: 1, minute: time, zone });
const slots = (rule: Rule, from: number, n: number) => {
  const found: number[] = [];
  for (let at = from; found.length < n; ) {
    at = nextSlot(rule, at);
    found.push(at);
  }
  return found;
};
const local = (at: number, zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);

describe('a weekly slot', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
  test.each(zones)('is at the same local time all through the year in %s', (zone) => {
    const year = slots(monday(zone), Date.UTC(2026, 0, 1), 54);
    expect(new Set(year.map((at) => local(at, zone)))).toEqual(new Set(['Mon 09:00']));
    const periods = year.map((at) => lastSlot(monday(zone), at).period);
    expect(new Set(periods).size).toBe(54);
    expect(periods[0]).toBe('2026-W02');
  });

  test('that the clocks leave out is the next time they show; one that they show twice comes once', () => {
    const rule: Rule = { weekday: 7, minute: 2 * 60 + 30, zone: 'Europe/Berlin' };
    const spring = slots(rule, Date.UTC(2026, 2, 28), 2);
    expect(spring.map((at) => local(at, rule.zone))).toEqual(['Sun 03:00', 'Sun 02:30']);
    const autumn = slots(rule, Date.UTC(2026, 9, 24), 2);
    expect(autumn.map((at) => local(at, rule.zone))).toEqual(['Sun 02:30', 'Sun 02:30']);
    expect((autumn[1] ?? 0) - (autumn[0] ?? 0)).toBe(week + hour);
  });

  test('is named by the ISO week of its local date', () => {
    const period = (rule: Rule, ...date: [number, number, number]) =>
      lastSlot(rule, Date.UTC(...date, 12)).period;
    expect(period(monday('UTC'), 2026, 11, 28)).toBe('2026-W53');
    expect(period(monday('UTC'), 2027, 0, 4)).toBe('2027-W01');
    expect(period({ weekday: 5, minute: 0, zone: 'UTC' }, 2027, 0, 1)).toBe('2026-W53');
    expect(period(monday('UTC'), 2024, 11, 30)).toBe('2025-W01');
    // Still Sunday in Honolulu, and so the week before.
    expect(period({ weekday: 7, minute: 23 * 60, zone: 'Pacific/Honolulu' }, 2026, 5, 8)).toBe(
      '2026-W23',
    );
  });

  test('of every day has the date for a name, leap days too', () => {
    const daily: Rule = { weekday: 0, minute: 0, zone: 'UTC' };
    expect(lastSlot(daily, Date.UTC(2028, 1, 29, 5)).period).toBe('2028-02-29');
  });
});

describe('a slot that was slept through', () => {
  const rule = { ...monday('Europe/Berlin'), setAt: 0 };
  const [slot = 0] = slots(rule, Date.UTC(2026, 5, 1, 12), 1);

  test('is made up for within the first day of its period, and not after', () => {
    expect(owedSlot(rule, slot)?.at).toBe(slot);
    expect(owedSlot(rule, slot + day - 1)?.at).toBe(slot);
    expect(owedSlot(rule, slot + day)).toBeUndefined();
    expect(owedSlot(rule, slot - 1)).toBeUndefined();
  });

  test('is not owed when the rule was made after it', () => {
    expect(owedSlot({ ...rule, setAt: slot + minute }, slot + hour)).toBeUndefined();
  });

  test('is covered by the next one, which looks back to where the last one ended', () => {
    expect(spanOf(rule, slot, undefined)).toEqual({ from: slot - week, to: slot });
    const span = spanOf(rule, slot, slot - 2 * week);
    expect(span).toEqual({ from: slot - 2 * week, to: slot });
    expect([periodsIn(rule, span), periodsIn(rule, { from: slot - week, to: slot })]).toEqual([
      2, 1,
    ]);
  });
});

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const rules = fc.record({
  weekday: fc.integer({ min: 0, max: 7 }),
  minute: fc.integer({ min: 0, max: 1439 }),
  zone: zones,
});
const times = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 0, 1) });

test('in any zone the last slot is not after a time, the next one is, and nothing lies between', () => {
  fc.assert(
    fc.property(rules, times, (rule, time) => {
      const last = lastSlot(rule, time);
      const next = nextSlot(rule, time);
      expect(last.at).toBeLessThanOrEqual(time);
      expect(next).toBeGreaterThan(time);
      expect(nextSlot(rule, last.at)).toBe(next);
      expect(lastSlot(rule, next).period).not.toBe(last.period);
    }),
    { numRuns: 150 },
  );
});
