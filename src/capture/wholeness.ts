import { withoutCode } from './code.ts';
import { type WholeWords, wholeWords } from './whole-words.ts';

/**
 * Whether a title and an answer can be understood by who was not there: what is wrong, as sentences.
 * Answers are judged in the language of the community, where its words are known, and in English,
 * which is said everywhere.
 */

interface Reading {
  readonly like: string;
  readonly asks: RegExp;
  readonly bare: string;
  readonly pointing: readonly RegExp[];
  readonly dangling: RegExp;
  readonly named: RegExp | undefined;
}

const start = '(?<![\\p{L}\\p{N}_])';
const end = '(?![\\p{L}\\p{N}_])';

const readings: ReadonlyMap<string, Reading> = new Map(
  Object.entries(wholeWords).map(([language, words]) => [language, readingOf(words)]),
);

function readingOf({ asks, greets, like, bare, pointing, dangling, named }: WholeWords): Reading {
  return {
    like,
    bare,
    asks: new RegExp(`^[¿¡]?(?:(?:${greets})[,:]?\\s+)*(?:${asks})${end}`, 'iu'),
    pointing: pointing.map((one) => new RegExp(`${start}(?:${one})${end}`, 'iu')),
    dangling: new RegExp(`^(?:${dangling})${end}`, 'iu'),
    named: named === undefined ? undefined : new RegExp(`^(?:${named})`, 'iu'),
  };
}

/** Undefined for one that asks, in whichever language. What is in no Latin letters is not judged. */
export function noQuestion(title: string, language: string): string | undefined {
  const text = title.trim();
  const reading = readings.get(language);
  if (reading && wordsOf(text) < fewestAsked && !isInOtherLetters(text)) {
    return `The title asks too little. Say what about, like “${reading.like}”.`;
  }
  if (/[?？؟;;]\s*["”»)]?\s*$|\?/u.test(text)) return undefined;
  if ([...readings.values()].some(({ asks }) => asks.test(text))) return undefined;
  if (!reading || isInOtherLetters(text)) return undefined;
  return `The title does not ask anything. Whoever looks for this asks a question, like “${reading.like}”.`;
}

const wordsOf = (text: string) => text.match(/\p{L}[\p{L}\p{M}\p{N}'’_-]*/gu)?.length ?? 0;
const isInOtherLetters = (text: string) => /\p{L}/u.test(text) && !/\p{Script=Latin}/u.test(text);

/** One word asks nothing. */
const fewestAsked = 2;
/** Beside a link fewer words say nothing of it. */
const fewestBeside = 4;

const links = /https?:\/\/\S+/gi;
const arrow = /^\s*\^+/m;
const fewest = 12;

/** What in the answer leads to something that is not in it. */
export function notWhole(answer: string, language: string): readonly string[] {
  const text = answer.trim();
  const prose = withoutCode(text).trim();
  const hasCode = prose.length < text.length;
  const unlinked = text.replace(links, '');
  if (unlinked !== text && wordsOf(unlinked) < fewestBeside) {
    return ['The answer is only a link. Say in a sentence or two what stands there; links die.'];
  }
  const spoken = [...new Set([language, 'en'])].flatMap((one) => readings.get(one) ?? []);
  if (isBare(text, spoken)) {
    return ['The answer says only yes, no or thanks. Say the whole of it.'];
  }
  const found: string[] = [];
  const patterns = [...spoken.flatMap(({ pointing }) => pointing), arrow];
  const [phrase] = patterns.flatMap((one) => one.exec(prose)?.[0] ?? []);
  if (phrase !== undefined) {
    found.push(`“${phrase.trim()}” points to something that is not in the answer. Put it there.`);
  }
  const opener = hasCode ? undefined : openerOf(prose, language);
  if (opener !== undefined) {
    found.push(
      `The answer begins with “${opener}”. Say what is meant: its reader has not seen the thread.`,
    );
  }
  if (found.length === 0 && !hasCode && text.length < fewest && readings.has(language)) {
    found.push('The answer is very short. Would it help someone who was not there?');
  }
  return found;
}

const longestBare = 60;
const signs = String.raw`[\s,.!:)👍🙏🎉✅]`;

function isBare(text: string, spoken: readonly Reading[]): boolean {
  if (text.length > longestBare) return false;
  const words = spoken.map(({ bare }) => bare).join('|');
  return new RegExp(`^(?:(?:\\+1|${words})(?=${signs}|$)${signs}*)+$`, 'iu').test(text);
}

/** The word that leads out of it at its beginning; of its own language alone, as such words are short. */
function openerOf(prose: string, language: string): string | undefined {
  const { dangling, named } = readings.get(language) ?? {};
  if (!dangling || named?.test(prose)) return undefined;
  return /^\S+/.exec(dangling.exec(prose)?.[0] ?? '')?.[0];
}
