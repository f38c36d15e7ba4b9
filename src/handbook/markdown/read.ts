import { cleanLine, cleanText } from '../../text.ts';
import { splitBody, unescapeLine } from './content.ts';
import { fromFile } from './defuse.ts';

/** Parts a member's text from what the export writes below it: it is only looked for from the end. */
export const belowMark = '<!-- Praxis writes what is below; it is not read back. -->';

/** The texts in a file behind its front matter. `title` is its heading, where it starts with one. */
export function readBody(body: string): {
  readonly title: string | undefined;
  readonly question: string;
  readonly answer: string;
} {
  const mark = body.lastIndexOf(`\n${belowMark}`);
  const whole = cleanText(mark === -1 ? body : body.slice(0, mark));
  // A note above the heading is the export's.
  const [top = '', heading] = /^(?:(?:>[^\n]*\n)+\n*)?# +([^\n]+)(?:\n|$)/.exec(whole) ?? [];
  const { question, answer } = splitBody(whole.slice(top.length).trim());
  return {
    title: heading === undefined ? undefined : cleanLine(unescapeLine(heading.trim())),
    question: cleanText(fromFile(question)),
    answer: cleanText(fromFile(answer)),
  };
}
