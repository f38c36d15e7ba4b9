import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPaint } from '../../adapters/console/colours.ts';
import { isCut, type Page, printView } from '../../adapters/console/outbound.ts';
import { safe } from '../../adapters/console/safe.ts';
import { breakLines, textWidth } from '../../adapters/console/wrap.ts';
import { code, person, say, strong } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';

const now = Date.UTC(2026, 10, 20, 12);
const page: Page = { width: 80, now, paint: createPaint(false), isWhole: false };
const view = (...blocks: Block[]): View => ({ name: 'test', title: ['Title'], blocks });
const printed = (shown: View, on: Page = page) => printView(shown, on, 1).join('\n');

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      '\u001b',
      '[',
      '2',
      'J',
      '\n',
      '\r',
      '\u202e',
      '\u009b',
      'é',
      '漢',
      ' ',
      '`',
      '\ud800',
      '1',
      ']',
    ),
    maxLength: 300,
  }),
);

const everyKind = (text: string): View => ({
  name: 'test',
  title: [text],
  blocks: [
    { kind: 'prose', text: [text, strong(text), code(text)] },
    { kind: 'note', text: [person({ handle: text, name: text })] },
    { kind: 'quote', text },
    { kind: 'facts', facts: [{ label: text, value: [text] }] },
    { kind: 'item', title: [text], lines: [[text]], quote: text, actions: [] },
    { kind: 'actions', actions: [{ label: text, call: { name: 'x', args: {} } }] },
  ],
});

describe('what the console prints', () => {
  test('never has a control character, a half character or a direction override in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const out = printed(everyKind(text));
        expect(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(out)).toBe(false);
        expect(out.isWellFormed()).toBe(true);
      }),
    );
  });

  test('leaves the console’s own column to the console, whatever members wrote', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 30, max: 100 }), (text, width) => {
        const { blocks } = everyKind(text);
        const lines = printView(view(...blocks.slice(0, -1)), { ...page, width }, 1);
        expect(lines.every((line) => line === '' || line.startsWith('    '))).toBe(true);
      }),
    );
  });

  test('fits the width, so that the terminal breaks no line itself', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 30, max: 100 }), (text, width) => {
        const { blocks } = everyKind(text);
        const lines = printView(view(...blocks.slice(0, -1)), { ...page, width }, 1);
        expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('shows ESC as a sign', () => {
    expect(safe('\u001b[2J\u009b\u007f\ud800')).toBe('␛[2J�␡�');
  });

  test('keeps lines of code whole where they fit, and breaks them only where they end', () => {
    const long = `git log ${'--oneline '.repeat(12)}`.trimEnd();
    const out = printView(view({ kind: 'quote', text: `\`\`\`\n${long}\n\`\`\`` }), page, 1);
    const code = out.slice(2, -1).map((line) => line.slice(6));
    expect(code.join('')).toBe(long);
    expect(out[2]).toMatch(/^ {4}│/);
    expect(out[3]).toMatch(/^ {4}┆/);
  });

  test('breaks prose between words', () => {
    const out = printed(view({ kind: 'prose', text: [`${'word '.repeat(40)}end`] }), page);
    expect(out).not.toMatch(/wor$|^ *d /m);
  });

  test('counts wide characters as two columns', () => {
    expect(textWidth('漢字')).toBe(4);
    expect(textWidth('é')).toBe(1);
    expect(breakLines('漢字漢字', 4)).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });

  test('cuts a very long quote visibly, and shows all of it when asked', () => {
    const text = Array.from({ length: 160 }, (_, i) => `line ${i + 1}`).join('\n');
    const long = view({ kind: 'quote', text });
    expect(printed(long)).toContain('… and 120 more lines; `more` shows them');
    expect(printed(long)).not.toContain('line 41');
    expect(isCut(long, page)).toBe(true);
    expect(printed(long, { ...page, isWhole: true })).toContain('line 160');
  });

  test('numbers buttons in reading order, from where it is told to', () => {
    const action = (label: string) => ({ label, call: { name: 'x', args: {} } });
    const shown = view(
      { kind: 'item', title: ['One'], lines: [], actions: [action('A'), action('B')] },
      { kind: 'actions', actions: [action('C')] },
    );
    expect(printView(shown, page, 3)).toEqual([
      '    Title',
      '',
      '    • One',
      '  [3] A  [4] B',
      '  [5] C',
    ]);
  });

  test('puts buttons that do not fit on the next line', () => {
    const actions = Array.from({ length: 12 }, (_, i) => {
      return { label: `Button number ${i}`, call: { name: 'x', args: {} } };
    });
    const lines = printView(view({ kind: 'actions', actions }), page, 1);
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
    expect(lines.join('\n').match(/\[\d+\]/g)).toHaveLength(12);
  });

  test('aligns facts, and gives a wide label a line of its own', () => {
    const facts = [
      { label: 'short', value: ['one'] },
      { label: 'longer label', value: ['two'] },
      { label: 'a label that is wider than its column', value: ['three'] },
    ];
    expect(printView(view({ kind: 'facts', facts }), page, 1).slice(1)).toEqual([
      '    short         one',
      '    longer label  two',
      '    a label that is wider than its column',
      '                  three',
    ]);
  });

  test('is coloured only when wanted', () => {
    const shown = view({ kind: 'prose', text: say`${strong('a')} ${code('b')}` });
    const coloured = printed(shown, { ...page, paint: createPaint(true) });
    expect(coloured).toContain('\u001b[1mTitle\u001b[22m');
    expect(printed(shown)).not.toContain('\u001b');
  });
});
