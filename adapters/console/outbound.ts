import type { Text } from '../../commands/kit/text.ts';
import {
  type Action,
  type Block,
  type Fact,
  isHeading,
  type View,
} from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import type { Paint, Style } from './colours.ts';
import { quoteLines } from './limits.ts';
import { safe, safeLine } from './safe.ts';
import { type Line, spansOf } from './spans.ts';
import { chopText, type Span, textWidth, wrap } from './wrap.ts';

/** What a view is printed on. */
export interface Page {
  readonly width: number;
  /** In UTC milliseconds. */
  readonly now: number;
  readonly paint: Paint;
  /** Whether long quotes are printed to their end. */
  readonly isWhole: boolean;
}

/**
 * Columns where things start. Nothing that a member wrote ever starts left of `body`: a line that
 * starts there is the console's own, whatever words it has.
 */
export const margins = { own: 2, body: 4 } as const;

/** The view as lines, its buttons numbered from `firstNumber`. */
export function printView(view: View, page: Page, firstNumber: number): readonly string[] {
  let number = firstNumber;
  const title = view.title.length > 0 ? flow(view.title, 'strong', margins.body, page) : [];
  const blocks = view.blocks.flatMap((block, i) => {
    const startsPart = block.kind === 'item' || isHeading(block);
    const isApart = startsPart && (i > 0 || view.title.length > 0);
    const lines = printBlock(block, page);
    const actions = 'actions' in block ? printActions(block.actions, number, page) : [];
    number += 'actions' in block ? block.actions.length : 0;
    return [...(isApart ? [''] : []), ...lines, ...actions];
  });
  return [...title, ...blocks];
}

/** Whether printing left out lines that `more` would show. */
export function isCut(view: View, page: Page): boolean {
  const whole = printView(view, { ...page, isWhole: true }, 1);
  return printView(view, { ...page, isWhole: false }, 1).length !== whole.length;
}

function printBlock(block: Block, page: Page): readonly string[] {
  switch (block.kind) {
    case 'prose':
      return flow(block.text, 'plain', margins.body, page);
    case 'note':
    case 'file':
    case 'image':
      return flow(block.text, 'aside', margins.body, page);
    case 'quote':
      return printQuote(block.text, margins.body, page);
    case 'facts':
      return printFacts(block.facts, page);
    case 'item': {
      const inside = margins.body + 2;
      const [first = '', ...rest] = flow(block.title, 'plain', inside, page);
      return [
        `${' '.repeat(margins.body)}• ${first.slice(inside)}`,
        ...rest,
        ...block.lines.flatMap((line) => flow(line, 'plain', inside, page)),
        ...(block.quote === undefined ? [] : printQuote(block.quote, inside, page)),
      ];
    }
    case 'actions':
      return [];
    default:
      return unreachable(block);
  }
}

/** A running text, wrapped, every line at the same column. */
function flow(text: Text, style: Style, column: number, page: Page): readonly string[] {
  if (text.length === 0) return [];
  const lines = wrap(spansOf(text, style, page.now), page.width - column);
  return lines.map((line) => ' '.repeat(column) + paintLine(line, page));
}

const paintLine = (line: Line, { paint }: Page) =>
  line.map((span) => paint(span.style, span.text)).join('');

/** Each line behind a bar; a line that goes on from the one above it behind a broken bar. */
function printQuote(text: string, column: number, page: Page): readonly string[] {
  const bar = (sign: string) => `${' '.repeat(column)}${page.paint('aside', sign)} `;
  const width = page.width - column - 2;
  let isCode = false;
  const lines = safe(text)
    .split('\n')
    .flatMap((line) => {
      const isFence = /^ {0,3}(```|~~~)/.test(line);
      if (isFence) isCode = !isCode;
      const style = isCode || isFence ? 'code' : 'plain';
      const span: Span = { text: line, style };
      const broken = isCode ? chop(span, width) : wrapKeepingIndent(span, width);
      return broken.map((piece, i) => bar(i === 0 ? '│' : '┆') + paintLine(piece, page));
    });
  const left = lines.length - quoteLines;
  if (page.isWhole || left <= 1) return lines;
  const note = `… and ${left} more lines; \`more\` shows them`;
  return [...lines.slice(0, quoteLines), bar('┆') + page.paint('mark', note)];
}

function wrapKeepingIndent(line: Span, width: number): readonly Line[] {
  const indent = /^ */.exec(line.text)?.[0].slice(0, Math.floor(width / 2)) ?? '';
  const rest = { ...line, text: line.text.slice(indent.length) };
  const start = { ...line, text: indent };
  return wrap([rest], width - indent.length).map((piece) => [start, ...piece]);
}

/** Code is broken only where the line is full: joined again, it is what it was. */
function chop({ text, style }: Span, width: number): readonly Line[] {
  return chopText(text, width).map((piece) => [{ text: piece, style }]);
}

const widestLabel = 26;

/** Labels in a column; the value of a label that is too wide for it stands on the next line. */
function printFacts(facts: readonly Fact[], page: Page): readonly string[] {
  const labels = facts.map(({ label }) => safeLine(label));
  const widest = Math.min(widestLabel, Math.floor(page.width / 2) - margins.body);
  const widths = labels.map(textWidth).filter((width) => width <= widest);
  const column = margins.body + Math.max(0, ...widths) + 2;
  return facts.flatMap(({ value }, i) => {
    const label = labels[i] ?? '';
    const lines = flow(value, 'plain', column, page);
    const start = ' '.repeat(margins.body) + page.paint('strong', label);
    const room = column - margins.body - textWidth(label);
    if (room < 2 || lines.length === 0) {
      return [...flow([label], 'strong', margins.body, page), ...lines];
    }
    return [start + ' '.repeat(room) + (lines[0] ?? '').slice(column), ...lines.slice(1)];
  });
}

const between = '  ';

/** `[1] Helpful 42.1  [2] Accept 42.1`, several to a line. */
function printActions(actions: readonly Action[], first: number, page: Page): readonly string[] {
  const lines: string[][] = [];
  let room = 0;
  for (const [i, { label, style }] of actions.entries()) {
    const number = `[${first + i}] `;
    const width = textWidth(number + safeLine(label)) + between.length;
    if (width > room) lines.push([]);
    room = (width > room ? page.width - margins.own : room) - width;
    lines.at(-1)?.push(page.paint('mark', number) + page.paint(styleOf(style), safeLine(label)));
  }
  return lines.map((line) => ' '.repeat(margins.own) + line.join(between));
}

function styleOf(style: Action['style']): Style {
  if (style === 'danger') return 'danger';
  return style === 'primary' ? 'strong' : 'plain';
}
