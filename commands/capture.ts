import { isOnlyFiles } from '../src/capture/compose.ts';
import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import { limits } from '../src/limits.ts';
import type { Actor, ReadConversation } from '../src/model.ts';
import {
  captureArg,
  keepOrLint,
  kept,
  mustBeWhole,
  type Picked,
  picksOf,
  writingForm,
  writtenArgs,
} from './captures.ts';
import { command } from './kit/command.ts';
import { formFor } from './kit/form.ts';
import { problemView } from './kit/problem.ts';
import { revise, show } from './kit/reply.ts';
import { say, strong } from './kit/text.ts';
import { pageArg, snippetArg, theSnippet } from './references.ts';
import { onlyFilesSentence, reactedView } from './views/capture.ts';
import { doneView } from './views/questions.ts';

/** The steps between choosing a message and having it saved: buttons, and a form. */

const theCaptureArg = { ...captureArg, required: true } as const;

async function picked(
  core: Core,
  actor: Actor,
  id: number,
  conversation: ReadConversation | undefined,
): Promise<Picked> {
  return picksOf(core, actor, await core.captures.find(actor, id), await conversation?.());
}

/** What was written, as it waits to be kept. */
async function waiting(
  core: Core,
  actor: Actor,
  id: number,
  conversation: ReadConversation | undefined,
) {
  const found = await picked(core, actor, id, conversation);
  const text = found.capture.written;
  mustBeWhole(found);
  if (text) return { ...found, text };
  throw new KnownError('not_found', 'Nothing was written yet. Press Continue first.');
}

export const pickMessage = command({
  name: 'capture pick',
  summary: 'Choose what to save of a conversation',
  group: 'The steps of saving a conversation',
  audience: 'private',
  doors: 'button',
  args: [
    theCaptureArg,
    { name: 'pick', kind: 'line', max: 60, summary: 'the message', required: false },
    pageArg,
  ],
  async run({ actor, args, conversation }, core) {
    const { pick, page = 1 } = args;
    const found = await picked(core, actor, args.capture, conversation);
    if (pick === undefined) return revise(found.view(page));
    const isThere = (id: string) => found.messages.some((one) => one.id === id);
    const picks = found.capture.picks.filter(isThere);
    if (!isThere(pick) && !found.capture.picks.includes(pick)) {
      throw new KnownError('not_found', 'That message is no longer there.');
    }
    const next = picks.includes(pick) ? picks.filter((id) => id !== pick) : [...picks, pick];
    const capture = await core.captures.order(actor, args.capture, next);
    return revise((await picksOf(core, actor, capture, await conversation?.())).view(page));
  },
});

export const orderMessages = command({
  name: 'capture order',
  summary: 'Choose messages by their numbers, in order',
  audience: 'private',
  doors: 'button',
  args: [
    theCaptureArg,
    {
      name: 'numbers',
      kind: 'line',
      max: 200,
      summary: 'in the order in which they should stand, like 1 3 2',
      required: true,
    },
  ],
  async run({ actor, args, conversation }, core) {
    const found = await picked(core, actor, args.capture, conversation);
    const numbers = args.numbers.split(/[\s,;]+/).filter((word) => word !== '');
    const picks = numbers.map((number) => {
      const id = /^\d{1,4}$/.test(number) ? found.listed[Number(number) - 1] : undefined;
      if (id !== undefined) return id;
      throw new KnownError(
        'invalid',
        `There is no message "${number}". Name them by their numbers, 1 to ${found.listed.length}.`,
      );
    });
    const capture = await core.captures.order(actor, args.capture, picks);
    return revise((await picksOf(core, actor, capture, await conversation?.())).view(1));
  },
});

export const writeCapture = command({
  name: 'capture write',
  summary: 'Write down what to save',
  audience: 'private',
  doors: 'button',
  args: [theCaptureArg],
  async run({ actor, args, conversation }, core) {
    const found = await picked(core, actor, args.capture, conversation);
    mustBeWhole(found);
    return writingForm(core, actor, found);
  },
});

export const keepCapture = command({
  name: 'capture keep',
  summary: 'Save as knowledge',
  audience: 'private',
  doors: 'button',
  args: writtenArgs,
  async run({ actor, args, conversation }, core) {
    const { title, answer, details = '', tags, capture: id } = args;
    const text = { title, answer, details, tags: [...tags] };
    core.captures.check(text);
    if (id === undefined) return keepOrLint(core, actor, text, id, []);
    const found = await picked(core, actor, id, conversation);
    mustBeWhole(found);
    return keepOrLint(core, actor, text, id, found.messages);
  },
});

export const saveAnyway = command({
  name: 'capture anyway',
  summary: 'Save it as it was written',
  audience: 'private',
  doors: 'button',
  args: [theCaptureArg],
  async run({ actor, args, conversation }, core) {
    const { text, messages } = await waiting(core, actor, args.capture, conversation);
    const saved = await core.captures.save(actor, args.capture, text, messages);
    return revise(await kept(core, actor, saved));
  },
});

export const useDates = command({
  name: 'capture dates',
  summary: 'Save it with the days that were meant',
  audience: 'private',
  doors: 'button',
  args: [theCaptureArg],
  async run({ actor, args, conversation }, core) {
    const { text, messages } = await waiting(core, actor, args.capture, conversation);
    const { dated = text } = await core.captures.lint(actor, text, messages);
    const reply = await keepOrLint(core, actor, dated, args.capture, messages);
    return reply.kind === 'show' ? revise(reply.view) : reply;
  },
});

export const discardCapture = command({
  name: 'capture discard',
  summary: 'Save nothing of it',
  audience: 'private',
  doors: 'button',
  args: [theCaptureArg],
  async run({ actor, args }, core) {
    await core.captures.discard(actor, args.capture);
    return revise(doneView(say`Nothing is kept of it.`));
  },
});

export const linkInstead = command({
  name: 'capture link',
  summary: 'Link the conversation to what is kept already',
  audience: 'private',
  doors: 'button',
  args: [theCaptureArg, snippetArg],
  async run({ actor, args, conversation }, core) {
    const { messages } = await waiting(core, actor, args.capture, conversation);
    const { number } = await theSnippet(core, actor, args.snippet);
    await core.captures.link(actor, args.capture, number, messages);
    const open = { name: 'snippet show', args: { snippet: args.snippet } };
    const text = say`Nothing new is kept: ${strong(`S${number}`)} is linked to this conversation.`;
    return revise(doneView(text, [{ label: `Show S${number}`, call: open }]));
  },
});

const wholeArg = {
  name: 'answer',
  kind: 'text',
  max: limits.text,
  summary: 'the whole answer, with what is new in it',
  required: false,
} as const;

export const mergeCapture = command({
  name: 'capture merge',
  summary: 'Add it to what is kept already',
  audience: 'private',
  doors: 'button',
  args: [theCaptureArg, snippetArg, wholeArg],
  async run({ actor, args, conversation }, core) {
    const { text, messages } = await waiting(core, actor, args.capture, conversation);
    const snippet = await theSnippet(core, actor, args.snippet);
    if (args.answer === undefined) {
      const both = `${snippet.answer}\n\n${text.answer}`;
      const call = { capture: String(args.capture), snippet: args.snippet, answer: both };
      const fields = [theCaptureArg, snippetArg, { ...wholeArg, required: true }] as const;
      const summary = `Add to S${snippet.number}`;
      const form = formFor({ summary, args: fields }, { name: 'capture merge', args: call }, []);
      return { kind: 'form', form };
    }
    const { number } = snippet;
    const saved = await core.captures.merge(actor, args.capture, number, args.answer, messages);
    return show(await kept(core, actor, saved, 'Added to'));
  },
});

/** A reaction to a message asks whoever gave it, alone; taken back before they said so, it is gone. */
export const captureReaction = command({
  name: 'capture react',
  summary: 'Save a message by a reaction',
  audience: 'private',
  doors: 'button',
  args: [captureArg],
  onMessage: {
    chosenEmoji: (place, core) => core.captures.emoji(place),
    async read({ actor, message, isUndone, at }, core) {
      if (!(await core.captures.isLatest(actor, message.id, at))) return undefined;
      if (isUndone) {
        await core.captures.withdraw(actor, message.id);
        return undefined;
      }
      if (isOnlyFiles(message)) return { args: {} };
      if (message.text.trim() === '' || !message.author) return undefined;
      const open = await core.captures.open(actor);
      if (open) {
        await core.captures.add(actor, open.id, message);
        return undefined;
      }
      const capture = await core.captures.begin(actor, [message.id], [message]);
      return { args: { capture: String(capture.id) } };
    },
  },
  async run({ actor, args, door, conversation }, core) {
    if (args.capture === undefined) return show(problemView(onlyFilesSentence));
    const said = door === 'reaction' ? await conversation?.() : undefined;
    if (said) await core.captures.remember(actor, args.capture, said);
    return show(reactedView(args.capture));
  },
});

export const captureCommands = [
  pickMessage,
  orderMessages,
  writeCapture,
  keepCapture,
  saveAnyway,
  useDates,
  discardCapture,
  linkInstead,
  mergeCapture,
  captureReaction,
];
