import { describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import type { Arg } from '../../commands/kit/args.ts';
import { callOf, formFor } from '../../commands/kit/form.ts';
import { readArgs } from '../../commands/kit/read-args.ts';
import { usageOf } from '../../commands/kit/usage.ts';

const args = [
  { name: 'title', kind: 'line', max: 5, summary: 'a title', required: true },
  { name: 'many', kind: 'words', most: 2, summary: 'words', required: false },
  { name: 'days', kind: 'number', min: 1, max: 92, summary: 'days', required: false },
  { name: 'when', kind: 'choice', choices: ['now', 'later'], summary: 'when', required: false },
  { name: 'undo', kind: 'flag', summary: 'take it back', required: false },
  { name: 'who', kind: 'person', summary: 'who', required: false },
  {
    name: 'what',
    kind: 'reference',
    summary: 'a number',
    example: '#4',
    required: false,
    canonical: (text: string) => /^#?(\d)$/.exec(text)?.[1],
  },
] as const satisfies readonly Arg[];

describe('arguments', () => {
  test('become typed values', () => {
    const raw = {
      title: ' a ',
      many: 'x, y',
      days: ' 7 ',
      when: 'Now',
      undo: 'yes',
      who: '@Ana',
      what: '#4',
    };
    expect({ ...readArgs(args, raw).values }).toEqual({
      title: 'a',
      many: ['x', 'y'],
      days: 7,
      when: 'now',
      undo: true,
      who: 'ana',
      what: '4',
    });
  });

  test('that were not given are absent, empty or false', () => {
    const { values, missing, problems } = readArgs(args, { title: '  ' });
    expect({ ...values }).toEqual({ many: [], undo: false });
    expect(missing.map(({ name }) => name)).toEqual(['title']);
    expect(problems).toEqual([]);
  });

  test.each([
    ['title', 'abcdef', 'This has 6 characters; please keep it within 5.'],
    ['many', 'a b c', 'These are 3; please name at most 2.'],
    ['days', '0', 'This must be a whole number from 1 to 92.'],
    ['days', '1e3', 'This must be a whole number from 1 to 92.'],
    ['days', '-1', 'This must be a whole number from 1 to 92.'],
    ['when', 'never', 'Choose one of now, later.'],
    ['undo', 'maybe', 'Say yes or no.'],
    ['who', 'ana b', 'Name a member by their handle, like @ana.'],
    ['what', 'four', '"four" is not a number. Name it like #4.'],
  ])('%s: %j is refused with what to do', (arg, value, sentence) => {
    expect(readArgs(args, { title: 'a', [arg]: value }).problems).toEqual([{ arg, sentence }]);
  });

  test('that may be emptied tell what is empty from what is not given', () => {
    const emptied = args.map((arg) => ({ ...arg, mayBeEmptied: true as const }));
    const { values } = readArgs(emptied.slice(0, 2), { title: '', many: ' ' });
    expect({ ...values }).toEqual({ title: '', many: [] });
    expect(readArgs(emptied.slice(1, 2), {}).values.many).toBeUndefined();
  });

  test('that nobody declared are not there, whatever they are called', () => {
    const raw = JSON.parse('{"title":"a","__proto__":"x","constructor":"y"}');
    expect(Object.keys(readArgs(args, raw).values)).toEqual(args.map(({ name }) => name));
  });
});

describe('a form', () => {
  test('has what was typed in it, and what was wrong beside it', () => {
    const { problems } = readArgs(args, { title: 'too long' });
    const form = formFor(
      { summary: 'Do it', args },
      { name: 'do', args: { title: 'too long' } },
      problems,
    );
    expect(form.title).toBe('Do it');
    expect(form.fields[0]).toMatchObject({ value: 'too long', problem: problems[0]?.sentence });
  });

  test('asks in order for what is not named yet, and for prose and lists again', () => {
    const call = { name: 'do', args: { title: 'a', when: 'now', many: 'x' } };
    const form = formFor({ summary: 'Do it', args }, call, []);
    expect(form.fields.map(({ arg, value }) => [arg.name, value])).toEqual([
      ['title', 'a'],
      ['many', 'x'],
      ['undo', undefined],
      ['who', undefined],
      ['what', undefined],
    ]);
    expect(form.call).toEqual({ name: 'do', args: { when: 'now' } });
    expect(callOf(form)).toEqual(call);
  });
});

test('a flag that is misspelt behind prose is asked about, and is not part of the prose', () => {
  const ask = commands.find(({ name }) => name === 'ask');
  for (const end of ['--anonymos', '--anon', '—anonymous']) {
    const { problems } = readArgs(ask?.args ?? [], { question: `May my boss read this? ${end}` });
    expect(problems).toMatchObject([
      { arg: 'question', sentence: expect.stringMatching(/Did you mean --anonymous/) },
    ]);
  }
  const { values } = readArgs(ask?.args ?? [], { question: 'What does git push --force' });
  expect(values.question).toBe('What does git push --force');
});

test('usage says how each command is typed', () => {
  expect(
    Object.fromEntries(commands.map((command) => [command.name, usageOf(command)])),
  ).toMatchObject({
    ask: 'ask <question> [details] [tags:a,b] [--anonymous]',
    accept: 'accept <answer> [--undo]',
    search: 'search <words> [tag:…] [page:…]',
    'questions open': 'questions open [page]',
    'expertise add': 'expertise add <tags>',
  });
});
