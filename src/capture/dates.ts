import { isInCode } from './code.ts';

/** A word that means another day tomorrow, and what it meant when it was said. */
export interface RelativeDate {
  readonly said: string;
  readonly means: string;
  readonly from: number;
  readonly to: number;
}

/** A day by its number in the calendar, without zone or hour. */
type Day = number;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const counts: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  'a couple of': 2,
};

const count = String.raw`an?|one|two|three|four|five|six|seven|a couple of|\d{1,3}`;
const patterns: readonly RegExp[] = [
  /\b(?<near>(?:the )?day (?:before yesterday|after tomorrow)|yesterday|tomorrow|tonight|last night|today)(?: (?<part>morning|afternoon|evening|night))?\b/gi,
  /\bthis (?<part>morning|afternoon|evening)\b/gi,
  /(?<!\b(?:the|a|an|each|every|per) )\b(?<which>last|next|this) (?<unit>week|weekend|month|quarter|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?! of\b)/gi,
  new RegExp(String.raw`\b(?<ago>${count}) (?<unit>day|week|month|year)s? ago\b`, 'gi'),
  new RegExp(String.raw`\bin (?<ahead>${count}) (?<unit>day|week|month)s?\b(?! of\b)`, 'gi'),
];

/** Behind these no second little word stands: "since yesterday" is "since 27 November". Nor does one before 's. */
const joined = /\b(?:since|from|until|till|by|before|after|during|for|of|than) $/i;

const near: Readonly<Record<string, number>> = {
  'day before yesterday': -2,
  yesterday: -1,
  'last night': -1,
  today: 0,
  tonight: 0,
  tomorrow: 1,
  'day after tomorrow': 2,
};

/** The dates in a text that are told from when it was said, at `at` in the writer's zone. */
export function relativeDates(text: string, at: number, zone: string): readonly RelativeDate[] {
  const today = dayOf(at, zone);
  const found = patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: said, index, groups = {} }) => {
      if (isInCode(text, index)) return [];
      const means = meaningOf(groups, today);
      if (means === undefined) return [];
      const to = index + said.length;
      const ahead = text.slice(Math.max(0, index - 8), index);
      if (joined.test(ahead) || /^['’]s\b/.test(text.slice(to, to + 3)))
        return [{ said, means: means.replace(/^(?:on|in) /, ''), from: index, to }];
      const from = /\bon $/i.test(ahead) ? index - 3 : index;
      return [{ said: text.slice(from, to), means, from, to }];
    }),
  );
  return found.sort((a, b) => a.from - b.from);
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

type Groups = Readonly<Record<string, string | undefined>>;

function meaningOf({ near: word, part, which, unit = '', ago, ahead }: Groups, today: Day) {
  if (which !== undefined) return spanOf(which.toLowerCase(), unit.toLowerCase(), today);
  if (ago !== undefined) return distant(-numberOf(ago), unit.toLowerCase(), today);
  if (ahead !== undefined) return distant(numberOf(ahead), unit.toLowerCase(), today);
  const said = word?.toLowerCase().replace(/^the /, '') ?? 'today';
  const day = dateOf(today + (near[said] ?? 0));
  const isNight = said === 'last night' || said === 'tonight';
  const when = part?.toLowerCase() ?? (isNight ? 'night' : undefined);
  return when === undefined
    ? `on ${day}`
    : `on the ${when === 'night' ? 'evening' : when} of ${day}`;
}

const numberOf = (word: string) => counts[word.toLowerCase()] ?? Number(word);

/** `last Tuesday`, `next month`: the days that it names. */
function spanOf(which: string, unit: string, today: Day): string | undefined {
  const step = { last: -1, this: 0, next: 1 }[which] ?? 0;
  const monday = today - weekdayOf(today);
  const weekday = weekdays.indexOf(unit);
  if (weekday >= 0) {
    if (which === 'this') return `on ${dateOf(monday + weekday)}`;
    const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7;
    return `on ${dateOf(today + (which === 'next' ? ahead : ahead % 7 === 0 ? -7 : ahead - 7))}`;
  }
  const date = new Date(today * length);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'week':
      return `in the week of ${dateOf(monday + 7 * step)}`;
    case 'weekend':
      return `on the weekend of ${dateOf(monday + 5 + 7 * step)}`;
    case 'month':
      return `in ${monthOf(year, month + step)}`;
    case 'year':
      return `in ${year + step}`;
    default:
      return undefined;
  }
}

function distant(by: number, unit: string, today: Day): string {
  const date = new Date(today * length);
  switch (unit) {
    case 'day':
      return `on ${dateOf(today + by)}`;
    case 'week':
      return `around ${dateOf(today + 7 * by)}`;
    case 'month':
      return `in ${monthOf(date.getUTCFullYear(), date.getUTCMonth() + by)}`;
    default:
      return `in ${date.getUTCFullYear() + by}`;
  }
}

const length = 24 * 60 * 60 * 1000;

/** 0 is Monday. */
const weekdayOf = (day: Day) => (((day + 3) % 7) + 7) % 7;

function dayOf(at: number, zone: string): Day {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return Date.parse(`${parts.format(at)}T00:00:00Z`) / length;
}

const dayNames = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' });
const monthNames = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  month: 'long',
  year: 'numeric',
});

/** `27 November 2026` */
const dateOf = (day: Day) => dayNames.format(day * length);
const monthOf = (year: number, month: number) => monthNames.format(Date.UTC(year, month, 1));
