import type { Message } from '../model.ts';
import type { Written } from './captures.ts';
import { type RelativeDate, relativeDates, withDates } from './dates.ts';
import { personalInProse } from './personal.ts';
import { noQuestion, notWhole } from './wholeness.ts';
import { partsFrom } from './words.ts';

/** Something that its reader would stumble over. A member may keep it all the same. */
export interface Finding {
  readonly kind: 'title' | 'answer' | 'date' | 'personal';
  readonly sentence: string;
}

export interface Linted {
  readonly findings: readonly Finding[];
  /** The same with the days that were meant in place of "yesterday"; undefined when it has none. */
  readonly dated: Written | undefined;
}

/** When something was said, and in which zone. */
export interface Moment {
  readonly at: number;
  readonly zone: string;
}

/** A message that was chosen, and when it was said where its writer is. */
export interface Told extends Moment {
  readonly message: Pick<Message, 'text'>;
}

/**
 * Looks over what is to be kept. A relative date counts from when its own message was said; what is
 * from none of them from `now`.
 */
export function lint(text: Written, told: readonly Told[], now: Moment, language: string): Linted {
  const { title, details, answer } = text;
  const missing = noQuestion(title, language);
  const dates = { title: datesIn(title), details: datesIn(details), answer: datesIn(answer) };
  const all = [...dates.title, ...dates.details, ...dates.answer];
  const personal = personalInProse([title, details, answer].join('\n'));
  return {
    findings: [
      ...(missing === undefined ? [] : [{ kind: 'title', sentence: missing } as const]),
      ...notWhole(answer, language).map((sentence) => ({ kind: 'answer', sentence }) as const),
      ...distinct(all).map(
        ({ said, means }) =>
          ({
            kind: 'date',
            sentence: `“${said}” will mean another day soon. It meant: ${means}.`,
          }) as const,
      ),
      ...personal.map(
        (what) =>
          ({
            kind: 'personal',
            sentence: `This holds ${what}. Everyone who sees this will; does it have to be in it?`,
          }) as const,
      ),
    ],
    dated:
      all.length === 0
        ? undefined
        : {
            ...text,
            title: withDates(title, dates.title),
            details: withDates(details, dates.details),
            answer: withDates(answer, dates.answer),
          },
  };

  function datesIn(part: string): readonly RelativeDate[] {
    const found = relativeDates(part, now.at, now.zone, language);
    if (found.length === 0) return found;
    const owned = partsFrom(
      part,
      told.map(({ message }) => message.text),
    );
    const readAt = new Map<string, readonly RelativeDate[]>();
    return found.map((date) => {
      const source = owned.findIndex((own) => own.includes(date.said));
      const { at, zone } = told[source] ?? now;
      const key = `${at} ${zone}`;
      const read = readAt.get(key) ?? relativeDates(part, at, zone, language);
      readAt.set(key, read);
      return read.find(({ from }) => from === date.from) ?? date;
    });
  }
}

const distinct = (dates: readonly RelativeDate[]) => [
  ...new Map(dates.map((date) => [`${date.said} ${date.means}`, date])).values(),
];
