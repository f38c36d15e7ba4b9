import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customId, encodedIn } from '../../adapters/discord/custom-id.ts';
import { toMessages } from '../../adapters/discord/outbound.ts';
import { quotePieces } from '../../adapters/discord/quote.ts';
import { literal, plain } from '../../adapters/discord/text.ts';
import { readTyped, withoutBot } from '../../adapters/discord/typed.ts';
import { encodeCall } from '../../commands/kit/call.ts';
import { code, person, say, strong } from '../../commands/kit/text.ts';
import type { Action, View } from '../../commands/kit/view.ts';
import { threadTimeOf } from '../kit/thread-time.ts';
import { activeIn } from './discord-markdown.ts';
import { textOf } from './discord-reader.ts';
import { wrongIn } from './discord-validator.ts';

const baits = [
  '@everyone @here <@&300000000000000001> <@100000000000000001> <#200000000000000000>',
  '[x](javascript:alert(1)) [bank](https://evil.example) [a][b](c) \\[x](https://y.example)',
  '<https://evil.example|https://bank.example> <t:0:R> </ask:1> <:a:1> <id:customize>',
  '```\nbreak\n```\n# heading\n-# small\n> quoted\n>>> all',
  '``` `` ` ```x``` ````',
  '||hidden|| **bold** __under__ ~~gone~~ _it_ *it*',
  '\u202egnol\u202c \ud800 \udc00 \u0000 \u001b[31m \u2066x\u2069',
  '\\'.repeat(7),
  '1. one\n2. two\n- three\n* four',
  'a\u200db\u200c👩‍👩‍👧‍👦 ᄀ́̂̃ İıſ 日本語のテキスト',
];

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom(...'`*_~|[]()<>@#>-+.\\\n :/', 'everyone', 't:1:R', 'a', ' '), {
      maxLength: 60,
    })
    .map((signs) => signs.join('')),
  fc.constantFrom(
    ...baits,
    '*'.repeat(4_000),
    '<@'.repeat(3_000),
    '😀'.repeat(2_500),
    'a\n'.repeat(10_000),
    'x'.repeat(40_000),
    '```'.repeat(900),
    '`a'.repeat(5_000),
  ),
);

const action = fc.record({
  label: hostile,
  call: fc.record({
    name: fc.constant('show'),
    args: fc.record({ question: fc.constantFrom('1', '42', 'x'.repeat(85), 'x'.repeat(200)) }),
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

const path = '/channels/1/messages';

describe('what Discord is sent', () => {
  test('is within every limit and pings nobody, whatever the view says', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 1, max: 4 }), (any, most) => {
        const messages = toMessages(any, most);
        expect(messages.length).toBeLessThanOrEqual(most);
        const wrong = messages.flatMap((body) => wrongIn({ method: 'POST', path, body }));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test('is cut with a note and a button for the rest, and keeps the buttons at its end', () => {
    const blocks = Array.from({ length: 90 }, (_, i) => ({
      kind: 'quote' as const,
      text: `${i} ${'x'.repeat(500)}`,
    }));
    const button = { label: 'Answer', call: { name: 'answer', args: { question: '1' } } };
    const long: View = {
      name: 'long',
      title: ['Long'],
      blocks: [...blocks, { kind: 'actions', actions: [button] }],
      rest: { name: 'show', args: { question: '1' } },
    };
    const [only, ...more] = toMessages(long, 1);
    expect(more).toEqual([]);
    expect(textOf(only)).toMatch(/… cut here: \d+ more parts did not fit\nShow all\nAnswer$/);
  });
});

describe('a member’s words', () => {
  test('do nothing in our own lines but stand there', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        expect(activeIn(literal(words, 3_000), 'words')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('do nothing in a quote but look as they were written', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        for (const piece of quotePieces(words, 1_900)) {
          expect(piece.length).toBeLessThanOrEqual(1_900);
          expect(piece.split('\n').every((line) => line.startsWith('> '))).toBe(true);
          expect(activeIn(piece.replace(/^> /gm, ''), 'quote')).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  for (const bait of baits) {
    test(`are all there: ${JSON.stringify(bait).slice(0, 50)}`, () => {
      const squeezed = (words: string) => words.replace(/[\s>`]/g, '');
      const shown = textOf({ content: quotePieces(bait, 1_900).join('\n') });
      const kept = bait.replace(/[\p{Cc}\p{Cs}]|[\u202a-\u202e\u2066-\u2069]|<t:0:R>/gu, ' ');
      for (const word of kept.split(/\s+/)) {
        // Backslashes of our reader's and of theirs cannot be told apart in code.
        const plainWord = squeezed(word).replace(/\\/g, '');
        expect(squeezed(shown).replace(/\\/g, '')).toContain(plainWord);
      }
    });
  }

  test('keep their code, also across messages', () => {
    const source = Array.from({ length: 400 }, (_, i) => `const a${i} = \`x\`; // **not bold**`);
    const pieces = quotePieces(['Look:', '```ts', ...source, '```', 'Done.'].join('\n'), 1_900);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect((piece.match(/```/g) ?? []).length % 2).toBe(0);
    expect(pieces.join('\n')).toContain('> const a7 = `x`; // **not bold**');
  });

  test('are never cut inside a character, nor behind a backslash', () => {
    for (const limit of [50, 51, 52, 53]) {
      const cut = literal(`${'😀'.repeat(40)}${'*'.repeat(90)}`, limit);
      expect(cut.isWellFormed()).toBe(true);
      expect(/(?<!\\)(\\\\)*\\…$/.test(cut)).toBe(false);
      expect(cut.length).toBeLessThanOrEqual(limit);
    }
  });

  test('take no time that they should not', () => {
    const time = threadTimeOf(() => {
      for (const sign of ['`', '```', '`a', '#', ' ', '\\', '[(', 'https://', '\n', '- ']) {
        const bait = sign.repeat(20_000 / sign.length);
        quotePieces(bait, 1_900);
        literal(bait, 3_000);
        plain(bait, 80);
      }
    });
    expect(time).toBeLessThan(8_000);
  });
});

describe('what members type', () => {
  test('has people, channels and emoji as they saw them', () => {
    const names: Record<string, string> = { 'account 1': 'ana', 'channel 2': 'git' };
    const read = readTyped(
      '<@1> <@!1> in <#2> <#3> <a:dance:4> <@5> <@&6>',
      (kind, id) => names[`${kind} ${id}`],
    );
    expect(read).toBe('@ana @ana in #git #3 :dance: <@5> @role');
  });

  test('begins behind the bot’s name', () => {
    expect(withoutBot('<@7>, ask why', '7')).toBe('ask why');
    expect(withoutBot('<@!7> ask <@7> why', '7')).toBe('ask   why');
  });
});

test('a custom_id gives its call back, however often a message has it', () => {
  for (const call of [
    { name: 'help', args: {} },
    { name: 'search', args: { words: 'what? 2', page: '2' } },
  ]) {
    const encoded = encodeCall(call);
    for (const times of [1, 2, 12]) expect(encodedIn(customId(encoded, times))).toBe(encoded);
  }
});
