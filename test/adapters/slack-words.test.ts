import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toMessages } from '../../adapters/slack/outbound.ts';
import { quotePieces } from '../../adapters/slack/quote.ts';
import { literal } from '../../adapters/slack/text.ts';
import { readTyped, withoutBot } from '../../adapters/slack/typed.ts';
import { code, person, say, strong } from '../../commands/kit/text.ts';
import type { Action, View } from '../../commands/kit/view.ts';
import { checkLimits } from './slack-limits.ts';
import { buttonsOf, textOf } from './slack-reader.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '<!channel> <!here> <!everyone> <!subteam^S1> <@U1> @everyone',
    '<https://evil.example|https://bank.example> [x](javascript:alert(1))',
    '```\n<!channel>\n',
    '\u202egnol\u202c \ud800 \udc00 \u0000 \u001b[31m',
    '<!date^1^{date}|x> &amp;lt; &<>',
    '&'.repeat(2_000),
    '<'.repeat(4_000),
    '😀'.repeat(2_500),
    'a\n'.repeat(10_000),
    'x'.repeat(40_000),
    '`*_~>',
  ),
);

const action = fc.record({
  label: hostile,
  call: fc.record({
    name: fc.constant('show'),
    args: fc.record({ question: fc.constantFrom('1', '42', 'x'.repeat(200)) }),
  }),
}) as fc.Arbitrary<Action>;
const actions = fc.array(action, { maxLength: 60 });
const text = hostile.map(
  (words) =>
    say`Said: ${words} ${strong(words)} ${code(words)} ${person({ handle: words, name: words })}`,
);

const view: fc.Arbitrary<View> = fc.record({
  name: fc.constant('any'),
  title: text,
  blocks: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('prose' as const), text }),
      fc.record({ kind: fc.constant('note' as const), text }),
      fc.record({ kind: fc.constant('quote' as const), text: hostile }),
      fc.record({
        kind: fc.constant('facts' as const),
        facts: fc.array(fc.record({ label: hostile, value: text }), {
          minLength: 1,
          maxLength: 25,
        }),
      }),
      fc.record({
        kind: fc.constant('item' as const),
        title: text,
        lines: fc.array(text, { maxLength: 12 }),
        quote: hostile,
        actions,
      }),
      fc.record({ kind: fc.constant('actions' as const), actions }),
    ),
    { maxLength: 30 },
  ),
});

describe('what Slack is sent', () => {
  test('is within every limit and pings nobody, whatever the view says', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 1, max: 4 }), (any, most) => {
        const messages = toMessages(any, most);
        expect(messages.length).toBeLessThanOrEqual(most);
        for (const message of messages) {
          checkLimits({ method: 'chat.postMessage', args: { ...message } });
        }
      }),
      { numRuns: 120 },
    );
  });

  test('is cut with a note, and keeps the buttons at its end', () => {
    const blocks = Array.from({ length: 90 }, (_, i) => ({
      kind: 'quote' as const,
      text: `${i} ${'x'.repeat(500)}`,
    }));
    const button = { label: 'Answer', call: { name: 'answer', args: { question: '1' } } };
    const long: View = {
      name: 'question',
      title: ['A long one'],
      blocks: [...blocks, { kind: 'actions', actions: [button] }],
    };
    const [only, ...more] = toMessages(long, 1);
    expect(more).toEqual([]);
    expect(textOf(only)).toMatch(/… cut here: \d+ more parts did not fit/);
    expect(buttonsOf(only).map(({ text: label }) => label.text)).toEqual(['Answer']);
    expect(textOf(toMessages(long, 4)).includes('40 xxx')).toBe(true);
  });
});

describe('a quote', () => {
  test('loses no line and no character in its pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z ]{0,80}$/), { maxLength: 300 }), (lines) => {
        const pieces = quotePieces(lines.join('\n'), 3_000);
        const back = pieces.join('\n').replace(/^> /gm, '');
        expect(back).toBe(lines.join('\n'));
        expect(pieces.every((piece) => piece.length <= 3_000)).toBe(true);
      }),
    );
  });

  test('keeps code in its box over a break, and a fence that is not closed as a line', () => {
    const code = `before\n\`\`\`sh\n${'git status\n'.repeat(600)}\`\`\`\nafter`;
    const pieces = quotePieces(code, 3_000);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(piece.split('```').length % 2).toBe(1);
    expect(pieces.at(-1)).toMatch(/> after$/);
    expect(quotePieces('```\nopen', 100)).toEqual(['> ```\n> open']);
  });
});

test('a literal text is never cut inside an entity', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', '😀') }),
      fc.integer({ min: 2, max: 60 }),
      (words, limit) => {
        const cut = literal(words, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
        expect(cut.isWellFormed()).toBe(true);
      },
    ),
  );
});

describe('what a member typed', () => {
  const handle = (id: string) => ({ U1: 'ana' })[id];
  for (const [said, read] of [
    ['profile <@U1|ana.diaz>', 'profile @ana'],
    ['profile <@U9|zoe>', 'profile @zoe'],
    ['in <#C1|git> and <#C2>', 'in #git and #C2'],
    [
      'see <https://x.example|x.example> or <https://y.example|this>',
      'see https://x.example or this (https://y.example)',
    ],
    ['<!here> <!subteam^S1|@dba> <!date^1^{date}|Monday>', '@here @dba Monday'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    [
      '“Why is it slow?” “It scans.” tags:“sql,git”',
      '"Why is it slow?" "It scans." tags:"sql,git"',
    ],
    ['say “hi” in the middle', 'say "hi" in the middle'],
    ['it’s a "straight" one', 'it’s a "straight" one'],
  ] as const) {
    test(`${said} is read as ${read}`, () => expect(readTyped(said, handle)).toBe(read));
  }

  test('is heard without the mention of the bot', () => {
    expect(withoutBot('<@UB>: find-expert git', 'UB')).toBe('find-expert git');
    expect(withoutBot('<@UB|praxis> <@U1> knows', 'UB')).toBe('<@U1> knows');
  });
});
