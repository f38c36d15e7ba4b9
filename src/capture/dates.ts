import { withoutCode } from './code.ts';
import type { DateWords, Span } from './date-language.ts';
import { dateWords } from './date-words.ts';

/** A word that means another day tomorrow, and what it meant when it was said. */
export interface RelativeDate {
  readonly said: string;
  readonly means: string;
  readonly from: number;
  readonly to: number;
}

/** A day by its number in the calendar, without zone or hour. */
type Day = number;

type Groups = Readonly<Record<string, string | undefined>>;

/** A language with its patterns, made when it is first read. */
interface Reading extends DateWords {
  readonly language: string;
  readonly patterns: readonly RegExp[];
  /** From Monday on, as parts of patterns. */
  readonly weekdays: readonly string[];
}

const readings = new Map<string, Reading>();

/**
 * The dates in a text that are told from when it was said, at `at` in the writer's zone: in words of the
 * language, and of English, which is said everywhere.
 */
export function relativeDates(
  text: string,
  at: number,
  zone: string,
  language: string,
): readonly RelativeDate[] {
  const today = dayOf(at, zone);
  const found = [...new Set([language, 'en'])].flatMap((one) => {
    const reading = readingOf(one);
    return reading ? datesIn(text, today, reading) : [];
  });
  const inOrder = found.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return inOrder.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

/** The text with these in place of what was said. */
export function withDates(text: string, dates: readonly RelativeDate[]): string {
  let told = '';
  let at = 0;
  for (const { from, to, means, said } of dates) {
    if (from < at) continue;
    const isFirst = /^\p{Lu}/u.test(said);
    told += text.slice(at, from) + (isFirst ? means[0]?.toUpperCase() + means.slice(1) : means);
    at = to;
  }
  return told + text.slice(at);
}

/** The longest word that may stand before a date, and what it is told by. */
const longestBefore = 16;

function datesIn(text: string, today: Day, reading: Reading): RelativeDate[] {
  // Its blanks are as long as the code: what stands in it is found nowhere, and all else where it is.
  const prose = withoutCode(text);
  return reading.patterns.flatMap((pattern) =>
    [...prose.matchAll(pattern)].flatMap(({ 0: said, index, groups = {} }): RelativeDate[] => {
      const named = saidAs(groups, today, reading);
      if (named === undefined) return [];
      const [whole, bare] = named;
      const to = index + said.length;
      for (const [pattern, join] of reading.behind) {
        const before = new RegExp(`(?<!\\p{L})(?:${pattern.source})`, 'iu').exec(
          text.slice(Math.max(0, index - longestBefore), index),
        )?.[0];
        if (before === undefined) continue;
        const both = join(before, bare);
        if (both.startsWith(before))
          return [{ said, means: both.slice(before.length), from: index, to }];
        const from = index - before.length;
        return [{ said: text.slice(from, to), means: both, from, to }];
      }
      const isOfIt = /^['’]s\b/.test(text.slice(to, to + 3));
      return [{ said, means: isOfIt ? bare : whole, from: index, to }];
    }),
  );
}

function saidAs(
  { near, part, which, unit = '', ago, ahead }: Groups,
  today: Day,
  reading: Reading,
) {
  if (which !== undefined) return spanOf(stepOf(which, reading), unit, today, reading);
  const count = ago ?? ahead;
  if (count !== undefined)
    return distant(
      ago === undefined ? numberOf(count, reading) : -numberOf(count, reading),
      unit,
      today,
      reading,
    );
  const [, by, own] = reading.near.find(([words]) => is(words, near ?? '')) ?? ['', 0];
  const day = nameOf('day', today + by, reading);
  const called =
    own ?? Object.entries(reading.parts ?? {}).find(([words]) => is(words, part ?? ''))?.[1];
  return called === undefined ? reading.say.day(day) : reading.sayPart?.(called, day);
}

/** `last Tuesday`, `next month`: the days that it names. */
function spanOf(step: number, unit: string, today: Day, reading: Reading) {
  const monday = today - weekdayOf(today);
  const weekday = reading.weekdays.findIndex((name) => is(name, unit));
  if (weekday >= 0) {
    const ahead = (weekday - weekdayOf(today) + 7) % 7;
    const by = step === 0 ? monday + weekday - today : step > 0 ? ahead || 7 : ahead - 7;
    return sayIn('day', today + by, reading);
  }
  switch (unitOf(unit, reading)) {
    case 'week':
      return sayIn('week', monday + 7 * step, reading);
    case 'weekend':
      return sayIn('weekend', monday + 5 + 7 * step, reading);
    case 'month':
      return sayIn('month', monthsFrom(today, step), reading);
    case 'year':
      return sayIn('year', monthsFrom(today, 12 * step), reading);
    default:
      return undefined;
  }
}

function distant(by: number, unit: string, today: Day, reading: Reading) {
  switch (unitOf(unit, reading)) {
    case 'day':
      return sayIn('day', today + by, reading);
    case 'week':
      return sayIn('around', today + 7 * by, reading);
    case 'month':
      return sayIn('month', monthsFrom(today, by), reading);
    default:
      return sayIn('year', monthsFrom(today, 12 * by), reading);
  }
}

const is = (words: string, said: string) => new RegExp(`^(?:${words})$`, 'iu').test(said);

const stepOf = (which: string, { last, next }: Reading) =>
  last && is(last, which) ? -1 : next && is(next, which) ? 1 : 0;

const unitOf = (said: string, { units = none }: Reading) =>
  (['day', 'week', 'weekend', 'month', 'year'] as const).find((unit) => is(units[unit], said));

const numberOf = (said: string, { numbers = {} }: Reading) =>
  numbers[said.toLowerCase()] ?? Number(said);

const none = { day: '', week: '', weekend: '', month: '', year: '' };
const any = (all: readonly string[]) => all.map((one) => `(?:${one})`).join('|');

function readingOf(language: string): Reading | undefined {
  const known = readings.get(language);
  const words = Object.hasOwn(dateWords, language) ? dateWords[language] : undefined;
  if (known || !words) return known;
  const names = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' });
  const weekdays = Array.from({ length: 7 }, (_, i) =>
    names.format((i - 3) * length).replace(/-feira$/, '(?:-feira)?'),
  );
  const reading = { ...words, language, weekdays, patterns: patternsOf(words, weekdays) };
  readings.set(language, reading);
  return reading;
}

function patternsOf(words: DateWords, weekdays: readonly string[]): RegExp[] {
  const { near, parts = {}, units, isBehind, except, numbers = {}, ago, ahead } = words;
  const whole = (pattern: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}_])${pattern}(?![\\p{L}\\p{N}_])`, 'giu');
  const part = Object.keys(parts);
  const behind = part.length > 0 ? `(?: (?<part>${any(part)}))?` : '';
  const all = [whole(`(?<near>${any(near.map(([one]) => one))})${behind}`)];
  if (!units) return all;
  const which = `(?<which>${any([words.last, words.this, words.next].flatMap((one) => one ?? []))})`;
  const unit = `(?<unit>${any([units.weekend, units.week, units.month, units.year, ...weekdays])})`;
  const not = except === undefined ? '' : `(?<!(?<!\\p{L})(?:${except}) )`;
  all.push(whole(isBehind ? `${unit} ${which}` : `${not}${which} ${unit}(?! of\\b)`));
  const count = any([...Object.keys(numbers).sort((a, b) => b.length - a.length), '\\d{1,3}']);
  const distance = any([units.day, units.week, units.month, units.year]);
  for (const [name, pattern] of [
    ['ago', ago],
    ['ahead', ahead],
  ] as const) {
    const filled = pattern
      ?.replaceAll('{n}', `(?<${name}>${count})`)
      .replaceAll('{unit}', `(?<unit>${distance})`);
    if (filled !== undefined) all.push(whole(`${filled}(?! of\\b)`));
  }
  return all;
}

const sayIn = (span: Span, day: Day, reading: Reading) =>
  reading.say[span](nameOf(span, day, reading));

function nameOf(span: Span, day: Day, { language }: Reading): string {
  // English dates as most of the world writes them: 27 November 2026.
  const locale = language === 'en' ? 'en-GB' : language;
  const style =
    span === 'month'
      ? ({ month: 'long', year: 'numeric' } as const)
      : span === 'year'
        ? ({ year: 'numeric' } as const)
        : ({ dateStyle: 'long' } as const);
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...style }).format(day * length);
}

const length = 24 * 60 * 60 * 1000;

/** 0 is Monday. */
const weekdayOf = (day: Day) => (((day + 3) % 7) + 7) % 7;

/** The first of the month that is so many months away. */
function monthsFrom(today: Day, by: number): Day {
  const date = new Date(today * length);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1) / length;
}

function dayOf(at: number, zone: string): Day {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return Date.parse(`${parts.format(at)}T00:00:00Z`) / length;
}
