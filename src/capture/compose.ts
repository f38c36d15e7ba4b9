import { limits } from '../limits.ts';
import type { Conversation, Message } from '../model.ts';
import { withoutSecrets } from '../secrets.ts';
import { cleanLine, cleanText, cut } from '../text.ts';
import type { Capture } from './captures.ts';
import { noQuestion } from './wholeness.ts';

/** What a form begins with: made of what was said, without secrets. */
export interface Prefill {
  readonly title: string;
  readonly details: string;
  readonly answer: string;
  /** A secret stood in it. */
  readonly isMasked: boolean;
  /** How many files stand with the chosen messages. */
  readonly files: number;
}

/** What can be chosen: what people said in words, and what was chosen already. */
export function choices(
  capture: Pick<Capture, 'picks' | 'kept'> | undefined,
  conversation: Conversation | undefined,
): readonly Message[] {
  const kept = capture?.kept ?? [];
  const messages: readonly Message[] = conversation
    ? [
        ...kept.filter(({ id }) => conversation.messages.every((one) => one.id !== id)),
        ...conversation.messages,
      ].toSorted((a, b) => a.at - b.at)
    : kept;
  return messages.filter(
    ({ id, author, text }) =>
      text.trim() !== '' && (author !== undefined || capture?.picks.includes(id)),
  );
}

/** Nothing but files, which are not kept. */
export const isOnlyFiles = ({ text, author, files = 0 }: Message): boolean =>
  text.trim() === '' && author !== undefined && files > 0;

/** As much of a message as tells it from the others. */
export interface Glimpse {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly extract: string;
  readonly files: number;
}

const longestExtract = 160;

export function glimpse({ id, author, at, text, files = 0 }: Message): Glimpse {
  const extract = cut(withoutSecrets(cleanLine(text)), longestExtract);
  return { id, by: author?.name ?? 'a bot', at, extract, files };
}

/** The messages that were chosen, in the order in which they stand. */
export function chosen(picks: readonly string[], messages: readonly Message[]): readonly Message[] {
  return picks.flatMap((id) => messages.find((one) => one.id === id) ?? []);
}

/** The first that asks something. */
export function askingIn(messages: readonly Message[]): Message | undefined {
  return messages.find(({ text }) => questionIn(text) !== undefined);
}

/** Fewer words answer nothing, unless they are code. */
const fewest = 4;

/** A whole thread is its answers: not what asks, nor what only says thanks. */
export function usualPicks(messages: readonly Message[], most: number): readonly string[] {
  const asking = askingIn(messages);
  const answers = messages.filter(
    (one) =>
      one !== asking &&
      one.author &&
      (one.text.includes('`') || one.text.trim().split(/\s+/).length >= fewest),
  );
  return answers.slice(0, most).map(({ id }) => id);
}

/** Question, details and answer as they can be taken from what was said. */
export function prefill(
  picks: readonly string[],
  messages: readonly Message[],
  threadTitle: string | undefined,
): Prefill {
  const answers = chosen(picks, messages);
  const asking = askingIn(messages.filter((one) => !answers.includes(one)));
  const title = (asking && questionIn(asking.text)) ?? threadTitle ?? '';
  const details = asking ? asking.text.replace(title, '').trim() : '';
  const answer = answers.map(({ text }) => text.trim()).join('\n\n');
  const told = { title: cleanLine(title), details: cleanText(details), answer: cleanText(answer) };
  const safe = {
    title: withoutSecrets(told.title),
    details: withoutSecrets(told.details),
    answer: withoutSecrets(told.answer),
  };
  const isMasked =
    safe.title !== told.title || safe.details !== told.details || safe.answer !== told.answer;
  const files = answers.reduce((sum, one) => sum + (one.files ?? 0), 0);
  return { ...safe, isMasked, files };
}

/** The sentence of a text that asks. */
function questionIn(text: string): string | undefined {
  const sentences = text.split(/(?<=[.!?？])\s+|\n+/).map((one) => one.trim());
  const asks = sentences.find((one) => one.endsWith('?') || one.endsWith('？'));
  const [first = ''] = sentences;
  const found = asks ?? (noQuestion(first, 'en') === undefined && first !== '' ? first : undefined);
  return found !== undefined && found.length <= limits.title ? found : undefined;
}
