import type { Bot } from '../../commands/kit/bot.ts';
import { decodeCall } from '../../commands/kit/call.ts';
import type { Command, Door } from '../../commands/kit/command.ts';
import type { Form } from '../../commands/kit/form.ts';
import { problemView } from '../../commands/kit/problem.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import { messageIn } from '../../commands/kit/route.ts';
import type { Core } from '../../src/core.ts';
import type { Log } from '../../src/log.ts';
import { type Answering, createAnswering } from './answering.ts';
import { type Asking, resume } from './asking.ts';
import { encodedIn } from './custom-id.ts';
import type { Delivery, Target } from './delivery.ts';
import type { Heard, Origin } from './heard.ts';
import { limits } from './limits.ts';
import type { Messages } from './messages.ts';
import type { People } from './people.ts';
import { userMenu } from './register.ts';
import { plain } from './text.ts';
import type { Web } from './web.ts';

export interface Hearing {
  readonly bot: Bot;
  readonly core: Pick<Core, 'clock'>;
  readonly web: Web;
  readonly people: People;
  readonly asking: Asking;
  readonly delivery: Delivery;
  readonly messages: Messages;
  readonly log: Log;
  readonly application: () => string;
  /** Resolves when an answer is late, so that the interaction is to be deferred. */
  readonly lateness: () => Promise<void>;
}

type Kind<K extends Heard['kind']> = Extract<Heard, { kind: K }>;

const gone = problemView('That form is no longer available. Type the command instead.');
const tooLong = problemView(
  'This is longer than a form holds here. Write a new, shorter text with the command instead.',
);

/** What is done about each interaction. */
export function createHearing(hearing: Hearing) {
  const { bot, core, people, asking, delivery, messages, log } = hearing;

  /** An invocation of what was said or pressed. */
  async function handle(
    origin: Origin,
    delivered: string,
    door: Door,
    input: Request['input'],
    message?: Request['message'],
    words?: string,
  ): Promise<Outcome | undefined> {
    const { account, place } = await people.standpoint(origin);
    await people.noteName(origin);
    const found = message ?? (await messageOf(input, origin));
    // Without the intent it cannot be read again; it was read when the form was opened.
    const about = found?.text === '' && words !== undefined ? { ...found, text: words } : found;
    const isInThread = place.thread !== undefined && place.thread === origin.channel.id;
    const conversation = isInThread && (() => messages.thread(origin, people.titleOf(origin)));
    return bot.handle({
      delivery: `discord:${delivered}`,
      door,
      account,
      place,
      input,
      ...(about && { message: about }),
      ...(conversation && { conversation }),
    });
  }

  /** The message that a button or a form is about, read again. */
  async function messageOf(input: Request['input'], origin: Origin) {
    if (input.kind !== 'call' && input.kind !== 'encoded') return undefined;
    const call = input.kind === 'encoded' ? decodeCall(input.call) : input.call;
    const id = messageIn(bot.commands, call);
    return id === undefined ? undefined : (await messages.read(origin, id))?.message;
  }

  function answeringFor(origin: Origin): Answering | undefined {
    return origin.interaction
      ? createAnswering({
          web: hearing.web,
          application: hearing.application(),
          interaction: origin.interaction,
          log,
        })
      : undefined;
  }

  /** Answers with what comes of the work, at once where that is in time. */
  async function answer(
    origin: Target,
    audience: Outcome['audience'],
    isPress: boolean,
    work: Promise<Outcome | undefined>,
  ): Promise<void> {
    const answering = answeringFor(origin);
    const target: Target = { ...origin, ...(answering && { answering }) };
    const isLate = await Promise.race([
      work.then(
        () => false,
        () => false,
      ),
      hearing.lateness().then(() => true),
    ]);
    if (isLate) await answering?.defer(audience, isPress);
    try {
      await fulfil(await work, target);
    } catch (error) {
      await broke(error, target);
    }
  }

  async function fulfil(outcome: Outcome | undefined, target: Target): Promise<void> {
    if (!outcome) return;
    const { reply, audience } = outcome;
    if (reply.kind !== 'form') return delivery.deliver(reply, audience, target);
    const actor = () => people.arrive(target);
    if (target.answering?.isFresh() && !isSubmission(target)) {
      const modal = await asking.modal(reply.form, actor, wordsFor(reply.form, target));
      if (!modal) return delivery.show(tooLong, target, 'private');
      if (await target.answering.open(modal)) return;
    }
    const again = await asking.again(reply.form, await actor(), wordsFor(reply.form, target));
    await delivery.show(again, target, 'private');
  }

  /** The words of a message are kept only for a form that is about it: it may not be read again. */
  const wordsFor = ({ call }: Form, { words }: Target) =>
    messageIn(bot.commands, call) === undefined ? undefined : words;

  /** A form cannot be answered with a form. */
  const isSubmission = (target: Target) => 'kind' in target && target.kind === 'submission';

  /** Something of ours broke: said calmly to who is waiting. */
  async function broke(error: unknown, target: Target): Promise<void> {
    const reference = crypto.randomUUID().slice(0, 8);
    log.error({ event: 'discord hearing failed', reference, err: error });
    const sentence = `Something went wrong on our side. Please try again; if it happens again, tell an admin the reference ${reference}.`;
    await delivery.show(problemView(sentence), target, 'private');
  }

  const find = (name: string): Command | undefined => bot.commands.find((one) => one.name === name);

  const audienceOf = (name: string | undefined): Outcome['audience'] =>
    find(name ?? '')?.audience ?? 'private';

  async function command(heard: Kind<'command'>): Promise<void> {
    const { workspace } = await people.standpoint(heard);
    const read = Object.entries(heard.args).map(
      async ([name, value]) =>
        [name, await people.readText(value, workspace, heard.names)] as const,
    );
    const args = Object.fromEntries(await Promise.all(read));
    const input: Request['input'] = find(heard.name)
      ? { kind: 'call', call: { name: heard.name, args } }
      : { kind: 'line', line: [heard.name, ...Object.values(args)].join(' ') };
    const work = handle(heard, heard.delivery, 'slash', input);
    await answer(heard, audienceOf(heard.name), false, work);
  }

  async function menu(heard: Kind<'menu'>): Promise<void> {
    if (!('text' in heard.target)) {
      const { workspace } = await people.standpoint(heard);
      const names = { ...heard.names, [heard.target.id]: heard.target.name };
      const member = await people.readText(`<@${heard.target.id}>`, workspace, names);
      const call = { name: userMenu.command, args: { [userMenu.arg]: member } };
      const work = handle(heard, heard.delivery, 'shortcut', { kind: 'call', call });
      return answer(heard, audienceOf(call.name), false, work);
    }
    const name = bot.commands.find(({ onMessage }) => onMessage?.label === heard.name)?.name ?? '';
    const message = await messages.describe(heard, heard.target);
    const input = { kind: 'menu', name, at: core.clock() } as const;
    const work = handle(heard, heard.delivery, 'shortcut', input, message);
    await answer({ ...heard, words: message.text }, audienceOf(name), false, work);
  }

  async function press(heard: Kind<'press'>): Promise<void> {
    const encoded = encodedIn(heard.id);
    const call = decodeCall(encoded);
    if (call?.name === resume) return reopen(heard, Number(call.args.draft));
    const work = handle(heard, heard.delivery, 'button', { kind: 'encoded', call: encoded });
    await answer(heard, audienceOf(call?.name), true, work);
  }

  /** Opens a form as it was left. */
  async function reopen(heard: Kind<'press'>, draft: number): Promise<void> {
    const answering = answeringFor(heard);
    const target: Target = { ...heard, ...(answering && { answering }) };
    const kept = await asking.kept(draft, await people.arrive(heard));
    if (!kept) return delivery.show(gone, target, 'private');
    const modal = await asking.modal(kept.form, () => people.arrive(heard), kept.words);
    if (!modal) return delivery.show(tooLong, target, 'private');
    await answering?.open(modal);
  }

  async function submission(heard: Kind<'submission'>): Promise<void> {
    const call = decodeCall(heard.id);
    const draft =
      call?.name === resume
        ? await asking.kept(Number(call.args.draft), await people.arrive(heard))
        : undefined;
    const kept = call?.name === resume ? draft?.form.call : call;
    if (!kept) {
      const answering = answeringFor(heard);
      return delivery.show(gone, { ...heard, ...(answering && { answering }) }, 'private');
    }
    const { workspace } = await people.standpoint(heard);
    const values = Object.entries(heard.values).map(
      async ([name, value]) =>
        [name, await people.readText(value, workspace, heard.names)] as const,
    );
    const args = { ...kept.args, ...Object.fromEntries(await Promise.all(values)) };
    const input = { kind: 'call', call: { name: kept.name, args } } as const;
    const work = handle(heard, heard.delivery, 'form', input, undefined, draft?.words);
    await answer({ ...heard, words: draft?.words }, audienceOf(kept.name), false, work);
  }

  async function suggestion(heard: Kind<'suggestion'>): Promise<void> {
    const known = find(heard.name);
    const { account, place } = await people.standpoint(heard);
    const { arg, typed, given } = heard;
    const found = known ? await bot.suggest({ account, place }, known, arg, typed, given) : [];
    const choices = found
      .filter(({ value }) => value !== '' && value.length <= limits.choiceText)
      .slice(0, limits.choices)
      .map(({ value, label }) => ({ name: plain(label, limits.choiceText), value }));
    await answeringFor(heard)?.suggest(choices);
  }

  return { handle, fulfil, command, menu, press, submission, suggestion };
}
