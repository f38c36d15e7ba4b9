import { type Arg, isProse, isTyped, type TypedArg } from './args.ts';
import type { Call } from './call.ts';
import type { Problem } from './read-args.ts';

/** A call with blanks, for a member to fill in. What they typed so far stands in it already. */
export interface Form {
  readonly title: string;
  readonly call: Call;
  readonly fields: readonly Field[];
  /** What was wrong with the whole of it, when it comes back. */
  readonly problem?: string;
}

export interface Field {
  readonly arg: TypedArg;
  readonly value?: string;
  /** What was wrong with what was typed. */
  readonly problem?: string;
}

/** As many fields as the smaller platform shows: https://docs.discord.com/developers/interactions/receiving-and-responding (modal). */
const mostFields = 5;

/**
 * The form that completes a call: its arguments in order, required ones never left out. What the call
 * names already, without a problem, is not asked again; prose and lists can be looked over.
 */
export function formFor(
  command: { readonly summary: string; readonly args: readonly Arg[] },
  call: Call,
  problems: readonly Problem[],
  problem?: string,
): Form {
  const isWrong = (arg: Arg) => problems.some((one) => one.arg === arg.name);
  const asked = command.args.filter(isTyped).filter((arg) => {
    const isNamed = call.args[arg.name] !== undefined;
    if (!arg.required && arg.kind === 'number') return isWrong(arg);
    return isProse(arg) || arg.kind === 'words' || !isNamed || isWrong(arg);
  });
  const optional = asked.filter((arg) => !arg.required);
  const room = mostFields - (asked.length - optional.length);
  const left = new Set(optional.slice(Math.max(0, room)));
  const fields = asked
    .filter((arg) => !left.has(arg))
    .map((arg) => {
      const value = call.args[arg.name];
      const wrong = problems.find((one) => one.arg === arg.name);
      return {
        arg,
        ...(value !== undefined && { value }),
        ...(wrong && { problem: wrong.sentence }),
      };
    });
  return { title: command.summary, call, fields, ...(problem !== undefined && { problem }) };
}
