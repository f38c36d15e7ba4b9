import type { types } from '@slack/bolt';
import { code, type Inline, say, type Text } from '../../commands/kit/text.ts';
import {
  type Action,
  type Block,
  type Fact,
  isHeading,
  type View,
} from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { safeLine } from '../safe.ts';
import { type Controls, createControls } from './actions.ts';
import { limits } from './limits.ts';
import { toPages } from './pages.ts';
import { type Files, noFiles } from './pictures.ts';
import { quotePieces } from './quote.ts';
import {
  escaped,
  literal,
  mrkdwn,
  mrkdwnText,
  plainText,
  spelled,
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

/** So few that they stand side by side; more are a list. */
const factsInBlock = 6;
/** So much that a block of facts, its quotes and line ends escaped as JSON, fits in a message. */
const factText = 800;

/** The view as at most `most` messages within Slack's limits. What does not fit is cut with a note. */
export function toMessages(view: View, most: number, files: Files = noFiles): readonly Message[] {
  const text = fallback(view);
  const controls = createControls();
  const blocks = blocksOf(view, controls, files);
  const rest = view.rest && controls.toButton({ label: 'Show all', call: view.rest });
  return toPages(blocks, most, rest).map((page) => ({ text, blocks: page }));
}

/** The view as blocks, as many as it takes. */
export function toBlocks(view: View): readonly SlackBlock[] {
  return blocksOf(view, createControls());
}

/** The drawing, where it was uploaded; otherwise the short of it in words. */
function image(block: Extract<Block, { kind: 'image' }>, files: Files): SlackBlock {
  const id = files.get(block.svg);
  if (id === undefined) return context(mrkdwn(block.text, limits.contextText));
  return { type: 'image', slack_file: { id }, alt_text: block.alt.slice(0, limits.altText) };
}

function blocksOf(view: View, controls: Controls, files: Files = noFiles): readonly SlackBlock[] {
  const blocks = view.blocks.flatMap((block, i) => {
    const shown = toSlack(block, controls, files);
    const isApart = i > 0 && block.kind === 'item' && block.quote !== undefined;
    return isApart ? [divider, ...shown] : shown;
  });
  const all = view.title.length > 0 ? [heading(view.title), ...blocks] : blocks;
  return all.length > 0 ? all : [context(literal('There is nothing to show.', limits.contextText))];
}

/** Title and first words, for where blocks are not shown. */
function fallback(view: View): string {
  const firsts = view.blocks.flatMap((block) => {
    const isSaid = block.kind === 'prose' || block.kind === 'note' || block.kind === 'image';
    if (isSaid) return words(block.text);
    return block.kind === 'item' ? words(block.title) : [];
  });
  const text = [words(view.title), ...firsts].filter((part) => part !== '').join('\n');
  return literal(unformatted(text || view.name), limits.fallbackText);
}

function toSlack(block: Block, controls: Controls, files: Files): readonly SlackBlock[] {
  switch (block.kind) {
    case 'prose':
      return isHeading(block)
        ? [heading(block.text)]
        : [section(mrkdwn(block.text, limits.sectionText))];
    case 'note':
      return [context(mrkdwn(block.text, limits.contextText))];
    case 'quote':
      return quote(block.text);
    case 'facts':
      return block.facts.length <= factsInBlock ? [fields(block.facts)] : factList(block.facts);
    case 'item':
      return item(block, controls);
    case 'actions':
      return rows(block.actions, controls);
    case 'file':
      return [
        context(
          mrkdwn(
            say`${code(block.name)}: ${block.text}. It comes in your direct messages with me.`,
            limits.contextText,
          ),
        ),
      ];
    case 'image':
      return [image(block, files)];
    default:
      return unreachable(block);
  }
}

const divider: SlackBlock = { type: 'divider' };

const section = (text: string): types.SectionBlock => ({
  type: 'section',
  text: mrkdwnText(text.trim() === '' ? '…' : text),
});

const context = (text: string): SlackBlock => ({
  type: 'context',
  elements: [mrkdwnText(text.trim() === '' ? '…' : text)],
});

const quote = (text: string) =>
  quotePieces(text, limits.sectionText).map((piece) => section(piece));

/** A heading where it fits; a longer title keeps all its words, and times are the reader's own. */
function heading(title: Text): SlackBlock {
  const text = words(title);
  const hasTime = title.some((inline) => typeof inline === 'object' && inline.kind === 'time');
  if (!hasTime) {
    return escaped(text).length <= limits.header
      ? { type: 'header', text: plainText(text, limits.header) }
      : section(strong(text, limits.sectionText));
  }
  const plain = title.map((inline): Inline => {
    if (typeof inline === 'object' && inline.kind === 'time') return inline;
    return safeLine(spelled(inline)).replaceAll('*', '∗');
  });
  return section(`*${mrkdwn(plain, limits.sectionText - 2)}*`);
}

/** A lone button stands beside the words of its item; several stand in a row below. */
function item(
  { title, lines, quote: quoted, actions }: Extract<Block, { kind: 'item' }>,
  controls: Controls,
): readonly SlackBlock[] {
  const filled = [title, ...lines].filter((line) => line.length > 0);
  const [first, ...rest] = packed(filled.map((line) => mrkdwn(line, limits.sectionText)));
  const [only, ...more] = actions;
  if (first && quoted === undefined && only && !only.blank && more.length === 0) {
    const accessory = controls.toButton(only);
    if (accessory) return [{ ...first, accessory }, ...rest];
  }
  return [
    ...(first ? [first, ...rest] : []),
    ...(quoted === undefined ? [] : quote(quoted)),
    ...rows(actions, controls),
  ];
}

function fields(facts: readonly Fact[]): SlackBlock {
  const both = ({ label, value }: Fact) => {
    const name = nameOf(label);
    return `${name}\n${mrkdwn(value, factText - name.length - 1)}`;
  };
  return { type: 'section', fields: facts.map((fact) => mrkdwnText(both(fact))) };
}

/** One under the other: side by side, many could not be read on a phone. */
function factList(facts: readonly Fact[]): readonly SlackBlock[] {
  const texts = facts.map(({ label, value }) => {
    const name = nameOf(label);
    return `${name}  ${mrkdwn(value, factText - name.length - 2)}`.trim();
  });
  return packed(texts);
}

/** Lines in as few sections as hold them. */
function packed(lines: readonly string[]): readonly types.SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const fits = last !== undefined && last.length + line.length < limits.sectionText;
    if (fits) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map(section);
}

const nameOf = (label: string) => strong(label, 200);

/** Buttons in rows, and below them the fields. */
function rows(actions: readonly Action[], controls: Controls): readonly SlackBlock[] {
  const pressed = actions.filter(({ blank }) => blank === undefined);
  const buttons = pressed.flatMap((action) => controls.toButton(action) ?? []);
  const typed = actions.flatMap((action) =>
    action.blank === undefined ? [] : controls.toField(action, action.blank),
  );
  const left = pressed.length - buttons.length;
  return [
    ...chunks(buttons, limits.actions).map(
      (elements): SlackBlock => ({ type: 'actions', elements }),
    ),
    ...typed,
    ...(left === 0 ? [] : [context(`… and ${left} more, too long for a button`)]),
  ];
}

function chunks<T>(list: readonly T[], size: number): readonly T[][] {
  const starts = Array.from({ length: Math.ceil(list.length / size) }, (_, i) => i * size);
  return starts.map((start) => list.slice(start, start + size));
}
