import { describe, expect, test } from '@jest/globals';
import { argumentAt, spotOf } from '../../adapters/console/complete.ts';
import { begin, type Filling, fill, type Step } from '../../adapters/console/forms.ts';
import { isComment, readChannelName, readTyped } from '../../adapters/console/inbound.ts';
import { commands } from '../../commands/index.ts';
import { formFor } from '../../commands/kit/form.ts';

const command = (name: string) => {
  const found = commands.find((known) => known.name === name);
  if (!found) throw new Error(`no command ${name}`);
  return found;
};

describe('a typed line', () => {
  test('that is only digits presses a button', () => {
    expect(readTyped(' 12 ')).toEqual({ kind: 'press', number: 12 });
  });

  test('goes to the bot, with or without a slash', () => {
    const said = { kind: 'said', door: 'slash', line: 'show 1' };
    expect([readTyped('show 1'), readTyped('/show 1')]).toEqual([said, said]);
  });

  test('that mentions the bot comes through another door', () => {
    const said = { kind: 'said', door: 'mention', line: 'find-expert x' };
    expect(readTyped('@praxis find-expert x')).toEqual(said);
    expect(readTyped('@Praxis: find-expert x')).toEqual(said);
  });

  test('is the bot’s when it starts with a slash, even with a word of the console', () => {
    expect(readTyped('/as ana')).toEqual({ kind: 'said', door: 'slash', line: 'as ana' });
    expect(readTyped('as ana')).toEqual({ kind: 'own', word: 'as', rest: 'ana' });
    expect(readTyped('exit')).toEqual({ kind: 'own', word: 'quit', rest: '' });
  });

  test('is a comment when a space follows the sign, and not when a tag does', () => {
    expect(['# hello', '#', '#tag', 'ask # x'].map(isComment)).toEqual([true, true, false, false]);
  });

  test('names a channel with or without its sign', () => {
    expect(['#git', 'Git', '#a b', '', '#'].map(readChannelName)).toEqual([
      'git',
      'git',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('completion knows what is being typed', () => {
  const spot = (line: string) => {
    const found = spotOf(commands, line);
    if (found?.kind === 'argument') return [found.command.name, found.arg.name, found.typed];
    return found?.names.slice(0, 3);
  };

  test('the first and the second word of a name', () => {
    expect(spot('fi')).toEqual(['find-expert']);
    expect(spot('expertise ')).toEqual(['expertise list', 'expertise add', 'expertise remove']);
    expect(spot('/expertise en')).toEqual(['expertise endorse']);
  });

  test('arguments by position', () => {
    expect(spot('answer ')).toEqual(['answer', 'question', '']);
    expect(spot('answer 4')).toEqual(['answer', 'question', '4']);
    expect(spot('answer #4')).toEqual(['answer', 'question', '#4']);
    expect(spot('answer 42 my te')).toEqual(['answer', 'text', 'my te']);
    expect(spot('expertise endorse @be')).toEqual(['expertise endorse', 'member', '@be']);
    expect(spot('expertise endorse @ben po')).toEqual(['expertise endorse', 'tag', 'po']);
    expect(spot('expertise add postgres s')).toEqual(['expertise add', 'tags', 'postgres s']);
  });

  test('prose takes the rest, unless it is quoted', () => {
    expect(spot('ask How do I')).toEqual(['ask', 'question', 'How do I']);
    expect(spot('ask "How do I" be')).toEqual(['ask', 'details', 'be']);
  });

  test('arguments by name', () => {
    expect(spot('ask How do I tags:git,po')).toEqual(['ask', 'tags', 'git,po']);
    expect(spot('search words tag:p')).toEqual(['search', 'tag', 'p']);
    expect(spot('edit 1 title:"Half a ti')).toEqual(['edit', 'title', 'Half a ti']);
  });

  test('tags behind their sign, but not the number of a question', () => {
    expect(spot('ask How do I #gi')).toEqual(['ask', 'tags', 'gi']);
    expect(spot('edit #1')).toEqual(['edit', 'what', '#1']);
  });

  test('flags', () => {
    expect(spot('accept 1.1 --u')).toEqual(['--undo']);
    expect(spot('accept 1.1 --undo x')).toBeUndefined();
  });

  test('nothing after the last argument, and nothing of an unknown command', () => {
    expect(argumentAt(command('show'), '1 ')).toBeUndefined();
    expect(spot('frobnicate x')).toBeUndefined();
  });
});

describe('a form in the terminal', () => {
  const ask = command('ask');
  const lines = (filling: Filling, ...typed: string[]): Step =>
    typed.reduce<Step>((step, line) => (step.kind === 'more' ? fill(step.filling, line) : step), {
      kind: 'more',
      filling,
    });
  const asked = (filling: Filling) => filling.asked.map(({ arg }) => arg.name);

  test('asks field by field and gives the call', () => {
    const form = begin(formFor(ask, { name: 'ask', args: {} }, []));
    expect(lines(form, 'A question?', 'one', 'two', '', 'git', '')).toEqual({
      kind: 'filled',
      call: { name: 'ask', args: { question: 'A question?', details: 'one\ntwo', tags: 'git' } },
    });
  });

  test('asks only for what has no value', () => {
    const call = { name: 'answer', args: { question: '4' } };
    expect(asked(begin(formFor(command('answer'), call, [])))).toEqual(['text']);
  });

  test('that comes back asks only for what was wrong, and keeps the rest', () => {
    const call = { name: 'ask', args: { question: 'Why?', tags: 'a,b' } };
    const form = begin(formFor(ask, call, [{ arg: 'tags', sentence: 'Too many.' }]));
    expect(asked(form)).toEqual(['tags']);
    expect(lines(form, 'a')).toMatchObject({ call: { args: { question: 'Why?', tags: 'a' } } });
  });

  test('that is wrong as a whole asks for everything again, and Enter keeps it', () => {
    const call = { name: 'answer', args: { question: '4', text: 'long' } };
    const form = begin(formFor(command('answer'), call, [], 'The answer is too long.'));
    expect(asked(form)).toEqual(['text']);
    expect(lines(form, '')).toEqual({ kind: 'filled', call });
  });

  test('in which everything stands already asks for all of it, and Enter keeps it', () => {
    const call = { name: 'edit', args: { what: '1', text: 'a', title: 'b', tags: '' } };
    const form = begin(formFor(command('edit'), call, []));
    expect(asked(form)).toEqual(['text', 'title', 'tags']);
    expect(lines(form, '', 'new', '')).toMatchObject({
      call: { args: { what: '1', text: 'a', title: 'new', tags: '' } },
    });
  });

  test('empties with a dash what may be empty, and takes the dash for a word elsewhere', () => {
    const call = { name: 'edit', args: { what: '1', text: 'a', title: 'b', tags: 'x' } };
    const form = begin(formFor(command('edit'), call, []));
    expect(lines(form, '-', '', '-', '-')).toMatchObject({
      call: { args: { what: '1', text: '', title: '-', tags: '' } },
    });
  });

  test('insists on what is required', () => {
    const form = begin(formFor(ask, { name: 'ask', args: {} }, []));
    expect(fill(form, ' ')).toMatchObject({ kind: 'more', isMissing: true });
  });

  test('is given up with `cancel`, which is only a word inside a code fence', () => {
    const form = begin(formFor(command('answer'), { name: 'answer', args: { question: '4' } }, []));
    expect(lines(form, 'text', 'cancel')).toEqual({ kind: 'cancelled' });
    expect(lines(form, '```', 'cancel', '', 'x', '```', '.')).toMatchObject({
      kind: 'filled',
      call: { args: { text: '```\ncancel\n\nx\n```' } },
    });
  });
});
