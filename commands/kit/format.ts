import type { Arg } from './args.ts';
import type { Call } from './call.ts';

/** The line that a member could type for the call: `parseArgs` reads it back unchanged. */
export function formatCall(args: readonly Arg[], call: Call): string {
  const words = [call.name];
  let isPositional = true;
  for (const arg of args) {
    const value = call.args[arg.name];
    isPositional &&= value !== undefined && !arg.isNamed && isSimple(arg, value);
    if (value !== undefined) words.push(isPositional ? value : `${arg.name}:${quote(value)}`);
  }
  return words.join(' ');
}

/** Whether the value can stand bare where its argument is expected. */
function isSimple(arg: Arg, value: string): boolean {
  const isOneWord = ['number', 'choice', 'person', 'reference'].includes(arg.kind);
  return isOneWord && /^[@#]?[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(value);
}

const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
