import { describe, expect, test } from '@jest/globals';
import { lint } from '../../src/capture/lint.ts';

const title = 'How do I rebuild the search index?';
const answer = 'Run the nightly job by hand; it takes the newest snapshot of the tables.';
/** A Friday. */
const now = { at: Date.UTC(2026, 10, 27, 12), zone: 'Europe/Berlin' };

const linted = (more: { title?: string; answer?: string }, language = 'en') =>
  lint({ title, details: '', answer, tags: [], ...more }, [], now, language);
const findings = (more: { title?: string; answer?: string }, language?: string) =>
  linted(more, language).findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);

test('a question with its whole answer passes', () => {
  expect(findings({})).toEqual([]);
});

describe('a title', () => {
  test.each(['The export', 'Notes on deploys', 'Postgres settings', 'Fix the index'])(
    '%j is told to ask something',
    (text) => {
      expect(findings({ title: text })).toEqual([
        'title: The title does not ask anything. Whoever looks for this asks a question, like “How do I …?”.',
      ]);
    },
  );

  test.each(['Why?', 'Thoughts?', 'What', '?'])('%j is told to say what about', (text) => {
    expect(findings({ title: text })).toEqual([
      'title: The title asks too little. Say what about, like “How do I …?”.',
    ]);
  });

  test.each([
    'How do I rebuild it',
    'Where are the keys kept?',
    'Export is slow?',
    'Ok so why does the build fail',
    'Warum ist der Export langsam',
    'Comment renommer une branche ?',
    '¿Cómo se renombra una rama?',
    'インデックスの再構築',
  ])('%j asks', (text) => {
    expect(findings({ title: text })).toEqual([]);
  });
});

describe('an answer', () => {
  test.each([
    'yes',
    'Yep, thanks!',
    'Thanks a lot!',
    'works for me',
    '+1',
    'that works 👍',
    'Done.',
  ])('%j is told to say the whole', (text) => {
    expect(findings({ answer: text })).toEqual([
      'answer: The answer says only yes, no or thanks. Say the whole of it.',
    ]);
  });

  test.each([
    ['Set the flag as I said and restart the service.', 'as I said'],
    ['Use the command, see above, then restart the service.', 'see above'],
    ['The previous message has the command for the service.', 'previous message'],
    ['Restart the service; the rest is what @bo wrote.', 'what @bo wrote'],
    ['What Anna said, but with the flag --force.', 'What Anna said'],
    ['Rebuild the index like before, then restart.', 'like before'],
    ['I told you in the other thread, use that command.', 'in the other thread'],
    ['I will DM you the details of the service.', 'DM you'],
    ['Check the screenshot for the settings of it.', 'Check the screenshot'],
  ])('%j points out of itself', (text, phrase) => {
    expect(findings({ answer: text })).toEqual([
      `answer: “${phrase}” points to something that is not in the answer. Put it there.`,
    ]);
  });

  test('that begins in the middle is told so', () => {
    expect(findings({ answer: 'It needs a restart of the whole service.' })).toEqual([
      'answer: The answer begins with “It”. Say what is meant: its reader has not seen the thread.',
    ]);
  });

  test.each(['https://example.org/wiki/index', 'Check out this: https://example.org/wiki/index'])(
    '%j is told that it is only a link',
    (text) => {
      expect(findings({ answer: text })).toEqual([
        'answer: The answer is only a link. Say in a sentence or two what stands there; links die.',
      ]);
    },
  );

  test.each([
    'This command rebuilds it: run the nightly job by hand.',
    'The index lies above the tables, so rebuild the tables first.',
    '```sh\nmake index # as above\n```',
    'See the chapter on indexes: https://example.org/wiki/index',
  ])('%j stands for itself', (text) => {
    expect(findings({ answer: text })).toEqual([]);
  });
});

describe('a date told from today', () => {
  test.each([
    ['The job failed yesterday.', 'The job failed on 26 November 2026.'],
    ['The job runs tomorrow morning.', 'The job runs on the morning of 28 November 2026.'],
    ['It is slow since yesterday.', 'It is slow since 26 November 2026.'],
    ['We moved the job last Tuesday.', 'We moved the job on 24 November 2026.'],
    ['We moved the job two weeks ago.', 'We moved the job around 13 November 2026.'],
    ['The job moves next month.', 'The job moves in December 2026.'],
    ['See yesterday’s log of the job.', 'See 26 November 2026’s log of the job.'],
    ['We saw it during last week.', 'We saw it during the week of 16 November 2026.'],
    ['Be done by next month.', 'Be done by December 2026.'],
  ])('%j is offered as %j', (text, dated) => {
    const { findings: found, dated: offered } = linted({ answer: text });
    expect(found.some(({ kind }) => kind === 'date')).toBe(true);
    expect(offered?.answer).toBe(dated);
  });

  test('says what was said, and what it meant', () => {
    expect(findings({ answer: 'The job failed yesterday, so run it by hand.' })).toEqual([
      'date: “yesterday” will mean another day soon. It meant: on 26 November 2026.',
    ]);
  });

  test.each([
    '`yesterday` is a word that PostgreSQL knows as a date.',
    'The job runs every Tuesday, and the last week of a month is free.',
    'Restart within 3 days of the release.',
  ])('%j has none', (text) => {
    expect(linted({ answer: text }).dated).toBeUndefined();
  });
});

describe('personal data', () => {
  test.each([
    ['an e-mail address', 'Write to bo.okafor@mail.org when the job fails.'],
    ['an e-mail address', 'Write to anna.schmidt@example.com for access.'],
    ['a social security number', 'The tester is 078-05-1120 on file.'],
    ['a phone number', 'Call +49 30 901820 77 when the job fails.'],
    ['a phone number', 'Call (555) 123-4567 when the job fails.'],
    ['an IBAN', 'Send it to DE89 3704 0044 0532 0130 00 every month.'],
    ['a card number', 'Pay with 4111 1111 1111 1111 in the test shop.'],
  ])('%s is flagged, and may stay: %j', (what, text) => {
    expect(findings({ answer: text })).toEqual([
      `personal: This holds ${what}. Everyone who sees this will; does it have to be in it?`,
    ]);
  });

  test.each([
    'Clone git@github.com:acme/index.git and run the job.',
    'Use user@example.com or test@example.org in the tests of the job.',
    'The job is at build 2026.11.27-1843002 on 10.20.30.40 now.',
    'The commit is 4111111111111111aa, and the order 1234 5678 9012 3456.',
    'Set the limit to 1000000000 rows; 99.95 percent fit.',
    'Find `where phone = "+49 30 901820 77"` in the fixtures of the job.',
    'The id is 550e8400-e29b-41d4-a716-446655440000 in the table.',
  ])('%j only looks like it', (text) => {
    expect(findings({ answer: text })).toEqual([]);
  });
});

test('of a language whose words are not known only what can be told is said', () => {
  const answer = 'Det är som ovan, se meddelandet.';
  expect(findings({ title: 'Export', answer }, 'sv')).toEqual([]);
  expect(findings({ title: 'Export', answer: 'ok' }, 'sv')).toHaveLength(1);
});

test.each([
  ['that works ', 'en'],
  ['a!', 'de'],
  ['in zwei ', 'de'],
  ['heute morgen früh ', 'de'],
  ['comme je l’ai déjà ', 'fr'],
  ['(((([[[[', 'es'],
])('a text of 40,000 signs of %j is looked over at once', (bait, language) => {
  const text = bait.repeat(Math.ceil(40_000 / bait.length));
  const start = performance.now();
  findings({ title: `${text.slice(0, 300)}x`, answer: text }, language);
  expect(performance.now() - start).toBeLessThan(2_000);
});
