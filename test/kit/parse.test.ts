import { describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import type { Command } from '../../commands/kit/command.ts';
import { parseArgs, readName } from '../../commands/kit/parse.ts';

/** What a typed line says: the command's name and its arguments. */
function said(line: string): unknown {
  const named = readName(commands, line);
  if (!named) return undefined;
  const { name, args } = parseArgs(named.command, named.rest);
  return { name, ...args };
}

describe('a typed line', () => {
  test.each([
    ['ask Why?', { name: 'ask', question: 'Why?' }],
    ['/ask Why?', { name: 'ask', question: 'Why?' }],
    ['  ASK   Why?  ', { name: 'ask', question: 'Why?' }],
    ['/ask', { name: 'ask' }],
    [
      'ask How do I use c# in #42? #git tags:sql,postgres --anonymous',
      {
        name: 'ask',
        question: 'How do I use c# in #42?',
        tags: 'sql,postgres,git',
        anonymous: 'yes',
      },
    ],
    [
      'edit 37 title:Is my boss allowed to read private letters tags:law',
      {
        name: 'edit',
        what: '37',
        title: 'Is my boss allowed to read private letters',
        tags: 'law',
      },
    ],
    ['digest cover #general, #git', { name: 'digest cover', channels: '#general, #git' }],
    [
      'digest cover general tags:sql,git',
      { name: 'digest cover', channels: 'general', tags: 'sql,git' },
    ],
    [
      'snippet edit S5 title:Why does it run twice',
      { name: 'snippet edit', snippet: 'S5', title: 'Why does it run twice' },
    ],
    ['search "rebase" AND NOT x', { name: 'search', words: '"rebase" AND NOT x' }],
    ['ask undo a commit in #git', { name: 'ask', question: 'undo a commit in #git', tags: 'git' }],
    [
      'ask --anonymous tags:git Why?',
      { name: 'ask', question: 'Why?', tags: 'git', anonymous: 'yes' },
    ],
    [
      'answer 42 text with "quotes" in it',
      { name: 'answer', question: '42', text: 'text with "quotes" in it' },
    ],
    ['answer #42 yes', { name: 'answer', question: '#42', text: 'yes' }],
    ['answer question:42 yes', { name: 'answer', question: '42', text: 'yes' }],
    ['questions', { name: 'questions open' }],
    ['questions 2', { name: 'questions open', page: '2' }],
    ['questions page:2', { name: 'questions open', page: '2' }],
    ['questions tag postgres page:2', { name: 'questions tag', tag: 'postgres', page: '2' }],
    ['snippet S7', { name: 'snippet show', snippet: 'S7' }],
    ['snippet show S7', { name: 'snippet show', snippet: 'S7' }],
    ['expertise @ana', { name: 'expertise list', member: '@ana' }],
    [
      'expertise endorse @greta code review',
      { name: 'expertise endorse', member: '@greta', tag: 'code review' },
    ],
    ['expertise add postgres #sql', { name: 'expertise add', tags: 'postgres #sql' }],
    ['accept 42.1 --undo', { name: 'accept', answer: '42.1', undo: 'yes' }],
    ['search tag:git rebas* -api', { name: 'search', words: 'rebas* -api', tag: 'git' }],
    [
      'search connection refused tag:postgres',
      { name: 'search', words: 'connection refused', tag: 'postgres' },
    ],
    [
      'edit 42 title:"How do I undo a commit?"',
      { name: 'edit', what: '42', title: 'How do I undo a commit?' },
    ],
    ['edit 42.1 Use git revert.', { name: 'edit', what: '42.1', text: 'Use git revert.' }],
    ['help ask', { name: 'help', command: 'ask' }],
    [
      'ask "Why is this query slow?" "It scans the whole table." tags:postgres,sql',
      {
        name: 'ask',
        question: 'Why is this query slow?',
        details: 'It scans the whole table.',
        tags: 'postgres,sql',
      },
    ],
  ])('%j is understood', (line, expected) => {
    expect(said(line)).toEqual(expected);
  });

  test('the first line of a longer message is the question, and the rest are its details', () => {
    expect(said('ask Why does it fail?\nIt says:\n\n  rejected\n')).toEqual({
      name: 'ask',
      question: 'Why does it fail?',
      details: 'It says:\n\n  rejected',
    });
  });

  test('what stands behind the question counts on its first line and on the last', () => {
    expect(said('ask Why? #git --anonymous\nIt says no.\n#sql')).toEqual({
      name: 'ask',
      question: 'Why?',
      details: 'It says no.',
      tags: 'git,sql',
      anonymous: 'yes',
    });
  });

  test('a question that is only tags becomes a form with the tags in it', () => {
    expect(said('ask #git #sql')).toEqual({ name: 'ask', tags: 'git,sql' });
  });
});

describe('prose stays as it was typed', () => {
  test.each([
    'ask Why does git push --tags fail?',
    'ask How do I pass --anonymous to the build?',
    'ask What does tags:sql mean in this file?',
    'ask Is #42 about #general or not?',
    'ask Why is x=1 and details= empty?',
  ])('%j is all question', (line) => {
    expect(said(line)).toEqual({ name: 'ask', question: line.slice(4) });
  });

  test.each([
    'SELECT * FROM t WHERE question=1',
    'SELECT * FROM t WHERE question=1 AND x',
    'see question:7',
    'use <input text="foo"> there',
    'set text:hidden on it',
    '"git rebase" is what you need',
    'a "quoted run" --undo',
    'first\n\n  indented   code\nlast #1',
    'C:\\path\\"x"',
    'half a "quote',
  ])('an answer keeps %j', (text) => {
    expect(said(`answer 42 ${text}`)).toEqual({ name: 'answer', question: '42', text });
  });

  test('an edited text may hold what looks like markup or a setting', () => {
    const text = 'Write <a title="x">here</a> with tags:none of yours.';
    expect(said(`edit 42.1 ${text}`)).toEqual({ name: 'edit', what: '42.1', text });
  });
});

describe('a name', () => {
  test.each([
    '',
    '   ',
    '/',
    'what is this',
    'constructor',
    '__proto__',
    'toString x',
    'post 1x'.slice(0, 0),
  ])('%j is no command', (line) => {
    expect(said(line)).toBeUndefined();
  });

  test('a group with an unknown second word is not guessed at', () => {
    expect(said('questions postgres')).toBeUndefined();
  });
});

test('quotes around all of it stay where they mean something to the command', () => {
  const prose = { name: 'words', kind: 'line', max: 100, summary: 's', required: true } as const;
  const read = (args: Command['args']) =>
    parseArgs({ name: 'search', args }, '"as it stands"').args;
  expect(read([prose])).toEqual({ words: 'as it stands' });
  expect(read([{ ...prose, keepsQuotes: true }])).toEqual({ words: '"as it stands"' });
});

test('every example of a command is read whole', () => {
  const examples = commands.flatMap(({ examples = [] }) => examples);
  const lost = examples.filter((line) => {
    const named = readName(commands, line);
    if (!named) return true;
    const { args } = parseArgs(named.command, named.rest);
    return named.rest !== '' && Object.keys(args).length === 0;
  });
  expect(lost).toEqual([]);
});
