import { describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { formFor } from '../../commands/kit/form.ts';

/** https://docs.discord.com/developers/interactions/application-commands */
const longestWord = 32;
const longestSummary = 100;
const mostArgs = 25;
const mostInGroup = 25;
/** https://docs.discord.com/developers/interactions/receiving-and-responding (modal) */
const mostFields = 5;
const word = /^[a-z]+(-[a-z]+)*$/;

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}

const argNames = commands.flatMap(({ name, args }) =>
  args.map((arg) => ({ of: name, arg, full: `${name}: ${arg.name}` })),
);

describe('commands as platforms can register them', () => {
  test('names are unique', () => {
    expect(repeated(commands.map(({ name }) => name))).toEqual([]);
  });

  test(`names are one or two lower-case words of at most ${longestWord} characters`, () => {
    const wrong = commands
      .map(({ name }) => name)
      .filter((name) => {
        const words = name.split(' ');
        const fits = words.every((part) => word.test(part) && part.length <= longestWord);
        return !fits || words.length > 2;
      });
    expect(wrong).toEqual([]);
  });

  test('a first word is either a command or a group of them', () => {
    const firsts = commands.flatMap(({ name }) => (name.includes(' ') ? name.split(' ', 1) : []));
    expect(commands.map(({ name }) => name).filter((name) => firsts.includes(name))).toEqual([]);
  });

  test(`a group has at most ${mostInGroup} commands`, () => {
    const groups = Map.groupBy(commands, ({ name }) => name.split(' ', 1)[0]);
    expect([...groups].filter(([, group]) => group.length > mostInGroup)).toEqual([]);
  });

  test(`a form asks for at most ${mostFields} things`, () => {
    const wrong = commands.filter((command) => {
      const { fields } = formFor(command, { name: command.name, args: {} }, []);
      return fields.length > mostFields;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('argument names are unique in a command', () => {
    expect(repeated(argNames.map(({ full }) => full))).toEqual([]);
  });

  test(`argument names are lower-case words of at most ${longestWord} characters`, () => {
    const wrong = argNames.filter(({ arg: { name } }) => {
      return !word.test(name) || name.length > longestWord;
    });
    expect(wrong.map(({ full }) => full)).toEqual([]);
  });

  test(`summaries have 1 to ${longestSummary} characters`, () => {
    const long = [
      ...commands.map(({ name, summary }) => ({ full: name, summary })),
      ...argNames.map(({ full, arg: { summary } }) => ({ full, summary })),
    ].filter(({ summary }) => summary.length < 1 || summary.length > longestSummary);
    expect(long).toEqual([]);
  });

  test('required arguments come before optional ones', () => {
    const wrong = commands.filter(({ args }) =>
      args.some((arg, i) => arg.required && args[i - 1]?.required === false),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test(`a command has at most ${mostArgs} arguments`, () => {
    const wrong = commands.filter(({ args }) => args.length > mostArgs);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
