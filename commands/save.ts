import { type Capture, mostPicks } from '../src/capture/captures.ts';
import { askingIn, choices, isOnlyFiles, usualPicks } from '../src/capture/compose.ts';
import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import { limits } from '../src/limits.ts';
import type { Actor, Conversation, Message } from '../src/model.ts';
import { keepOrLint, picksOf, writingForm } from './captures.ts';
import { command } from './kit/command.ts';
import { type Reply, show } from './kit/reply.ts';
import { messageArg, tagsArg } from './references.ts';
import { onlyFilesSentence, unreadableView } from './views/capture.ts';

const prose = { kind: 'text', max: limits.text, required: false } as const;

/** "Save as knowledge": a message, a thread, or what is typed, becomes a snippet. */
export const save = command({
  name: 'save',
  summary: 'Save as knowledge: this thread, or your words',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'title',
      kind: 'line',
      max: limits.title,
      summary: 'the question that it answers',
      required: false,
    },
    { ...prose, name: 'answer', summary: 'what to keep' },
    { ...prose, name: 'details', summary: 'more about the question' },
    tagsArg,
    { ...messageArg, required: false },
  ],
  examples: ['save', 'save "How do we review code?" "In pairs, the same day." tags:review'],
  onMessage: {
    label: 'Save as knowledge',
    read: async () => ({ args: {} }),
  },
  async run({ actor, args, message, conversation }, core) {
    const said = await conversation?.();
    if (message) return fromMessage(core, actor, message, said);
    const { title, answer, details = '', tags } = args;
    if (title !== undefined && answer !== undefined) {
      return keepOrLint(core, actor, { title, answer, details, tags: [...tags] }, undefined, []);
    }
    const isTyped = title !== undefined || answer !== undefined;
    if (isTyped || actor.thread === undefined) {
      return writingForm(core, actor, undefined, { title, answer, details, tags: [...tags] });
    }
    return fromThread(core, actor, said);
  },
});

/** What was chosen stands first; more is added to what the member has begun in that thread. */
async function fromMessage(
  core: Core,
  actor: Actor,
  message: Message,
  said: Conversation | undefined,
): Promise<Reply> {
  if (isOnlyFiles(message)) throw new KnownError('invalid', onlyFilesSentence);
  if (message.text.trim() === '') {
    throw new KnownError(
      'invalid',
      'There are no words in that message that I can read. Type `save` to write down what it says.',
    );
  }
  const open = await core.captures.open(actor);
  if (!said) {
    const capture = open
      ? await core.captures.add(actor, open.id, message)
      : await core.captures.begin(actor, [message.id], [message]);
    if (actor.thread === undefined)
      return writingForm(core, actor, await picksOf(core, actor, capture, said));
    return show((await picksOf(core, actor, capture, said)).view(1));
  }
  const picks = [...(open?.picks.filter((id) => id !== message.id) ?? []), message.id];
  const capture = await begun(core, actor, open, picks, said, message);
  const picked = await picksOf(core, actor, capture, said);
  const others = picked.messages.filter((one) => !picks.includes(one.id));
  const asking = askingIn(others);
  return others.every((one) => one === asking)
    ? writingForm(core, actor, picked)
    : show(picked.view(1));
}

/** The whole thread, but what asks and what only thanks. */
async function fromThread(
  core: Core,
  actor: Actor,
  said: Conversation | undefined,
): Promise<Reply> {
  const open = await core.captures.open(actor);
  if (!said) {
    return show(open ? (await picksOf(core, actor, open, said)).view(1) : unreadableView());
  }
  const picks = open?.picks ?? usualPicks(choices(undefined, said), mostPicks);
  const capture = open ?? (await begun(core, actor, undefined, picks, said, undefined));
  const picked = await picksOf(core, actor, capture, said);
  if (picked.messages.length === 0) {
    if (picked.onlyFiles > 0) throw new KnownError('invalid', onlyFilesSentence);
    throw new KnownError('invalid', 'Nobody has said anything in this thread that could be kept.');
  }
  return show(picked.view(1));
}

/** A message that the conversation does not hold, like one of a bot, is kept itself. */
function begun(
  core: Core,
  actor: Actor,
  open: Capture | undefined,
  picks: readonly string[],
  said: Conversation,
  message: Message | undefined,
): Promise<Capture> {
  const isThere = said.messages.some(({ id }) => id === message?.id);
  if (open) return core.captures.order(actor, open.id, picks);
  return core.captures.begin(actor, picks, message && !isThere ? [message] : []);
}
