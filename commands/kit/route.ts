import { unreachable } from '../../src/errors.ts';
import { type Call, decodeCall } from './call.ts';
import type { Command } from './command.ts';
import { parseArgs, readName } from './parse.ts';
import { readPhrase } from './phrases.ts';
import { problemView } from './problem.ts';
import type { Request } from './request.ts';
import { code, join, say, type Text } from './text.ts';
import type { View } from './view.ts';

/** A command, and the call that reached it. */
export interface Called {
  readonly command: Command;
  readonly call: Call;
}

/** Values of arguments that the place gives: see `here` of an argument. */
export type Here = Readonly<Record<string, string>>;

/** The command that a request is for; undefined when there is none. Half characters are mended. */
export function route(
  commands: readonly Command[],
  { input }: Pick<Request, 'input'>,
  here: Here = {},
): Called | undefined {
  switch (input.kind) {
    case 'line': {
      const line = input.line.toWellFormed();
      const typed = commands.filter(({ doors }) => doors === 'all');
      const named = readName(typed, line) ?? readPhrase(typed, line);
      if (!named) return undefined;
      return { command: named.command, call: parseArgs(named.command, named.rest, here) };
    }
    case 'encoded':
    case 'call': {
      const call = input.kind === 'encoded' ? decodeCall(input.call) : input.call;
      const command = call && commands.find((known) => known.name === call.name);
      if (!command) return undefined;
      const args = Object.entries(call.args).map(([name, value]) => [name, value.toWellFormed()]);
      return { command, call: { name: call.name, args: { ...here, ...Object.fromEntries(args) } } };
    }
    case 'menu': {
      const command = commands.find(({ name }) => name === input.name);
      return command?.onMessage?.label === undefined
        ? undefined
        : { command, call: { name: command.name, args: here } };
    }
    case 'reaction':
      // What it means depends on its community: the hallway asks there.
      return undefined;
    default:
      return unreachable(input);
  }
}

/** The platform's name of the message that a call is about; its adapter reads the message for the request. */
export function messageIn(
  commands: readonly Command[],
  call: Call | undefined,
): string | undefined {
  const command = commands.find(({ name }) => name === call?.name);
  const arg = command?.args.find(({ kind }) => kind === 'message');
  return arg && call && Object.hasOwn(call.args, arg.name) ? call.args[arg.name] : undefined;
}

/** What is said where no command was meant, and what to do next. */
export function unknownView(
  commands: readonly Command[],
  { input, door }: Pick<Request, 'input' | 'door'>,
): View {
  if (input.kind !== 'line') {
    return problemView('That button is no longer available. Type the command instead.');
  }
  const inWords = door === 'mention' ? examplesOf(commands) : [];
  if (input.line.trim() === '') {
    return problemView('Type a command. `help` lists them.', inWords);
  }
  const [said = ''] = input.line.toWellFormed().trim().split(/\s+/, 1);
  const word = [...said.toLowerCase()].slice(0, 40).join('');
  const typed = commands.filter(({ doors }) => doors === 'all');
  const group = typed.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => name);
  if (group.length > 0) {
    return problemView(`There are several: ${group.map((name) => `\`${name}\``).join(', ')}.`);
  }
  const next = say`${code('help')} lists what you can do.`;
  const more = inWords.length === 0 ? next : say`${next} ${inWords}`;
  return problemView(`There is no command "${word}".`, more);
}

/** Enough to show the way. */
const mostExamples = 6;

/** What can be said in words: an example of the first commands that can. */
function examplesOf(commands: readonly Command[]): Text {
  const likes = commands
    .flatMap(({ phrases = [] }) => phrases.slice(0, 1).map(({ like }) => like))
    .slice(0, mostExamples);
  if (likes.length === 0) return [];
  const said = likes.map((like) => [code(like)]);
  return say`You can also say it in words: ${join(said, ', ')}.`;
}
