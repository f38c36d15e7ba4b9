import { type Call, decodeCall } from './call.ts';
import type { Command } from './command.ts';
import { parseArgs, readName } from './parse.ts';
import { problemView } from './problem.ts';
import type { Request } from './request.ts';
import { code, say } from './text.ts';
import type { View } from './view.ts';

/** A command, and the call that reached it. */
export interface Called {
  readonly command: Command;
  readonly call: Call;
}

/** Nothing, or what people say first to someone new. */
const greeting = /^\W*((hi|hey|hello|hallo|hola|start)( there| praxis)?)?\W*$/i;

/** The command that a request is for; undefined when there is none. Half characters are mended. */
export function route(commands: readonly Command[], request: Request): Called | undefined {
  const { input } = request;
  if (input.kind === 'line') {
    if (greeting.test(input.line)) {
      const command = commands.find(({ greets }) => greets);
      return command && { command, call: { name: command.name, args: {} } };
    }
    const named = readName(commands, input.line.toWellFormed());
    if (named?.command.doors !== 'all') return undefined;
    return { command: named.command, call: parseArgs(named.command, named.rest) };
  }
  const call = input.kind === 'encoded' ? decodeCall(input.call) : input.call;
  const command = call && commands.find((known) => known.name === call.name);
  if (!command) return undefined;
  const args = Object.entries(call.args).map(([name, value]) => [name, value.toWellFormed()]);
  return { command, call: { name: call.name, args: Object.fromEntries(args) } };
}

/** What is said where no command was meant, and what to do next. */
export function unknownView(commands: readonly Command[], { input }: Request): View {
  if (input.kind !== 'line') {
    return problemView('That button is no longer available. Type the command instead.');
  }
  if (input.line.trim() === '') return problemView('Type a command. `help` lists them.');
  const [said = ''] = input.line.toWellFormed().trim().split(/\s+/, 1);
  const word = [...said.toLowerCase()].slice(0, 40).join('');
  const group = commands.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => name);
  return group.length > 0
    ? problemView(`There are several: ${group.map((name) => `\`${name}\``).join(', ')}.`)
    : problemView(`There is no command "${word}".`, say`${code('help')} lists what you can do.`);
}
