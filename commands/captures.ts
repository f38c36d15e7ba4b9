import type { Capture, Written } from '../src/capture/captures.ts';
import { askingIn, choices, glimpse, isOnlyFiles, prefill } from '../src/capture/compose.ts';
import type { Saved } from '../src/capture/saving.ts';
import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import type { Found } from '../src/knowledge.ts';
import { limits } from '../src/limits.ts';
import type { Actor, Conversation, Message, Question } from '../src/model.ts';
import { cleanLine, cut } from '../src/text.ts';
import { everyoneIn } from '../src/world.ts';
import { questionHere } from './here.ts';
import { type Form, formFor } from './kit/form.ts';
import { type Reply, show } from './kit/reply.ts';
import type { View } from './kit/view.ts';
import { tagsArg } from './references.ts';
import { undoAction } from './undo.ts';
import { filesStay, keptSoFarView, lintView, picksView, savedView } from './views/capture.ts';

/** What the commands that save have in common: what was chosen, the form, and the last look. */

const prose = { kind: 'text', max: limits.text } as const;

export const captureArg = {
  name: 'capture',
  kind: 'number',
  min: 1,
  max: 999_999_999,
  summary: 'which part of a conversation',
  required: false,
} as const;

export const writtenArgs = [
  {
    name: 'title',
    kind: 'line',
    max: limits.title,
    summary: 'the question that it answers',
    required: true,
  },
  { ...prose, name: 'answer', summary: 'what to keep', required: true },
  { ...prose, name: 'details', summary: 'more about the question', required: false },
  { ...tagsArg },
  captureArg,
] as const;

/** What was chosen of a conversation, as far as it can be read now. */
export interface Picked {
  readonly capture: Capture;
  readonly messages: readonly Message[];
  /** Those by name that are shown, in the order of their numbers. */
  readonly listed: readonly string[];
  readonly title: string | undefined;
  /** Everything that was chosen can be read now. */
  readonly isWhole: boolean;
  /** How many messages cannot be chosen, as they are nothing but files. */
  readonly onlyFiles: number;
  /** The question in whose thread it was said. */
  readonly question: Question | undefined;
  /** A page of what can be chosen. */
  view(page: number): View;
}

export async function picksOf(
  core: Core,
  actor: Actor,
  capture: Capture,
  conversation: Conversation | undefined,
): Promise<Picked> {
  const isHere = capture.channelId === actor.channelId && capture.thread === actor.thread;
  const said = isHere ? conversation : undefined;
  const messages = choices(capture, said);
  const missing = capture.picks.filter((id) => messages.every((one) => one.id !== id));
  const number = isHere ? await questionHere(core, actor) : undefined;
  const question = number ? await core.questions.find(actor, Number(number)) : undefined;
  const onlyFiles = said?.messages.filter(isOnlyFiles).length ?? 0;
  const title = said?.title ?? capture.title;
  const asked = question?.title ?? askingTitle(capture, messages) ?? title;
  return {
    capture,
    messages,
    listed: said ? messages.map(({ id }) => id) : capture.picks,
    title,
    isWhole: missing.length === 0,
    onlyFiles,
    question,
    view: (page) =>
      said
        ? picksView(capture, messages.map(glimpse), { asked, onlyFiles }, page)
        : keptSoFarView(capture, messages.map(glimpse), asked, isHere),
  };
}

function askingTitle({ picks }: Capture, messages: readonly Message[]): string | undefined {
  const asking = askingIn(messages.filter(({ id }) => !picks.includes(id)));
  return asking && prefill(picks, messages, undefined).title;
}

type Typed = { readonly [K in keyof Written]?: Written[K] | undefined };

/** @throws KnownError 'conflict' when it cannot be told whose words these are. */
export function mustBeWhole({ isWhole }: Picked): void {
  if (isWhole) return;
  throw new KnownError(
    'conflict',
    'Not all that was chosen can be read here and now, to see whose words it is. Go back to its thread, and choose again what is still there.',
  );
}

/** The form, filled in with what was chosen, or with what was written before. */
export async function writingForm(
  core: Core,
  actor: Actor,
  picked: Picked | undefined,
  typed: Typed | undefined = picked?.capture.written,
): Promise<Reply> {
  const told = picked && prefill(picked.capture.picks, picked.messages, picked.title);
  const { question } = picked ?? {};
  const suggested = {
    title: question?.title ?? told?.title,
    answer: told?.answer,
    details: question?.body ?? told?.details,
    tags: question?.tags,
  };
  const { title, answer, details, tags: own = [] } = typed ?? suggested;
  // Whoever took the tags out once gets them no second time.
  const isFirst = own.length === 0 && picked?.capture.written === undefined;
  const about = [details, answer].filter(Boolean).join('\n');
  const tags =
    isFirst && title
      ? await core.tags.suggest(everyoneIn(actor.channel, actor), { title, details: about })
      : own;
  const args = {
    ...(title && { title }),
    ...(answer && { answer }),
    ...(details && { details }),
    ...(tags.length > 0 && { tags: tags.join(',') }),
    ...(picked && { capture: String(picked.capture.id) }),
  };
  const notes = typed
    ? []
    : [
        ...(told?.isMasked ? ['A secret was in it; it is taken out, and should be changed.'] : []),
        ...(told && told.files > 0 ? [filesStay(told.files)] : []),
      ];
  const note = notes.length > 0 ? notes.join(' ') : undefined;
  const form: Form = formFor(
    { summary: 'Save as knowledge', args: writtenArgs },
    { name: 'capture keep', args },
    [],
    note,
  );
  return { kind: 'form', form };
}

/** What was kept, with a button that takes it back. */
export async function kept(core: Core, actor: Actor, saved: Saved, verb?: string): Promise<View> {
  return savedView(saved, await undoAction(core, actor, saved.snippet.number), verb);
}

const mostSimilar = 2;
const longestExtract = 160;

/** What may say it already: first what is alike word for word, then what a search would lead to. */
async function similarTo(
  core: Core,
  actor: Actor,
  { title, details }: Written,
): Promise<readonly Found[]> {
  const { found } = await core.knowledge.suggest(actor, { title, details });
  const alike = await core.duplicates.keptLike(actor, { title, details });
  const first = alike.map((snippet): Found => {
    const known = found.find((one) => one.snippet?.id === snippet.id);
    const extract = [{ text: cut(cleanLine(snippet.answer), longestExtract), hit: false }];
    const { title } = snippet;
    return known ?? { title, question: undefined, answer: undefined, snippet, extract };
  });
  const others = found.filter((one) => !first.includes(one));
  return [...first, ...others].slice(0, mostSimilar);
}

/** Keeps what was written, unless its reader would stumble: then its writer looks once more. */
export async function keepOrLint(
  core: Core,
  actor: Actor,
  text: Written,
  id: number | undefined,
  messages: readonly Message[],
): Promise<Reply> {
  core.captures.check(text);
  const linted = await core.captures.lint(actor, text, messages);
  const similar = await similarTo(core, actor, text);
  if (linted.findings.length === 0 && similar.length === 0) {
    return show(await kept(core, actor, await core.captures.save(actor, id, text, messages)));
  }
  const capture = id ?? (await core.captures.begin(actor, [], [])).id;
  await core.captures.write(actor, capture, text);
  return show(
    lintView(capture, linted, similar, ({ snippet }) =>
      snippet ? core.mayEdit(actor, snippet.author) : false,
    ),
  );
}
