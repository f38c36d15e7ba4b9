import { expect, test } from '@jest/globals';
import { readTimeOfDay, readZone } from '../../src/times.ts';

test('a zone is one that this machine knows', () => {
  expect(['Europe/Berlin', 'UTC', 'australia/lord_howe'].map(readZone)).toEqual([
    'Europe/Berlin',
    'UTC',
    'Australia/Lord_Howe',
  ]);
  for (const none of ['', 'Mars/Olympus', '../etc', 'Europe/', '+02:00']) {
    expect(readZone(none)).toBeUndefined();
  }
});

test('a time of day is read with a colon, a point, or the hour alone', () => {
  expect(['9:30', '09.30', '9', '24:00'].map(readTimeOfDay)).toEqual([570, 570, 540, 1440]);
  for (const none of ['', '24:01', '25', '9:60', 'noon'])
    expect(readTimeOfDay(none)).toBeUndefined();
});
