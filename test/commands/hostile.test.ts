import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import type { Arg } from '../../commands/kit/args.ts';
import { cleanLine, cleanText } from '../../src/text.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { readReply } from './read.ts';

const hostile: Readonly<Record<string, string>> = {
  'SQL in a string': `'; DROP TABLE question; --`,
  'SQL with quotes': `" OR ""="' OR 1=1; --`,
  'full-text syntax': 'title:a NEAR(b c, 2) -d ^e "f* AND NOT (g OR OR h',
  'a lone quote': '"',
  'full-text operators alone': 'NOT AND OR NEAR',
  wildcards: '%_%_%_%*?*?',
  'a prototype': '__proto__',
  'a constructor': 'constructor.prototype',
  'a method name': 'toString',
  'a lone high surrogate': 'half \ud83d of a face',
  'a lone low surrogate': 'half \ude00',
  'a NUL': 'a\u0000b',
  'escape sequences': '\u001b[31mred\u001b[0m\u0007',
  'a right-to-left override': 'abc\u202efdp.exe',
  'zero-width signs': 'a\u200bb\u200dc\ufeffd',
  'a family': '👨‍👩‍👧‍👦 and 🏳️‍🌈',
  'a storm of marks': `z${'\u0335\u0489'.repeat(100)}algo`,
  'no spaces between words': '数据库连接超时怎么办',
  'mentions of everyone': '@everyone <!channel> <@U1> <@&1>',
  'a code fence broken out of': '``` `` ` ```',
  'the longest title': 'x'.repeat(300),
  'many line ends': 'a\r\n\rb\u2028c\n'.repeat(20),
};
const cases = Object.entries(hostile);

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
});
afterEach(() => chat.close());

const prose = (arg: Arg) => arg.kind === 'line' || arg.kind === 'text';

describe('hostile text', () => {
  test.each(cases.map(([what, text], n) => [what, text, n] as const))(
    '(%s) breaks no command in any argument',
    async (_name, text, n) => {
      await chat.say('Ana', 'ask How do I undo a commit? #git');
      await chat.say('Bo', 'answer 1 Reset it.');
      await chat.say('Ana', 'accept 1.1');
      for (const { name, args } of commands) {
        const usual: Record<string, string> = {
          question: '1',
          answer: '1.1',
          what: '1',
          snippet: '1',
          member: '@bo',
          ...Object.fromEntries(args.filter((arg) => prose(arg)).map((arg) => [arg.name, text])),
        };
        const given = Object.fromEntries(
          args.flatMap((arg) =>
            usual[arg.name] === undefined ? [] : [[arg.name, usual[arg.name] ?? '']],
          ),
        );
        // What is no prose meets a third of the texts: each argument others than the next.
        const tried = args.filter((arg, i) => prose(arg) || (i + name.length + n) % 3 === 0);
        const tries = [
          given,
          ...tried.map((arg) => ({ ...given, [arg.name]: text })),
          { ...given, [text]: text },
        ];
        for (const one of tries) {
          const { reply } = await chat.handle(
            chat.request('Cy', { kind: 'call', call: { name, args: one } }, 'form'),
          );
          if (reply.kind !== 'form')
            expect({ name, wellFormed: readReply(reply).isWellFormed() }).toEqual({
              name,
              wellFormed: true,
            });
        }
        const { reply } = await chat.handle(
          chat.request('Cy', { kind: 'line', line: `${name} ${text}` }),
        );
        readReply(reply);
      }
      expect(chat.log()).not.toContain('"outcome":"bug"');
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );

  test.each(cases)('(%s) is stored and shown as it was written', async (_name, text) => {
    await chat.submit('Ana', 'ask', { question: text, details: text });
    const question = await chat.core.questions.find(await chat.as('Ana'), 1);
    expect(question?.title).toBe(cleanLine(text));
    expect(question?.body).toBe(cleanText(text));
    await chat.submit('Bo', 'answer', { question: '1', text: `So: ${text}` });
    const found = await chat.core.answers.find(await chat.as('Cy'), { question: 1, answer: 1 });
    expect(found?.answer.body).toBe(cleanText(`So: ${text}`));
    expect(await chat.say('Cy', 'show 1')).toContain(cleanText(text));
    expect(chat.log()).not.toContain('"outcome":"bug"');
  });

  test.each(cases)(
    '(%s) is found again, or nothing is, but never an error',
    async (_name, text) => {
      await chat.submit('Ana', 'ask', { question: text });
      await chat.submit('Bo', 'answer', { question: '1', text: 'So.' });
      expect(await chat.submit('Cy', 'search', { words: text })).toMatch(
        /^# (1 found|Nothing found)/,
      );
    },
  );
});

describe('too much', () => {
  test('40,000 characters are an answer like any other', async () => {
    const text = 'words and more words, '.repeat(1_900);
    await chat.say('Ana', 'ask Why?');
    expect(await chat.say('Bo', `answer 1 ${text}`)).toContain('Thank you.');
    const found = await chat.core.answers.find(await chat.as('Ana'), { question: 1, answer: 1 });
    expect(found?.answer.body).toBe(text.trim());
  });

  test('500 tags are refused with the question kept', async () => {
    const tags = Array.from({ length: 500 }, (_, i) => `tag${i}`).join(',');
    const form = await chat.say('Ana', `ask Why? tags:${tags}`);
    expect(form).toContain('(These are 500; please name at most 10.)');
    expect(form).toContain('question: Why?');
    expect(form).toContain(tags);
  });

  test('a megabyte is refused with the form kept', async () => {
    const text = 'x'.repeat(1_000_000);
    await chat.say('Ana', 'ask Why?');
    const form = await chat.say('Bo', `answer 1 ${text}`);
    expect(form).toContain('This has 1000000 characters; please keep it within 100000.');
    expect(form).toContain(text);
  });
});

test('a word in another Unicode form finds the same', async () => {
  await chat.say('Ana', `ask How do I cook ${'crème brûlée'.normalize('NFD')}?`);
  await chat.say('Bo', 'answer 1 Slowly.');
  for (const words of ['crème brûlée', 'creme brulee', 'CRÈME', 'crème'.normalize('NFD')]) {
    expect(await chat.say('Cy', `search ${words}`)).toContain('1 found');
  }
});

test('what is quoted of a line is never half a character', async () => {
  for (const word of [`${'x'.repeat(39)}😀😀`, '👨‍👩‍👧‍👦'.repeat(20), '\ud83d']) {
    expect((await chat.say('Ana', word)).isWellFormed()).toBe(true);
    expect((await chat.say('Ana', `show ${word.repeat(3)}`)).isWellFormed()).toBe(true);
  }
});
