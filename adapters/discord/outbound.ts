import { encodeCall, fitsButton } from '../../commands/kit/call.ts';
import type { Text } from '../../commands/kit/text.ts';
import type { Action, Block, Fact, View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { oneLine } from '../safe.ts';
import { type Button, type Component, subtext, textDisplay, types } from './components.ts';
import { customId } from './custom-id.ts';
import { flags, limits } from './limits.ts';
import { toPages } from './pages.ts';
import { noPictures, type Pictures } from './pictures.ts';
import { quotePieces } from './quote.ts';
import { literal, markdown, plain, words } from './text.ts';

const styles = { primary: 1, secondary: 2, danger: 4 } as const;

/** What is posted. Nobody is ever notified by it unless `allowed_mentions` is replaced. */
export interface Message {
  readonly flags: number;
  readonly allowed_mentions: {
    readonly parse: readonly string[];
    readonly users?: readonly string[];
  };
  readonly components: readonly Component[];
}

/** So much of a text display that several fit beside each other. */
const blockText = 1_900;
const lineText = 900;
const titleText = 1_000;

/** The view as at most `most` messages within Discord's limits. What does not fit is cut with a note. */
export function toMessages(
  view: View,
  most: number,
  pictures: Pictures = noPictures,
): readonly Message[] {
  const all = toComponents(view, pictures);
  const whole = { label: 'Show all', call: view.rest ?? { name: 'none', args: {} } };
  const rest = view.rest && toButton(whole, new Map());
  return toPages(all, most, rest).map(toMessage);
}

export function toMessage(components: readonly Component[]): Message {
  return { flags: flags.componentsV2, allowed_mentions: { parse: [] }, components };
}

/** A message that is one file, sent beside it. */
export function toFileMessage(name: string): Message {
  return toMessage([{ type: types.file, file: { url: `attachment://${name}` } }]);
}

/** Undefined when no `custom_id` can carry the call. */
type ToButton = (action: Action) => Button | undefined;

function toComponents(view: View, pictures: Pictures): readonly Component[] {
  const seen = new Map<string, number>();
  const button = (action: Action) => toButton(action, seen);
  const blocks = view.blocks.flatMap((block) => toDiscord(block, button, pictures));
  const all = view.title.length > 0 ? [heading(view.title), ...blocks] : blocks;
  return all.length > 0 ? all : [textDisplay(literal('There is nothing to show.', blockText))];
}

const heading = (title: Text) => textDisplay(`### ${literal(words(title), titleText)}`);

function toDiscord(block: Block, button: ToButton, pictures: Pictures): readonly Component[] {
  switch (block.kind) {
    case 'prose':
      return [textDisplay(markdown(block.text, blockText))];
    case 'note':
      return [textDisplay(note(markdown(block.text, blockText - 100)))];
    case 'quote':
      return quote(block.text);
    case 'file':
      return [
        textDisplay(`\`${literal(block.name, lineText)}\`: ${markdown(block.text, blockText)}`),
      ];
    case 'image':
      return [image(block, pictures)];
    case 'facts':
      return packed(block.facts.map(field)).map(textDisplay);
    case 'item':
      return item(block, button);
    case 'actions':
      return rows(block.actions, button);
    default:
      return unreachable(block);
  }
}

/** The picture that is sent with the message; its words, where none is. */
function image(block: Extract<Block, { kind: 'image' }>, pictures: Pictures): Component {
  const picture = pictures.get(block.svg);
  if (!picture) return textDisplay(markdown(block.text, blockText));
  const media = { url: `attachment://${picture.name}` };
  const description = plain(block.alt, limits.pictureText);
  return { type: types.gallery, items: [{ media, description }] };
}

/** Small print line by line, or, where that would grow too long, in one. */
function note(text: string): string {
  const lines = subtext(text);
  return lines.length <= blockText ? lines : subtext(oneLine(text));
}

const quote = (text: string) => quotePieces(text, blockText).map(textDisplay);

/** One action stands beside the text, several below it. */
function item(block: Extract<Block, { kind: 'item' }>, button: ToButton): readonly Component[] {
  const lines = [block.title, ...block.lines].filter((line) => line.length > 0);
  const texts = packed(lines.map((line) => markdown(line, lineText))).map(textDisplay);
  const body = block.quote === undefined ? [] : quote(block.quote);
  const [action, ...more] = block.actions;
  const [first, ...rest] = texts;
  const only = action && more.length === 0 && first ? button(action) : undefined;
  if (first && only) {
    return [{ type: types.section, components: [first], accessory: only }, ...rest, ...body];
  }
  return [...texts, ...body, ...rows(block.actions, button)];
}

function field({ label, value }: Fact): string {
  const name = literal(label, 300);
  return `**${name}**\n${markdown(value, blockText - name.length - 5)}`;
}

/** Lines joined into as few texts as take them. */
function packed(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < blockText) {
      texts[texts.length - 1] = `${last}\n${line}`;
    } else texts.push(line);
  }
  return texts;
}

function rows(actions: readonly Action[], button: ToButton): readonly Component[] {
  const buttons = actions.flatMap((action) => button(action) ?? []);
  const left = actions.length - buttons.length;
  const size = limits.buttonsInRow;
  const found = Array.from({ length: Math.ceil(buttons.length / size) }, (_, i) => ({
    type: types.row,
    components: buttons.slice(i * size, (i + 1) * size),
  }));
  // No button can carry such a call: the commands should not have offered it.
  return left === 0 ? found : [...found, textDisplay(`… and ${left} more, too long for a button`)];
}

function toButton({ label, call, style }: Action, seen: Map<string, number>): Button | undefined {
  const encoded = fitsButton(call) ? encodeCall(call) : '';
  const times = (seen.get(encoded) ?? 0) + 1;
  const custom_id = customId(encoded, times);
  if (encoded === '' || custom_id.length > limits.customId) return undefined;
  seen.set(encoded, times);
  return {
    type: types.button,
    custom_id,
    label: plain(label, limits.buttonLabel),
    style: styles[style ?? 'secondary'],
  };
}
