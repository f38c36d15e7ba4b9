import { type Arg, isProse, isTyped, type TypedArg } from './args.ts';
import type { Call } from './call.ts';
import type { Problem } from './read-args.ts';

/**
 * A call with blanks, for a member to fill in. Submitted, it is the call with the value of every
 * field in it; a field that was left empty, or emptied, has the value ''.
 */
export interface Form {
  readonly title: string;
  /** What the fields complete: ids and choices that nobody is asked for. */
  readonly call: Call;
  readonly fields: readonly Field[];
  /** The place in which it happens has to be a channel that others are in. */
  readonly happensIn?: 'channel';
  /** What it is about, in members' words: `#42 How do I undo a commit?`. */
  readonly about?: string;
  /** What was wrong with the whole of it, when it comes back. */
  readonly problem?: string;
}

export interface Field {
  readonly arg: TypedArg;
  /** What stands in it already. */
  readonly value?: string;
  /** What was wrong with what was typed. */
  readonly problem?: string;
}

/**
 * The form that completes a call: its arguments in order. What the call names already, without a
 * problem, is not asked again; prose and lists can be looked over.
 */
export function formFor(
  command: {
    readonly summary: string;
    readonly args: readonly Arg[];
    readonly happensIn?: 'channel';
  },
  call: Call,
  problems: readonly Problem[],
  problem?: string,
): Form {
  const problemOf = (arg: Arg) => problems.find((one) => one.arg === arg.name)?.sentence;
  const asked = command.args.filter(isTyped).filter((arg) => {
    const isNamed = call.args[arg.name] !== undefined;
    const isWrong = problemOf(arg) !== undefined;
    if (!arg.required && arg.kind === 'number') return isWrong;
    return isProse(arg) || arg.kind === 'words' || !isNamed || isWrong;
  });
  const names = new Set(asked.map(({ name }) => name));
  const kept = Object.entries(call.args).filter(([name]) => !names.has(name));
  const fields = asked.map((arg) => {
    const value = call.args[arg.name];
    const wrong = problemOf(arg);
    return { arg, ...(value !== undefined && { value }), ...(wrong && { problem: wrong }) };
  });
  return {
    title: command.summary,
    call: { name: call.name, args: Object.fromEntries(kept) },
    fields,
    ...(command.happensIn && { happensIn: command.happensIn }),
    ...(problem !== undefined && { problem }),
  };
}

/** The call with everything that stands in the form. */
export function callOf({ call, fields }: Form): Call {
  const filled = fields.flatMap(({ arg, value }) =>
    value === undefined ? [] : [[arg.name, value]],
  );
  return { name: call.name, args: { ...call.args, ...Object.fromEntries(filled) } };
}
