import type { Core } from '../../src/core.ts';
import { KnownError } from '../../src/errors.ts';
import type { Actor, Message, ReadConversation } from '../../src/model.ts';
import { isProse, isTyped } from './args.ts';
import type { Call } from './call.ts';
import type { Command, Door } from './command.ts';
import { type Form, formFor } from './form.ts';
import { problemView } from './problem.ts';
import { readArgs } from './read-args.ts';
import { type Reply, show } from './reply.ts';
import { code, say } from './text.ts';
import { usageOf } from './usage.ts';

/** Who performs a call, and how it arrived. */
export interface Performer {
  readonly actor: Actor;
  readonly door: Door;
  readonly message: Message | undefined;
  readonly at: number | undefined;
  readonly conversation: ReadConversation | undefined;
}

/**
 * Reads the arguments of a call and runs its command; what is missing, or wrong beside prose that must
 * not be lost, becomes a form.
 */
export async function perform(
  command: Command,
  call: Call,
  { actor, door, message, at, conversation }: Performer,
  core: Core,
): Promise<Reply> {
  const { values, missing, problems } = readArgs(command.args, call.args);
  const hasProse = command.args.some((arg) => isProse(arg) && call.args[arg.name]);
  const mayFill = hasProse || door === 'form';
  if (problems.length > 0 && !mayFill) {
    const what = problems.map((problem) => problem.sentence).join(' ');
    return show(problemView(what, say`It is typed ${code(usageOf(command))}.`));
  }
  if (!missing.every(isTyped)) {
    throw new KnownError('not_found', 'The message that this is about is not there any more.');
  }
  if (missing.length > 0 || problems.length > 0) {
    return ask(formFor(command, call, problems));
  }
  try {
    // The values were read by the command's own declaration.
    const args = values as never;
    const about = {
      ...(message && { message }),
      ...(at !== undefined && { at }),
      ...(conversation && { conversation }),
    };
    return await command.run({ actor, door, args, ...about }, core);
  } catch (error) {
    const isFixable =
      error instanceof KnownError &&
      (error.code === 'invalid' || (door === 'form' && error.code === 'conflict'));
    if (!isFixable || !mayFill) throw error;
    return ask(formFor(command, call, [], error.message));
  }

  async function ask(form: Form): Promise<Reply> {
    const about = await nameOf(command, form.call, core, actor);
    return { kind: 'form', form: { ...form, ...(about !== undefined && { about }) } };
  }
}

/** How people know the thing that a call names, as it would be suggested to them. */
async function nameOf(
  command: Command,
  { args }: Call,
  core: Core,
  actor: Actor,
): Promise<string | undefined> {
  for (const arg of command.args) {
    const named = args[arg.name];
    if (named === undefined || (arg.kind !== 'reference' && arg.kind !== 'person')) continue;
    const value = arg.kind === 'person' ? named : arg.canonical(named);
    const suggested = value === undefined ? [] : await arg.suggest?.(core, actor, value, args);
    const found = suggested?.find((one) => one.value === value);
    if (found) return found.label;
  }
  return undefined;
}
