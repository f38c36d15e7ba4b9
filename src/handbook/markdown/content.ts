import { createHash } from 'node:crypto';

/** What of a snippet can be changed in its file. */
export interface Content {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly tags: readonly string[];
  readonly isOutdated: boolean;
}

const heading = '## Answer';
const escapedHeading = /^(\\+)(?=## Answer$)/gm;
const plainHeading = /^(?=\\*## Answer$)/gm;

/** Question and answer in one text, which `splitBody` takes apart again. */
export function joinBody(question: string, answer: string): string {
  const isPlain = question === '' && !/^\\*## Answer$/m.test(answer);
  if (isPlain) return answer;
  const asked = question.replace(plainHeading, '\\');
  return `${asked === '' ? '' : `${asked}\n\n`}${heading}\n\n${answer}`;
}

export function splitBody(body: string): { question: string; answer: string } {
  const at = /^## Answer$/m.exec(body)?.index;
  if (at === undefined) return { question: '', answer: body.trim() };
  const question = body.slice(0, at).replace(escapedHeading, (signs) => signs.slice(1));
  return { question: question.trim(), answer: body.slice(at + heading.length).trim() };
}

const special = /[\\`*_{}[\]<>#|~&!$]/g;

/** A title as it stands in a line of Markdown: every sign means itself. */
export function escapeLine(text: string): string {
  return isolated(text.replace(special, (sign) => `\\${sign}`));
}

export function unescapeLine(text: string): string {
  const bare = text.replace(/^\u2068([\s\S]*)\u2069$/u, '$1');
  return bare.replace(/\\([\\`*_{}[\]<>#|~&!$])/g, '$1');
}

const turning = /[\u202a-\u202e\u2066-\u2069]/u;

/** Signs that turn the direction of writing turn nothing outside the text. */
function isolated(text: string): string {
  return turning.test(text) ? `\u2068${text}\u2069` : text;
}

/** Names a content: the same words, tags and state have the same, and others another. */
export function fingerprintOf(content: Content): string {
  const { title, question, answer, tags, isOutdated } = content;
  const words = JSON.stringify([title, question, answer, tags.toSorted(), isOutdated]);
  return createHash('sha256').update(words).digest('hex').slice(0, 16);
}
