import type { Core } from '../../src/core.ts';
import { KnownError, sentenceFor } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Actor } from '../../src/model.ts';
import type { Given, Suggestion } from './args.ts';
import type { Command, Door } from './command.ts';
import { withPlatforms } from './elsewhere.ts';
import { formFor } from './form.ts';
import type { Echo, Workspaced } from './on-message.ts';
import { perform } from './perform.ts';
import { problemView, withWords } from './problem.ts';
import { createReads } from './reads.ts';
import { type Card, type Reply, show } from './reply.ts';
import type { Outcome, Reacted, Request, Said } from './request.ts';
import { type Called, type Here, messageIn, route, unknownView } from './route.ts';
import { createSuggestions } from './suggestions.ts';
import { createTurns } from './turns.ts';
import type { View } from './view.ts';

export interface Bot {
  readonly commands: readonly Command[];
  /**
   * What should happen; undefined for nothing: this delivery was handled before, or a reaction means
   * nothing here. Never throws.
   */
  handle(request: Request): Promise<Outcome | undefined>;
  /** The command that a reaction with the emoji means in that workspace. Never throws. */
  meaning(place: Workspaced, emoji: string): Promise<string | undefined>;
  /** What could be typed for an argument; empty when there is nothing to suggest. Never throws. */
  suggest(
    request: Pick<Request, 'account' | 'place'>,
    command: Command,
    arg: string,
    typed: string,
    given?: Given,
  ): Promise<readonly Suggestion[]>;
  /** Somebody put an emoji, whichever, under a message: what is ours there was looked at. Never throws. */
  reacted(to: Reacted): Promise<void>;
  /**
   * What comes of what was said in a channel: nothing where it has not opted in, and then nothing is
   * kept of it either. Never throws.
   */
  overhear(said: Said): Promise<readonly Echo[]>;
  /** Ends it, once nobody asks any more: what it was to remember is remembered. Never throws. */
  close(): Promise<void>;
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
  const turns = createTurns();
  const suggestions = createSuggestions();
  const reads = createReads({ remember: core.deliveries.rememberAll, log });

  async function handle(request: Request): Promise<Outcome | undefined> {
    if (inHand.has(request.delivery) || reads.has(request.delivery)) return undefined;
    const { place, account, door } = request;
    const workspace = `${place.platform} ${place.workspace}`;
    const refusal = turns.refusal(workspace, account.externalId);
    if (refusal !== undefined) {
      log.info({ event: 'turned away', platform: place.platform, door });
      return door === 'reaction' ? undefined : problem(refusal, route(commands, request), door);
    }
    inHand.add(request.delivery);
    try {
      return await turns.take(workspace, account.externalId, () => answer(request));
    } finally {
      inHand.delete(request.delivery);
    }
  }

  async function answer(request: Request): Promise<Outcome | undefined> {
    const start = core.clock();
    const event = { event: 'invocation', platform: request.place.platform, door: request.door };
    let called = await find(request);
    const done = (outcome: string, more: object = {}) =>
      log.info({
        ...event,
        command: called?.command.name ?? null,
        outcome,
        ms: core.clock() - start,
        ...more,
      });
    try {
      if (!(await isForUs(request, called))) return undefined;
      if (await core.deliveries.isKnown(request.delivery)) throw repeated();
      const actor = await core.members.arrive(request.account, request.place, request.delivery);
      called = await standing(called, request, actor);
      const reply = called
        ? await reach(called, request, actor)
        : show(unknownView(commands, request));
      if (!reply) {
        done('nothing');
        return undefined;
      }
      reads.add(request.delivery);
      const here = await saidWhere(await onlyHere(reply, actor), actor, request.place.platform);
      done(reply.kind);
      const isProblem = reply.kind === 'form' || reply.view.name === 'problem';
      const audience = isProblem ? 'private' : (called?.command.audience ?? 'private');
      const { happensIn } = called?.command ?? {};
      return { reply: here, audience, ...(happensIn && { happensIn }) };
    } catch (error) {
      if (error instanceof KnownError) {
        done(error.code, error.cause === undefined ? {} : { err: error.cause });
        // Nobody who only reacted to a message asked to be told why that came to nothing.
        const isQuiet = request.door === 'reaction' && error.code !== 'unavailable';
        if (error.code === 'repeated' || isQuiet) return undefined;
        return problem(error.message, called, request.door);
      }
      const reference = crypto.randomUUID().slice(0, 8);
      const name = called?.command.name ?? null;
      log.error({ ...event, command: name, outcome: 'bug', reference, err: error });
      const isDone = await core.deliveries.isKnown(request.delivery).catch(() => false);
      return isDone
        ? problem(savedSentence(reference), undefined, request.door)
        : problem(sentenceFor(error, reference), called, request.door);
    }
  }

  /** An emoji means what it always does, or what the community chose it for. */
  async function meant(place: Workspaced, emoji: string): Promise<Command | undefined> {
    const chosen = commands.map(async (command) => {
      const { emoji: fixed = [], chosenEmoji } = command.onMessage ?? {};
      if (fixed.includes(emoji)) return command;
      const own = await chosenEmoji?.(place, core);
      return own === emoji ? command : undefined;
    });
    return (await Promise.all(chosen)).find((command) => command !== undefined);
  }

  async function find(request: Request): Promise<Called | undefined> {
    const { input, place } = request;
    if (input.kind !== 'reaction') return route(commands, request);
    const command = await meant(place, input.emoji);
    return command && { command, call: { name: command.name, args: {} } };
  }

  /** Names of members of the other platform say so. */
  async function saidWhere(reply: Reply, { communityId }: Actor, platform: string): Promise<Reply> {
    if (reply.kind === 'form') return reply;
    const told = (view: View) => withPlatforms(view, core.accountLinks, communityId, platform);
    const cards = (reply.cards ?? []).map(async (card) => ({
      ...card,
      view: await told(card.view),
    }));
    const view = await told(reply.view);
    return { ...reply, view, ...(reply.cards && { cards: await Promise.all(cards) }) };
  }

  /** Cards of another workspace are its own adapter's to change: what is owed of them is due at once. */
  async function onlyHere(reply: Reply, { channel }: Actor): Promise<Reply> {
    if (reply.kind === 'form' || !reply.cards) return reply;
    const isHere = (card: Card) => card.channel.workspaceId === channel.workspaceId;
    for (const card of reply.cards.filter((one) => !isHere(one))) {
      await core.cards.hasten(card.channel.id, card.key);
    }
    return { ...reply, cards: reply.cards.filter(isHere) };
  }

  /** A reaction that no command knows, or of someone who was never here, is not; it makes nobody a member. */
  async function isForUs(request: Request, called: Called | undefined): Promise<boolean> {
    if (request.input.kind !== 'reaction') return true;
    if (!called) return false;
    return (await core.members.recognise(request.account, request.place)) !== undefined;
  }

  /** The same in the thread where the actor stands: it may say what was not named. */
  async function standing(
    called: Called | undefined,
    request: Request,
    actor: Actor,
  ): Promise<Called | undefined> {
    if (!called || actor.thread === undefined) return called;
    const { command } = called;
    const values = command.args.map(async (arg) => {
      const value = arg.required ? await arg.here?.(core, actor) : undefined;
      return value === undefined ? [] : [[arg.name, value] as const];
    });
    const here: Here = Object.fromEntries((await Promise.all(values)).flat());
    return request.input.kind === 'reaction'
      ? { command, call: { name: command.name, args: here } }
      : route(commands, request, here);
  }

  /** Undefined when what was done to a message means nothing here. */
  async function reach(
    { command, call }: Called,
    request: Request,
    actor: Actor,
  ): Promise<Reply | undefined> {
    const { door, input, message, conversation } = request;
    const at = 'at' in input ? input.at : undefined;
    const performer = { actor, door, message, at, conversation };
    if (input.kind !== 'menu' && input.kind !== 'reaction') {
      const named = messageIn(commands, call);
      if (named !== undefined && named !== message?.id) throw messageGone();
      const doubt =
        input.kind === 'encoded' ? await core.formerNumbers.doubt(actor, call.args) : undefined;
      if (doubt !== undefined) throw new KnownError('conflict', doubt);
      return perform(command, call, performer, core);
    }
    if (!message) throw messageGone();
    const by = input.kind;
    const isUndone = input.kind === 'reaction' && input.isUndone;
    const about = { actor, message, by, isUndone, at: input.at };
    const read = await command.onMessage?.read(about, core);
    if (!read) return undefined;
    const itself = command.args.find(({ kind }) => kind === 'message');
    const own = itself ? { [itself.name]: message.id } : {};
    const full = { name: call.name, args: { ...call.args, ...own, ...read.args } };
    if (read.isForm) return { kind: 'form', form: formFor(command, full, []) };
    return perform(command, full, performer, core);
  }

  return {
    commands,
    handle,
    close: reads.flush,
    async meaning(place, emoji) {
      try {
        return (await meant(place, emoji))?.name;
      } catch (error) {
        log.error({ event: 'a reaction was lost', platform: place.platform, err: error });
        return undefined;
      }
    },
    async suggest(request, command, name, typed, given = {}) {
      const { suggest } = command.args.find((known) => known.name === name) ?? {};
      if (!suggest) return [];
      try {
        return await suggestions.take(request, async () => {
          const reader = await core.members.recognise(request.account, request.place);
          return reader ? suggest(core, reader, typed, given) : [];
        });
      } catch (error) {
        log.warn({ event: 'suggestion failed', command: command.name, err: error });
        return [];
      }
    },
    async reacted(to) {
      try {
        await core.digests.schedules.reacted(to);
      } catch (error) {
        log.error({ event: 'a reaction was lost', platform: to.platform, err: error });
      }
    },
    async overhear({ platform, workspace, channel, ...heard }) {
      try {
        const where = await core.channels.listened(platform, workspace, channel);
        if (!where) return [];
        const echoes = commands.map(({ listens }) => listens?.hear({ ...where, ...heard }, core));
        return (await Promise.all(echoes)).filter((echo) => echo !== undefined);
      } catch (error) {
        log.error({ event: 'overhearing failed', platform, err: error });
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

const messageGone = () =>
  new KnownError('not_found', 'That message is no longer there, or I cannot read it here.');
