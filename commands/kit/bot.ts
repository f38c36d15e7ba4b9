import type { Core } from '../../src/core.ts';
import { KnownError, sentenceFor } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity, Actor } from '../../src/model.ts';
import type { Suggestion } from './args.ts';
import { isProse } from './args.ts';
import { type Call, decodeCall } from './call.ts';
import type { Command, Door } from './command.ts';
import { formFor } from './form.ts';
import { parseArgs, readName } from './parse.ts';
import { readArgs } from './read-args.ts';
import type { Reply } from './reply.ts';
import { show } from './reply.ts';
import { code, say, sentence, type Text } from './text.ts';
import { usageOf } from './usage.ts';
import type { Block, View } from './view.ts';

/** What an adapter hears: who, where, through which door, and what was said or pressed. */
export interface Request {
  /** The platform's key of this delivery: the same when it is repeated, different otherwise. */
  readonly delivery: string;
  readonly door: Door;
  readonly account: AccountIdentity;
  readonly place: Place;
  readonly input:
    | { readonly kind: 'line'; readonly line: string }
    /** A button's encoded call. */
    | { readonly kind: 'encoded'; readonly call: string }
    /** Typed options or a submitted form. */
    | { readonly kind: 'call'; readonly call: Call };
}

/** A reply, and who should see it: problems and forms are private whatever the command is. */
export interface Outcome {
  readonly reply: Reply;
  readonly audience: 'private' | 'public';
}

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

/** Words that are quickly typed again are not given back. */
const shortWords = 40;

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
        : unknownCommand(commands, request);
      await core.deliveries.remember(request.delivery);
      done(reply.kind);
      const isProblem = reply.kind === 'form' || reply.view.name === 'problem';
      const audience = isProblem ? 'private' : (called?.command.audience ?? 'private');
      return { reply, audience };
    } catch (error) {
      if (error instanceof KnownError) {
        done(error.code, error.cause === undefined ? {} : { err: error.cause });
        return error.code === 'repeated' ? undefined : problem(error.message, wordsOf(called));
      }
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ ...event, command: name, outcome: 'bug', reference, err: error });
      return problem(sentenceFor(error, reference), wordsOf(called));
    }
  }

  async function run(command: Command, call: Call, door: Door, actor: Actor): Promise<Reply> {
    const { values, missing, problems } = readArgs(command.args, call.args);
    const hasProse = command.args.some((arg) => isProse(arg) && call.args[arg.name]);
    const mayFill = hasProse || door === 'form';
    if (problems.length > 0 && !mayFill) {
      const what = problems.map((problem) => problem.sentence).join(' ');
      return show(problemView(what, usageNote(command)));
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
        const actor = await core.members.arrive(request.account, request.place, 'suggest');
        return await arg.suggest(core, actor, typed);
      } catch (error) {
        log.warn({ event: 'suggestion failed', command: command.name, err: error });
        return [];
      }
    },
  };
}

/** The prose of a call that came to nothing: whoever typed it gets it back. */
function wordsOf(called: Called | undefined): string {
  const prose = called?.command.args.filter(isProse) ?? [];
  const words = prose.flatMap((arg) => called?.call.args[arg.name] ?? []).join('\n\n');
  return words.length > shortWords ? words : '';
}

function problem(what: string, words: string): Outcome {
  const view = problemView(what);
  const note: Block = { kind: 'note', text: ['What you wrote, so that it is not lost:'] };
  const kept: Block[] = words === '' ? [] : [note, { kind: 'quote', text: words }];
  return { reply: show({ ...view, blocks: [...view.blocks, ...kept] }), audience: 'private' };
}

interface Called {
  readonly command: Command;
  readonly call: Call;
}

function route(commands: readonly Command[], request: Request): Called | undefined {
  const { input } = request;
  if (input.kind === 'line') {
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

function unknownCommand(commands: readonly Command[], { input }: Request): Reply {
  if (input.kind !== 'line') {
    return show(problemView('That button is no longer available. Type the command instead.'));
  }
  if (input.line.trim() === '') return show(problemView('Type a command. `help` lists them.'));
  const [said = ''] = input.line.toWellFormed().trim().split(/\s+/, 1);
  const word = [...said.toLowerCase()].slice(0, 40).join('');
  const group = commands.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => name);
  return show(
    group.length > 0
      ? problemView(`There are several: ${group.map((name) => `\`${name}\``).join(', ')}.`)
      : problemView(`There is no command "${word}".`, say`${code('help')} lists what you can do.`),
  );
}

function usageNote(command: Command): Text {
  return say`It is typed ${code(usageOf(command))}.`;
}

/** What went wrong, for the member alone, and what to do next. */
export function problemView(what: string, next: Text = []): View {
  const blocks = next.length > 0 ? [{ kind: 'note' as const, text: next }] : [];
  return {
    name: 'problem',
    title: [],
    blocks: [{ kind: 'prose', text: sentence(what) }, ...blocks],
  };
}

const repeated = () => new KnownError('repeated', 'This was received before, and done once.');
