import { describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { decodeCall } from '../../commands/kit/call.ts';
import type { Command } from '../../commands/kit/command.ts';
import { parseArgs, readName } from '../../commands/kit/parse.ts';
import { readArgs } from '../../commands/kit/read-args.ts';
import { analyse, contentTerms } from '../../src/search/analyse.ts';
import { extract } from '../../src/search/extract.ts';
import { canonicalTag } from '../../src/tags.ts';
import { cleanLine, cleanText } from '../../src/text.ts';
import { threadTimeOf } from './thread-time.ts';

const baits = [
  'a!',
  ' #a',
  '#',
  ' ##',
  '\n#a',
  ' tags:"',
  ' tags:a',
  ' tags:"a"',
  ' "a"',
  '"',
  '\\"',
  ' "\\',
  '--',
  ' --anonymous',
  '-a',
  ' -',
  '.',
  ' .a',
  'a.b_',
  'aB',
  'a+',
  '```',
  '\n',
  ' ',
  '\t \u0000',
  'é',
  '日',
  '\u0301',
  '\ud83d',
  '👩‍👩‍👧',
  '%25',
  '&a=b',
  '((a+)+)+',
];

const [ask, answer] = commands as readonly [Command, Command];

const readers: readonly [string, (text: string) => unknown][] = [
  ['the name reader', (text) => readName(commands, text)],
  ['the argument parser', (text) => [parseArgs(ask, text), parseArgs(answer, `1 ${text}`)]],
  [
    'the argument reader',
    (text) => readArgs(ask.args, { question: text, tags: text, anonymous: text }),
  ],
  ['the call codec', (text) => decodeCall(`ask?${text}`)],
  ['the tag reader', canonicalTag],
  ['the text cleaner', (text) => [cleanText(text), cleanLine(text)]],
  ['the analyser', (text) => [analyse(text), contentTerms(text)]],
  ['the extract', (text) => extract(text, new Set(['a']))],
];

/** The best of a few runs, in milliseconds: noise only ever adds. */
function timeOf(run: () => unknown): number {
  return Math.min(threadTimeOf(run), threadTimeOf(run), threadTimeOf(run));
}

/**
 * Eight times the text may take eight times the time, and generously more; a quadratic reader takes
 * 64 times. What is over within a moment proves nothing and harms nobody.
 */
describe.each(readers)('%s', (_name, read) => {
  test.each(baits)('takes 100,000 characters of %j in its stride', (bait) => {
    const long = `${bait.repeat(Math.ceil(100_000 / bait.length))} x`;
    const short = `${bait.repeat(Math.ceil(12_500 / bait.length))} x`;
    read(short);
    const time = timeOf(() => read(long));
    if (time > 150) expect(time / timeOf(() => read(short))).toBeLessThan(30);
    expect(time).toBeLessThan(1_000);
  });
});
