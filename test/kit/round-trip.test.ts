import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commands } from '../../commands/index.ts';
import { type Arg, isTyped } from '../../commands/kit/args.ts';
import { decodeCall, encodeCall, longestCall } from '../../commands/kit/call.ts';
import { formatCall } from '../../commands/kit/format.ts';
import { parseArgs, readName } from '../../commands/kit/parse.ts';
import { readArgs } from '../../commands/kit/read-args.ts';

const bait = fc.constantFrom(
  '"',
  '\\',
  '\\"',
  '\n',
  '#',
  '#git',
  '#42',
  ' ',
  'tags:sql',
  'text:',
  'title="x"',
  '--undo',
  '--tags=a',
  'question:1',
  '/ask',
  '@ana',
  'é',
  '日本',
  '👩‍👩‍👧',
  '\u202e',
  '\u0000',
  '`',
  '<@1>',
);
const text = fc
  .array(fc.oneof(bait, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 12 })
  .map((parts) => parts.join(''));
const written = text.filter((value) => value.trim() !== '');

function anyValue(arg: Arg): fc.Arbitrary<string> {
  switch (arg.kind) {
    case 'line':
    case 'text':
      return written;
    case 'words':
      return fc
        .array(fc.stringMatching(/^[a-z0-9#.]{1,8}$/), { minLength: 1, maxLength: 4 })
        .map((w) => w.join(','));
    case 'number':
      return fc.integer({ min: arg.min, max: Math.min(arg.max, 9_999) }).map(String);
    case 'choice':
      return fc.constantFrom(...arg.choices);
    case 'flag':
      return fc.constantFrom('yes', 'no', '');
    case 'person':
      return fc.stringMatching(/^@?[a-zéß日][a-z0-9.-]{0,8}$/u);
    case 'message':
      return fc.stringMatching(/^\d{1,20}(\.\d{6})?$/);
    case 'reference':
      return fc.constantFrom('#42', '42', '42.1', 'S7', arg.example);
  }
}

/** Any of the arguments that a command declares, with any value it could have. */
const argsOf = (args: readonly Arg[]): fc.Arbitrary<Record<string, string>> =>
  fc
    .subarray([...args])
    .chain((some) => fc.record(Object.fromEntries(some.map((arg) => [arg.name, anyValue(arg)]))));

describe.each(commands.map((command) => [command.name, command] as const))(
  '%s',
  (name, command) => {
    test('a call written as a line reads back as the same call', () => {
      fc.assert(
        fc.property(argsOf(command.args.filter(isTyped)), (args) => {
          const line = formatCall(command.args, { name, args });
          const named = readName(commands, line);
          expect(named?.command.name).toBe(name);
          expect(parseArgs(command, named?.rest ?? '')).toEqual({ name, args });
        }),
        { numRuns: 25 },
      );
    });

    test('no line and no arguments can make reading throw', () => {
      const anyArgs = fc.dictionary(
        fc.oneof(fc.constantFrom('page', ...command.args.map((arg) => arg.name)), fc.string()),
        text,
      );
      fc.assert(
        fc.property(text, anyArgs, (line, args) => {
          const before = Object.getOwnPropertyNames(Object.prototype);
          readArgs(command.args, parseArgs(command, line).args);
          readArgs(command.args, args);
          expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
        }),
        { numRuns: 25 },
      );
    });
  },
);

describe('a call in a button', () => {
  const called = fc.record({
    name: fc.constantFrom(...commands.map(({ name }) => name)),
    args: fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,6}$/), text, { maxKeys: 3 }),
  });

  test('reads back as it was, unless it is too long to be one', () => {
    fc.assert(
      fc.property(called, (call) => {
        let encoded: string;
        try {
          encoded = encodeCall(call);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(encoded.length).toBeLessThanOrEqual(longestCall);
        expect(decodeCall(encoded)).toEqual(call);
      }),
    );
  });

  test('that was forged is no call, or a call with plain own arguments, and never throws', () => {
    const sign = fc.constantFrom(
      '?',
      '&',
      '=',
      '%',
      '%25',
      '%3D',
      '%zz',
      '__proto__',
      'constructor',
      'ask',
      ' ',
      '-',
    );
    const forged = fc.array(fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 5 })), {
      maxLength: 15,
    });
    fc.assert(
      fc.property(forged, (parts) => {
        const call = decodeCall(parts.join(''));
        if (!call) return;
        expect(Object.getPrototypeOf(call.args)).toBe(Object.prototype);
        expect(Object.values(call.args).every((value) => typeof value === 'string')).toBe(true);
        expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    'ask?__proto__=x',
    'ask?a=1&a',
    'ask?a',
    'ask?=x',
    'ask?a=1?b=2',
    'ask?a=%00',
    'ask?a==',
    '?a=1',
    '',
    'Ask?a=1',
    `show?question=${'1'.repeat(100)}`,
  ])('%j is no call', (encoded) => {
    expect(decodeCall(encoded)).toBeUndefined();
  });
});
