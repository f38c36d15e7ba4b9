import type { TextChange } from './model-care.ts';
import { cut } from './text.ts';

type Difference = Pick<TextChange, 'gone' | 'come'>;

/** A text of a snippet; without `question`, question and answer stand in `answer`. */
export interface Said {
  readonly title: string;
  readonly question: string | undefined;
  readonly answer: string;
}

const longestChange = 280;

/** What became of each part of a text, in short. */
export function changesBetween(before: Said, after: Said): TextChange[] {
  const title = before.title === '' ? [] : changeOf('title', before.title, after.title);
  if (before.question === undefined || after.question === undefined) {
    return [...title, ...changeOf('text', wholeOf(before), wholeOf(after))];
  }
  return [
    ...title,
    ...changeOf('details', before.question, after.question),
    ...changeOf('answer', before.answer, after.answer),
  ];
}

const wholeOf = ({ question, answer }: Said) => [question, answer].filter(Boolean).join('\n\n');

function changeOf(what: TextChange['what'], before: string, after: string): TextChange[] {
  const change = differenceOf(before, after);
  const short = (text: string) => cut(text.replace(/\s*\n\s*/g, ' / ').trim(), longestChange);
  return change ? [{ what, gone: short(change.gone), come: short(change.come) }] : [];
}

/** So many words are told around a change within a line. */
const wordsAround = 3;

/**
 * The part in which two texts differ, from the first line that does to the last; within one line from the
 * first word to the last, with a few words around it. Undefined where they are the same.
 */
export function differenceOf(before: string, after: string): Difference | undefined {
  if (before === after) return undefined;
  const lines = between(before.split('\n'), after.split('\n'), 0);
  if (lines.gone.length !== 1 || lines.come.length !== 1) {
    return { gone: lines.gone.join('\n'), come: lines.come.join('\n') };
  }
  const [gone = '', come = ''] = [lines.gone[0], lines.come[0]];
  const words = between(gone.split(' '), come.split(' '), wordsAround);
  return { gone: within(words.gone, words), come: within(words.come, words) };
}

interface Between {
  readonly gone: readonly string[];
  readonly come: readonly string[];
  /** Something stands before it, after it. */
  readonly isBegun: boolean;
  readonly isContinued: boolean;
}

function between(before: readonly string[], after: readonly string[], around: number): Between {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same += 1;
  let end = 0;
  while (end < most - same && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const from = Math.max(0, same - around);
  const left = Math.max(0, end - around);
  return {
    gone: before.slice(from, before.length - left),
    come: after.slice(from, after.length - left),
    isBegun: from > 0,
    isContinued: left > 0,
  };
}

const within = (words: readonly string[], { isBegun, isContinued }: Between) =>
  [...(isBegun ? ['…'] : []), ...words, ...(isContinued ? ['…'] : [])].join(' ');
