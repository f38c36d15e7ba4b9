import { describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { formFor } from '../../commands/kit/form.ts';
import { groupsOf } from '../../commands/kit/groups.ts';
import { wrongIn } from '../../commands/kit/localised.ts';
import { readName } from '../../commands/kit/parse.ts';
import { readPhrase } from '../../commands/kit/phrases.ts';
import { threadTimeOf } from '../kit/thread-time.ts';

/** https://docs.discord.com/developers/interactions/application-commands */
const longestWord = 32;
const longestSummary = 100;
const mostArgs = 25;
const mostInGroup = 25;
/** https://docs.discord.com/developers/interactions/receiving-and-responding (modal) */
const mostFields = 5;
/** A menu with more is not read; Discord takes 15, Slack all. */
const mostInMenu = 5;
const longestLabel = 24;
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

  test('what they are called in other languages can be registered', () => {
    const all = commands.flatMap(({ name, localised, args }) =>
      [{ localised }, ...args].map((one) => ({ name, wrong: wrongIn(one.localised ?? {}) })),
    );
    expect(all.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });

  test('a first word is either a command or a group of them', () => {
    const firsts = commands.flatMap(({ name }) => (name.includes(' ') ? name.split(' ', 1) : []));
    expect(commands.map(({ name }) => name).filter((name) => firsts.includes(name))).toEqual([]);
  });

  test('a group says with its first command what it is about', () => {
    const silent = groupsOf(commands).filter(
      ({ commands: [first, ...more] }) => more.length > 0 && first?.group === undefined,
    );
    expect(silent.map(({ word }) => word)).toEqual([]);
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

  const shortcuts = commands.flatMap(({ onMessage }) => onMessage?.label ?? []);
  const emoji = commands.flatMap(({ onMessage }) => onMessage?.emoji ?? []);

  test(`at most ${mostInMenu} stand in a message's menu, each with an own label of at most ${longestLabel} characters`, () => {
    expect(shortcuts.length).toBeLessThanOrEqual(mostInMenu);
    expect(repeated(shortcuts)).toEqual([]);
    expect(shortcuts.filter((label) => label.length > longestLabel)).toEqual([]);
  });

  test('an emoji means one command, without variation selectors', () => {
    expect(repeated(emoji)).toEqual([]);
    expect(emoji.filter((one) => /\ufe0f|[a-z:]/u.test(one))).toEqual([]);
  });

  test('a command has at most one argument that is a message, and only with a way from messages', () => {
    const wrong = commands.filter(({ args, onMessage }) => {
      const own = args.filter(({ kind }) => kind === 'message').length;
      return own > 1 || (own === 1 && onMessage === undefined);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('what phrases are like is what they read, and no other command reads it first', () => {
    const wrong = commands.flatMap((command) =>
      (command.phrases ?? [])
        .filter(({ like }) => {
          const read = readName(commands, like) ?? readPhrase(commands, like);
          return read?.command !== command;
        })
        .map(({ like }) => `${command.name}: ${like}`),
    );
    expect(wrong).toEqual([]);
  });

  test('phrases are read in no time, whatever is said', () => {
    const bait = ['how do i ', 'who knows ', '?', 'a! ', 'what is ', ' ', 'x'].flatMap((piece) => [
      piece.repeat(2_000 / piece.length),
      `how do i ${piece.repeat(1_900 / piece.length)}`,
    ]);
    for (const line of bait) {
      expect(threadTimeOf(() => readPhrase(commands, line))).toBeLessThan(100);
    }
  });
});
