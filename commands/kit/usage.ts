import { type Arg, isProse, isTyped } from './args.ts';
import type { Command } from './command.ts';

/** How the command is typed: `answer <question> [text]`. */
export function usageOf(command: Pick<Command, 'name' | 'args'>): string {
  const typed = command.args.filter(isTyped);
  const prose = typed.findIndex(isProse);
  const words = typed.map((arg, i) =>
    arg.isNamed || (prose !== -1 && i > prose) ? usageBehindProse(arg) : usageOfArg(arg),
  );
  return [command.name, ...words].join(' ');
}

/** Prose takes the rest of the line: behind it only longer prose may follow without its name. */
function usageBehindProse(arg: Arg): string {
  if (['flag', 'words', 'text'].includes(arg.kind)) return usageOfArg(arg);
  return `[${arg.name}:…]`;
}

function usageOfArg(arg: Arg): string {
  if (arg.kind === 'flag') return `[--${arg.name}]`;
  const shown = arg.kind === 'words' && !arg.required ? `${arg.name}:a,b` : arg.name;
  return arg.required ? `<${shown}>` : `[${shown}]`;
}
