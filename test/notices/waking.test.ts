import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { usualHours } from '../../src/experts/preferences.ts';
import { afterWaking, isWaking, laterFor, type Waking } from '../../src/notices/waking.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const berlin: Waking = { zone: 'Europe/Berlin', hours: usualHours };
/** Monday, 1 June 2026; Berlin is two hours ahead of UTC. */
const at = (date: number, hours: number, minutes = 0) =>
  Date.UTC(2026, 5, date, hours - 2, minutes);

test('waking time is counted in working hours alone', () => {
  expect(afterWaking(berlin, at(1, 10), 30 * minute)).toBe(at(1, 10, 30));
  expect(afterWaking(berlin, at(1, 7), 30 * minute)).toBe(at(1, 9, 30));
  expect(afterWaking(berlin, at(1, 17, 45), 30 * minute)).toBe(at(2, 9, 15));
  expect(afterWaking(berlin, at(5, 17, 0), 2 * hour)).toBe(at(8, 10));
  expect(afterWaking(berlin, at(6, 12), 0)).toBe(at(8, 9));
  expect(afterWaking(berlin, at(1, 12), 0)).toBe(at(1, 12));
});

test('one is awake from the first minute of a shift to before its last', () => {
  expect([at(1, 9), at(1, 17, 59)].map((time) => isWaking(berlin, time))).toEqual([true, true]);
  expect([at(1, 8, 59), at(1, 18), at(7, 12)].map((time) => isWaking(berlin, time))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a shift may run past midnight', () => {
  const night: Waking = { ...berlin, hours: { from: 22 * 60, until: 6 * 60, workdays: [5] } };
  expect(isWaking(night, at(6, 5))).toBe(true);
  expect(isWaking(night, at(5, 5))).toBe(false);
  expect(afterWaking(night, at(6, 5, 30), hour)).toBe(at(12, 22, 30));
});

test('what is put off comes tonight, tomorrow in working hours, or on Monday when work begins', () => {
  expect(laterFor(berlin, 'tonight', at(1, 10))).toBe(at(1, 19));
  expect(laterFor(berlin, 'tonight', at(1, 20))).toBe(at(1, 22));
  expect(laterFor(berlin, 'tomorrow', at(1, 10))).toBe(at(2, 9));
  expect(laterFor(berlin, 'tomorrow', at(5, 10))).toBe(at(8, 9));
  expect(laterFor(berlin, 'monday', at(3, 10))).toBe(at(8, 9));
});

test('in any zone, with any hours, waking time ends within a shift and takes no less than it says', () => {
  const hours = fc
    .record({
      from: fc.integer({ min: 0, max: 1439 }),
      length: fc.integer({ min: 60, max: 1439 }),
      workdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    })
    .map(({ from, length, workdays }) => ({ from, until: (from + length) % 1440, workdays }));
  const wakings = fc.record({
    zone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
    hours,
  });
  const times = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
  fc.assert(
    fc.property(wakings, times, fc.integer({ min: 0, max: 8 * hour }), (waking, time, ms) => {
      const due = afterWaking(waking, time, ms);
      expect(due).toBeGreaterThanOrEqual(time + ms);
      expect(isWaking(waking, due)).toBe(true);
      expect(afterWaking(waking, due, 0)).toBe(due);
      expect(due - time).toBeLessThan(400 * day);
    }),
    { numRuns: 150 },
  );
});
