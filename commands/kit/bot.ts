import type { Core } from '../../src/core.ts';
import { KnownError, sentenceFor } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Actor } from '../../src/model.ts';
import { isProse, type Suggestion } from './args.ts';
import type { Call } from './call.ts';
import type { Command, Door } from './command.ts';
import { formFor } from './form.ts';
import { problemView, withWords } from './problem.ts';
import { readArgs } from './read-args.ts';
import { type Reply, show } from './reply.ts';
import type { Outcome, Request } from './request.ts';
import { type Called, route, unknownView } from './route.ts';
import { code, say } from './text.ts';
import { usageOf } from './usage.ts';

export interface Bot {
  readonly commands: readonly Command[];
  /** What should happen; undefined when this delivery was handled before. Never throws. */
  handle(request: Request): Promise<Outcome | undefined>;
  /** What could be typed for an argument; empty when there is nothing to suggest. Never throws. */
  suggest(
    request: Pick<Request, 'account' | 'place'>,
    command: Command,
    arg: string,
    typed: string,
  ): Promise<readonly Suggestion[]>;
}

/** The hallway: every invocation is routed, read, run, remembered, caught and logged here. */
export function createBot(options: {
  readonly commands: readonly Command[];
  readonly core: Core;
  readonly log: Log;
}): Bot {
  const { commands, core, log } = options;
  /** Deliveries being handled: one that is repeated meanwhile is not answered twice. */
  const inHand = new Set<string>();

  async function handle(request: Request): Promise<Outcome | undefined> {
    if (inHand.has(request.delivery)) return undefined;
    inHand.add(request.delivery);
    try {
      return await answer(request);
    } finally {
      inHand.delete(request.delivery);
    }
  }

  async function answer(request: Request): Promise<Outcome | undefined> {
    const start = core.clock();
    const event = { event: 'invocation', platform: request.place.platform, door: request.door };
    const called = route(commands, request);
    const name = called?.command.name ?? null;
    const done = (outcome: string, more: object = {}) =>
      log.info({ ...event, command: name, outcome, ms: core.clock() - start, ...more });
    try {
      if (await core.deliveries.isKnown(request.delivery)) throw repeated();
      const actor = await core.members.arrive(request.account, request.place, request.delivery);
      const reply = called
        ? await run(called.command, called.call, request.door, actor)
        : show(unknownView(commands, request));
      await rememberRead(request.delivery);
      done(reply.kind);
      const isProblem = reply.kind === 'form' || reply.view.name === 'problem';
      const audience = isProblem ? 'private' : (called?.command.audience ?? 'private');
      return { reply, audience };
    } catch (error) {
      if (error instanceof KnownError) {
        done(error.code, error.cause === undefined ? {} : { err: error.cause });
        return error.code === 'repeated' ? undefined : problem(error.message, called, request.door);
      }
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ ...event, command: name, outcome: 'bug', reference, err: error });
      const isDone = await core.deliveries.isKnown(request.delivery).catch(() => false);
      return isDone
        ? problem(savedSentence(reference), undefined, request.door)
        : problem(sentenceFor(error, reference), called, request.door);
    }
  }

  /** An act has remembered its delivery; for what only reads, failing to is no reason to say nothing. */
  async function rememberRead(delivery: string): Promise<void> {
    try {
      await core.deliveries.remember(delivery);
    } catch (error) {
      log.warn({ event: 'delivery not remembered', err: error });
    }
  }

  async function run(command: Command, call: Call, door: Door, actor: Actor): Promise<Reply> {
    const { values, missing, problems } = readArgs(command.args, call.args);
    const hasProse = command.args.some((arg) => isProse(arg) && call.args[arg.name]);
    const mayFill = hasProse || door === 'form';
    if (problems.length > 0 && !mayFill) {
      const what = problems.map((problem) => problem.sentence).join(' ');
      return show(problemView(what, say`It is typed ${code(usageOf(command))}.`));
    }
    if (missing.length > 0 || problems.length > 0) {
      return { kind: 'form', form: formFor(command, call, problems) };
    }
    try {
      // The values were read by the command's own declaration.
      return await command.run({ actor, door, args: values as never }, core);
    } catch (error) {
      const isFixable =
        error instanceof KnownError &&
        (error.code === 'invalid' || (door === 'form' && error.code === 'conflict'));
      if (!isFixable || !mayFill) throw error;
      return { kind: 'form', form: formFor(command, call, [], error.message) };
    }
  }

  return {
    commands,
    handle,
    async suggest(request, command, name, typed) {
      const arg = command.args.find((known) => known.name === name);
      if (!arg?.suggest) return [];
      try {
        const reader = await core.members.recognise(request.account, request.place);
        return reader ? await arg.suggest(core, reader, typed) : [];
      } catch (error) {
        log.warn({ event: 'suggestion failed', command: command.name, err: error });
        return [];
      }
    },
  };
}

const savedSentence = (reference: string) =>
  `It was saved, but showing it failed: there is no need to do it again. If it happens again, tell an admin the reference ${reference}.`;

function problem(what: string, called: Called | undefined, door: Door): Outcome {
  const view = withWords(problemView(what), called, door === 'form');
  return { reply: show(view), audience: 'private' };
}

const repeated = () => new KnownError('repeated', 'This was received before, and done once.');
