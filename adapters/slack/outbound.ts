import type { types } from '@slack/bolt';
import { encodeCall, fitsButton } from '../../commands/kit/call.ts';
import type { Text } from '../../commands/kit/text.ts';
import type { Action, Block, Fact, View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { limits } from './limits.ts';
import { quotePieces } from './quote.ts';
import {
  escaped,
  literal,
  mrkdwn,
  mrkdwnText,
  plainText,
  strong,
  unformatted,
  words,
} from './text.ts';

export type SlackBlock = types.KnownBlock;

/** What is posted: `text` is for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** So much that a block of facts, its quotes and line ends escaped as JSON, fits in a message. */
const factsInBlock = 6;
const factText = 800;

/** Marks the buttons that carry a call in their value. */
export const callAction = 'call-';

/** The view as at most `most` messages within Slack's limits. What does not fit is cut with a note. */
export function toMessages(view: View, most: number): readonly Message[] {
  const text = fallback(view);
  return toPages(toBlocks(view), most).map((blocks) => ({ text, blocks }));
}

/** The view as blocks, as many as it takes. */
export function toBlocks(view: View): readonly SlackBlock[] {
  let number = 0;
  const button = (action: Action) => {
    number += 1;
    return toButton(action, number);
  };
  const blocks = view.blocks.flatMap((block) => toSlack(block, button));
  const all = view.title.length > 0 ? [heading(view.title), ...blocks] : blocks;
  return all.length > 0 ? all : [context(literal('There is nothing to show.', limits.contextText))];
}

/** Title and first words, for where blocks are not shown. */
export function fallback(view: View): string {
  const firsts = view.blocks.flatMap((block) => {
    if (block.kind === 'prose' || block.kind === 'note') return words(block.text);
    return block.kind === 'item' ? words(block.title) : [];
  });
  const text = [words(view.title), ...firsts].filter((part) => part !== '').join('\n');
  return literal(unformatted(text || view.name), limits.fallbackText);
}

type ToButton = (action: Action) => types.Button;

function toSlack(block: Block, button: ToButton): readonly SlackBlock[] {
  switch (block.kind) {
    case 'prose':
      return [section(mrkdwn(block.text, limits.sectionText))];
    case 'note':
      return [context(mrkdwn(block.text, limits.contextText))];
    case 'quote':
      return quote(block.text);
    case 'facts':
      return chunks(block.facts, factsInBlock).map((facts) => ({
        type: 'section',
        fields: facts.map((fact) => mrkdwnText(field(fact))),
      }));
    case 'item': {
      const lines = [block.title, ...block.lines].filter((line) => line.length > 0);
      const room = Math.floor(limits.sectionText / Math.max(1, lines.length)) - 1;
      const text = lines.map((line) => mrkdwn(line, room)).join('\n');
      return [
        ...(text === '' ? [] : [section(text)]),
        ...(block.quote === undefined ? [] : quote(block.quote)),
        ...rows(block.actions, button),
      ];
    }
    case 'actions':
      return rows(block.actions, button);
    default:
      return unreachable(block);
  }
}

const section = (text: string): SlackBlock => ({
  type: 'section',
  text: mrkdwnText(text.trim() === '' ? '…' : text),
});

const context = (text: string): SlackBlock => ({
  type: 'context',
  elements: [mrkdwnText(text.trim() === '' ? '…' : text)],
});

const quote = (text: string) =>
  quotePieces(text, limits.sectionText).map((piece) => section(piece));

/** A heading where it fits; a longer title keeps all its words. */
function heading(title: Text): SlackBlock {
  const text = words(title);
  return escaped(text).length <= limits.header
    ? { type: 'header', text: plainText(text, limits.header) }
    : section(strong(text, limits.sectionText));
}

function field({ label, value }: Fact): string {
  const name = strong(label, 200);
  return `${name}\n${mrkdwn(value, factText - name.length - 1)}`;
}

function rows(actions: readonly Action[], button: ToButton): readonly SlackBlock[] {
  const fitting = actions.filter(({ call }) => fitsButton(call));
  const left = actions.length - fitting.length;
  const buttons = chunks(fitting, limits.actions).map(
    (row): SlackBlock => ({ type: 'actions', elements: row.map(button) }),
  );
  // No button can carry such a call: the commands should not have offered it.
  return left === 0 ? buttons : [...buttons, context(`… and ${left} more, too long for a button`)];
}

/** `action_id` must be unique in a message, so it is a number; the call is the value. */
function toButton({ label, call, style }: Action, number: number): types.Button {
  return {
    type: 'button',
    action_id: `${callAction}${number}`,
    text: plainText(label, limits.buttonText),
    value: encodeCall(call),
    ...(style && { style }),
  };
}

/** Blocks packed into at most `most` messages. Buttons at the end of all stay, whatever is cut. */
function toPages(blocks: readonly SlackBlock[], most: number): readonly (readonly SlackBlock[])[] {
  const pages = pack(blocks, 0);
  if (pages.length <= most) return pages;
  const body = blocks.findLastIndex(({ type }) => type !== 'actions') + 1;
  const [last] = blocks.slice(-1);
  const isRow = last?.type === 'actions' && sizeOf([last]) <= limits.messageSize / 2;
  const tail = isRow ? [last] : [];
  const kept = pack(blocks.slice(0, body), sizeOf(tail) + 300).slice(0, most);
  const left = body - kept.flat().length;
  const note = context(`… cut here: ${left} more ${left === 1 ? 'part' : 'parts'} did not fit`);
  return [...kept.slice(0, -1), [...(kept.at(-1) ?? []), note, ...tail]];
}

const sizeOf = (blocks: readonly SlackBlock[]) => JSON.stringify(blocks).length;

/** Each page leaves room for a note, some buttons, and `reserved` characters. */
function pack(blocks: readonly SlackBlock[], reserved: number): readonly (readonly SlackBlock[])[] {
  const pages: SlackBlock[][] = [[]];
  let size = reserved;
  for (const block of blocks) {
    const length = sizeOf([block]);
    const page = pages.at(-1) ?? [];
    const isFull = page.length >= limits.blocksInMessage - 3 || size + length > limits.messageSize;
    if (isFull && page.length > 0) {
      pages.push([block]);
      size = reserved + length;
    } else {
      page.push(block);
      size += length;
    }
  }
  return pages;
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const starts = Array.from({ length: Math.ceil(list.length / size) }, (_, i) => i * size);
  return starts.map((start) => list.slice(start, start + size));
}
