import { encodeCall, fitsButton } from '../../commands/kit/call.ts';
import type { Text } from '../../commands/kit/text.ts';
import type { Action, Block, Fact, View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { customId } from './custom-id.ts';
import { flags, limits } from './limits.ts';
import { quotePieces } from './quote.ts';
import { literal, markdown, plain, words } from './text.ts';

/** https://docs.discord.com/developers/components/reference#component-object-component-types */
const types = { row: 1, button: 2, section: 9, text: 10 } as const;
const styles = { primary: 1, secondary: 2, danger: 4 } as const;

interface TextDisplay {
  readonly type: typeof types.text;
  readonly id?: number;
  readonly content: string;
}

interface Button {
  readonly type: typeof types.button;
  readonly custom_id: string;
  readonly label: string;
  readonly style: number;
}

export type Component =
  | TextDisplay
  | { readonly type: typeof types.row; readonly components: readonly Button[] }
  | {
      readonly type: typeof types.section;
      readonly id?: number;
      readonly components: readonly TextDisplay[];
      readonly accessory: Button;
    };

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
const titleText = 1_000;
const noteText = 60;

/** The view as at most `most` messages within Discord's limits. What does not fit is cut with a note. */
export function toMessages(view: View, most: number): readonly Message[] {
  return toPages(toComponents(view), most).map(toMessage);
}

export function toMessage(components: readonly Component[]): Message {
  return { flags: flags.componentsV2, allowed_mentions: { parse: [] }, components };
}

/** A line of ours with words to be read literally in it. */
export function textDisplay(content: string): TextDisplay {
  return { type: types.text, content: content.trim() === '' ? '…' : content };
}

/** Undefined when no `custom_id` can carry the call. */
type ToButton = (action: Action) => Button | undefined;

function toComponents(view: View): readonly Component[] {
  const seen = new Map<string, number>();
  const button = (action: Action) => toButton(action, seen);
  const blocks = view.blocks.flatMap((block) => toDiscord(block, button));
  const all = view.title.length > 0 ? [heading(view.title), ...blocks] : blocks;
  return all.length > 0 ? all : [textDisplay(literal('There is nothing to show.', blockText))];
}

const heading = (title: Text) => textDisplay(`### ${literal(words(title), titleText)}`);

function toDiscord(block: Block, button: ToButton): readonly Component[] {
  switch (block.kind) {
    case 'prose':
      return [textDisplay(markdown(block.text, blockText))];
    case 'note':
      return [textDisplay(subtext(markdown(block.text, blockText - 100)))];
    case 'quote':
      return quote(block.text);
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

/** Small print; every line of it. */
const subtext = (text: string) => text.replace(/^(?=.*\S)/gm, '-# ');

const quote = (text: string) => quotePieces(text, blockText).map(textDisplay);

/** One action stands beside the text, several below it. */
function item(block: Extract<Block, { kind: 'item' }>, button: ToButton): readonly Component[] {
  const lines = [block.title, ...block.lines].filter((line) => line.length > 0);
  const room = Math.floor(blockText / Math.max(1, lines.length)) - 1;
  const text = lines.map((line) => markdown(line, room)).join('\n');
  const body = block.quote === undefined ? [] : quote(block.quote);
  const [action, ...more] = block.actions;
  const only = action && more.length === 0 && text !== '' ? button(action) : undefined;
  if (only) {
    return [{ type: types.section, components: [textDisplay(text)], accessory: only }, ...body];
  }
  return [...(text === '' ? [] : [textDisplay(text)]), ...body, ...rows(block.actions, button)];
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

/** Components packed into at most `most` messages. Buttons at the end of all stay, whatever is cut. */
function toPages(all: readonly Component[], most: number): readonly (readonly Component[])[] {
  const pages = pack(all, []);
  if (pages.length <= most) return pages;
  const [last] = all.slice(-1);
  const tail = last?.type === types.row ? [last] : [];
  const body = all.findLastIndex(({ type }) => type !== types.row) + 1;
  const kept = pack(all.slice(0, body), tail).slice(0, most);
  const left = body - kept.flat().length;
  const note = textDisplay(
    subtext(`… cut here: ${left} more ${left === 1 ? 'part' : 'parts'} did not fit`),
  );
  return [...kept.slice(0, -1), [...(kept.at(-1) ?? []), note, ...tail]];
}

/** Each page leaves room for a note and for what is `reserved`. */
function pack(
  all: readonly Component[],
  reserved: readonly Component[],
): readonly (readonly Component[])[] {
  const pages: Component[][] = [[]];
  const start = { count: 1 + total(reserved.map(countOf)), text: noteText };
  let size = start;
  for (const component of all) {
    const more = { count: countOf(component), text: textOf(component) };
    const page = pages.at(-1) ?? [];
    const isFull =
      size.count + more.count > limits.components || size.text + more.text > limits.messageText;
    if (isFull && page.length > 0) {
      pages.push([component]);
      size = { count: start.count + more.count, text: start.text + more.text };
    } else {
      page.push(component);
      size = { count: size.count + more.count, text: size.text + more.text };
    }
  }
  return pages;
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** The component and everything in it. */
function countOf(component: Component): number {
  if (component.type === types.text) return 1;
  return 1 + component.components.length + (component.type === types.section ? 1 : 0);
}

function textOf(component: Component): number {
  if (component.type === types.text) return component.content.length;
  if (component.type === types.row) return 0;
  return total(component.components.map(({ content }) => content.length));
}
