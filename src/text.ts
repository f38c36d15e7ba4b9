import { KnownError } from './errors.ts';
import { limits } from './limits.ts';
import { mustHoldNoSecret } from './secrets.ts';

/** Everything that Unicode calls a control character but line feed and tab. */
const controls = /[^\P{Cc}\n\t]/gu;

/** What someone wrote, fit to be kept: whole characters, Unix line ends, no control characters. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '').trim();
}

/** `cleanText` on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `limit` UTF-16 units of the text, cut between characters as readers see them; "…" says so. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = characters.segment(text.slice(0, 2 * limit)).containing(limit - 1)?.index;
  const kept = text.slice(0, start || limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept}…`;
}

/** @throws KnownError 'invalid' when nothing is left of `text`, or more than may be kept, or a secret. */
export function readText(text: string, what: string): string {
  return withinLimit(cleanText(text), what, limits.text);
}

/** Text that may be empty. @throws KnownError 'invalid' when it is more than may be kept, or a secret. */
export function readDetails(text: string, what: string): string {
  const details = cleanText(text);
  return details === '' ? details : withinLimit(details, what, limits.text);
}

/** @throws KnownError 'invalid' when nothing is left of `text`, or more than may be kept, or a secret. */
export function readTitle(text: string, what: string): string {
  return withinLimit(cleanLine(text), what, limits.title);
}

function withinLimit(text: string, what: string, limit: number): string {
  if (text === '') throw new KnownError('invalid', `${what} is empty. Write a few words.`);
  if (text.length > limit) {
    throw new KnownError(
      'invalid',
      `${what} has ${text.length} characters; please keep it within ${limit}.`,
    );
  }
  mustHoldNoSecret(text, what);
  return text;
}
