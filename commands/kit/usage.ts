import type { Arg } from './args.ts';
import type { Command } from './command.ts';

/** How the command is typed: `answer <question> [text]`. */
export function usageOf(command: Pick<Command, 'name' | 'args'>): string {
  return [command.name, ...command.args.map(usageOfArg)].join(' ');
}

function usageOfArg(arg: Arg): string {
  if (arg.kind === 'flag') return `[--${arg.name}]`;
  const shown = arg.kind === 'words' && !arg.required ? `${arg.name}:a,b` : arg.name;
  return arg.required ? `<${shown}>` : `[${shown}]`;
}
