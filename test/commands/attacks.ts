import type { Arg } from '../../commands/kit/args.ts';
import type { Call } from '../../commands/kit/call.ts';
import type { Command } from '../../commands/kit/command.ts';

/** Guesses at what is hidden: numbers, a tag, people, words that stand beside the secret ones; a zone, a setting. */
const references = ['2', '3', '2.1', '3.1', 'S2', 'Europe/Berlin', 'weekly-limit'];
const words = ['handle the merger', 'zanzitag', 'zan', 'git'];

export const guessedMessage = '1793523600.000001';

/** Everything worth trying for an argument of this kind. */
function guessesAt(arg: Arg): readonly string[] {
  switch (arg.kind) {
    case 'line':
    case 'text':
    case 'words':
      return words;
    case 'number':
      return [String(arg.min), '2'];
    case 'choice':
      return arg.choices;
    case 'flag':
      return ['yes'];
    case 'person':
      return ['@bo', '@ana'];
    case 'message':
      return [guessedMessage];
    case 'reference':
      return references.filter((text) => arg.canonical(text) !== undefined);
  }
}

/**
 * Calls that try what a command gives away: all guesses for what it requires, in all ways to combine
 * them, each alone and with every guess for one more argument.
 */
export function attacksOn(command: Command): readonly Call[] {
  const required = command.args
    .filter((arg) => arg.required)
    .reduce<readonly Args[]>((tried, arg) => tried.flatMap((args) => guessed(args, arg)), [{}]);
  const optional = command.args.filter((arg) => !arg.required);
  const more = required.flatMap((args) => optional.flatMap((arg) => guessed(args, arg)));
  return [...required, ...more].map((args) => ({ name: command.name, args }));
}

type Args = Readonly<Record<string, string>>;

const guessed = (args: Args, arg: Arg): readonly Args[] =>
  guessesAt(arg).map((value) => ({ ...args, [arg.name]: value }));
