import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toModal } from '../../adapters/slack/forms.ts';
import { toMessages } from '../../adapters/slack/outbound.ts';
import { quotePieces } from '../../adapters/slack/quote.ts';
import { toHome, toPage } from '../../adapters/slack/surfaces.ts';
import { literal, mrkdwn, strong as strongText } from '../../adapters/slack/text.ts';
import { readTyped, withoutBot } from '../../adapters/slack/typed.ts';
import { code, person, say, strong } from '../../commands/kit/text.ts';
import type { Action, View } from '../../commands/kit/view.ts';
import { checkLimits } from './slack-limits.ts';
import { buttonsOf, mrkdwnIn, textOf } from './slack-reader.ts';

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
          checkLimits({ method: 'respond', args: { ...message } });
        }
      }),
      { numRuns: 120 },
    );
  });

  test('is within them in a Home and in the pages over it too', () => {
    fc.assert(
      fc.property(view, (any) => {
        for (const one of [toPage(any, 'D1'), toHome(any, 'D1'), toHome(any, 'D1', any)]) {
          checkLimits({ method: 'views.publish', args: { user_id: 'U1', view: one } });
        }
      }),
      { numRuns: 60 },
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
    const rest = { name: 'show', args: { question: '1' } };
    expect(buttonsOf(toMessages({ ...long, rest }, 1))).toMatchObject([
      { text: { text: 'Show all' }, value: 'show?question=1' },
      { text: { text: 'Answer' } },
    ]);
  });
});

/** Words of little else than what Slack reads as formatting. */
const formatting = fc.string({
  unit: fc.constantFrom('*', '_', '~', '`', '```', '>', ' ', '\n', 'a', 'é', '1', '.'),
  maxLength: 60,
});

/** What Slack reads as bold, italic, struck, code, or a quote. */
const formatted =
  /(?<![\p{L}\p{N}])([*_~])(?=\S)[^\n]*?\S?\1(?![\p{L}\p{N}])|`[^`\n]+`|^(?:>|&gt;)/mu;

describe('words of a member among ours', () => {
  const ours = (words: string) =>
    say`Said: ${words}; type ${code('/answer 1')}, ${strong('S1')}: ${words}`;

  test('are shown as they are: not bold, not italic, not struck, no code, no quote', () => {
    fc.assert(
      fc.property(formatting, (words) => {
        const shown = mrkdwn(ours(words), 3_000);
        const rest = shown.replace('`/answer 1`', '').replace('*S1*', '');
        expect(rest).not.toMatch(formatted);
        expect(strongText(words, 200).slice(1, -1)).not.toMatch(formatted);
      }),
    );
  });

  test('keep the signs that cannot be read as formatting', () => {
    const words = 'snake_case and 2*3 or a * b in C:\\x y~z, SELECT *\nfrom';
    expect(mrkdwn([words], 3_000)).toBe(words);
    expect(mrkdwn(['*.ts in `src`, ~/x'], 3_000)).toBe('∗.ts in ˋsrcˋ, ∼/x');
  });

  test('are not formatted in any surface: message, its fallback, a form, its errors', () => {
    const evil = '*bold* _italic_ ~struck~ `code`';
    const view: View = {
      name: 'any',
      title: [evil],
      blocks: [
        { kind: 'prose', text: [evil] },
        { kind: 'note', text: [evil] },
        { kind: 'facts', facts: [{ label: evil, value: [evil] }] },
        { kind: 'item', title: [strong(evil)], lines: [[evil]], actions: [] },
      ],
    };
    const modal = toModal(
      { title: evil, problem: evil, call: { name: 'ask', args: {} }, fields: [] },
      { name: 'ask', args: {}, channel: 'C1' },
    );
    for (const text of mrkdwnIn([toMessages(view, 1), modal])) {
      expect(text.replace(/^\*|\*$/gm, '')).not.toMatch(formatted);
    }
    expect(toMessages(view, 1)[0]?.text).not.toMatch(formatted);
  });
});

describe('a quote', () => {
  test('shows no word of its author outside of its bar and its boxes', () => {
    fc.assert(
      fc.property(fc.array(formatting, { maxLength: 12 }), fc.nat(8), (lines, long) => {
        const fences = ['```', '```sh', '``` evil', 'x ``` y'].flatMap((fence, i) => [
          lines[i] ?? '',
          fence,
        ]);
        const text = [...lines, ...fences, 'words '.repeat(long * 100)].join('\n');
        for (const piece of quotePieces(text, 300)) {
          const outside = piece.split('```').filter((_, i) => i % 2 === 0);
          expect(piece.split('```').length % 2).toBe(1);
          for (const line of outside.flatMap((part) => part.split('\n'))) {
            expect(line === '' || line.startsWith('> ')).toBe(true);
          }
        }
      }),
    );
  });

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
    expect(quotePieces('```\nopen', 100)).toEqual(['> ˋˋˋ\n> open']);
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
