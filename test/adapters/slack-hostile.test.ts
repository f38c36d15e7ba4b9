import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { payload } from './slack-client.ts';
import { openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

// The stand-in for Slack fails a test when a call of it has a mention, a link, a control character,
// half a character, or is beyond a limit, in whatever surface.

let stage: Stage;
let slack: SlackDriver;

beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

const shown = () => textOf(slack.api.calls.map(({ args }) => args));
const home = (n: number) =>
  slack.deliver(
    slack.event(`EvHome${n}`, {
      type: 'app_home_opened',
      user: 'U0ANA',
      channel: 'D0',
      tab: 'home',
    }),
    'application/json',
  );

/** Brings the words to every place where members' words are shown. */
async function everywhere(words: string): Promise<void> {
  const inQuotes = words.replaceAll('"', "'");
  slack.api.fail('users.info', { body: { ok: true, user: { real_name: words } } });
  await slack.type('zed', 'git', `ask "Hostile ${inQuotes}" "${inQuotes}" tags:${inQuotes}`);
  await slack.type('zed', 'git', `ask "Hostile ${inQuotes.slice(0, 200)}" "${inQuotes}" tags:git`);
  await slack.type('ben', 'git', `answer 1 ${words}`);
  await slack.type('ana', 'git', 'show 1');
  await slack.type('zed', 'git', 'accept 1.1');
  await slack.type('ben', 'git', 'edit 1.1');
  await slack.type('ana', 'git', `ask Hostile ${inQuotes.slice(0, 200)}`);
  await slack.type('ana', 'git', `search ${words}`);
  await slack.type('ana', 'git', `${words}`);
  await slack.type('ana', 'git', `profile ${words}`);
  await slack.type('ana', 'git', `accept ${words}`);
  await slack.type('ana', 'git', 'digest now 30');
  await slack.type('ana', 'git', 'snippet show S1');
  await slack.type('ana', 'git', 'profile @zed');
  await slack.type('ana', 'git', 'find-expert git');
  await home(1);
}

describe('words that would do something are shown and do nothing, in every surface', () => {
  for (const [what, words] of [
    ['mentions', '<!channel> <!here> <!everyone> <!subteam^S1> <@U1> @everyone @here <#C1>'],
    [
      'links',
      '<https://evil.example|https://bank.example> [x](javascript:alert(1)) <mailto:a@b.c|x>',
    ],
    ['dates', '<!date^1^{date}^https://evil.example|yesterday> <t:1:R>'],
    ['entities', '&lt;!channel&gt; &amp;lt;!here&amp;gt; &#60;!here&#62; &'],
    ['code', '```\n<!channel>\n``` <!here>\n`code` ``` x'],
    ['formatting', '*bold* _italic_ ~struck~ > quote\n> quote\n# heading ||spoiler||'],
    ['direction marks', '\u202egnol\u202c \u2066isolated\u2069 \u200eleft\u200f שלום'],
    ['invisible characters', 'a\u200bb\u200dc\ufeffd\u2060e \u{e0041}'],
    ['combining storms', `z${'\u0335\u0353\u0317'.repeat(60)} e\u0301 é`],
    ['halves of characters and controls', '\ud800 \udc00 \u0000 \u001b[31m \u0007 \u0085'],
    ['emoji and other scripts', '👩‍👩‍👧‍👦 🏳️‍🌈 İıIi 数据库迁移怎么办 \u{1f1e6}\u{1f1e7}'],
    ['keys of objects', '__proto__ constructor.prototype toString hasOwnProperty'],
  ] as const) {
    test(what, async () => {
      await everywhere(words);
      expect(shown()).toContain('Hostile');
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });
  }
});

describe('much of anything is cut or refused, within every limit', () => {
  for (const [what, words] of [
    ['forty thousand characters', 'x'.repeat(40_000)],
    ['ten thousand lines', 'line\n'.repeat(10_000)],
    ['signs that grow when they are escaped', '<&>'.repeat(5_000)],
    ['characters of two halves', '😀'.repeat(6_000)],
    ['five hundred tags', Array.from({ length: 500 }, (_, i) => `tag${i}`).join(',')],
  ] as const) {
    test(what, async () => {
      await slack.type('ana', 'git', 'ask Where is much of it?');
      await slack.type('ben', 'git', `answer 1 ${words}`);
      await slack.type('ana', 'git', 'show 1');
      await slack.type('ben', 'git', 'edit 1.1');
      await slack.type('ana', 'git', `ask ${words}`);
      await slack.type('ana', 'git', `ask Short? tags:${words}`);
      await slack.type('ana', 'git', `search ${words}`);
      await slack.type('ana', 'git', 'digest now 30');
      await home(2);
      expect(slack.api.calls.length).toBeGreaterThan(8);
    });
  }

  test('a megabyte is refused with a sentence', async () => {
    await slack.type('ana', 'git', 'ask Where is much of it?');
    await slack.type('ben', 'git', `answer 1 ${'words '.repeat(170_000)}`);
    const last = slack.seen().map(({ text }) => text);
    expect(last.join()).toMatch(/characters|longer|long/);
  });
});

describe('what was forged or is out of date', () => {
  const user = { id: 'U0ANA', username: 'ana' };
  const press = (value: string, action = 'call-1') =>
    slack.deliver(
      payload({
        type: 'block_actions',
        team: { id: team },
        user,
        channel: { id: 'C0GIT', name: 'git' },
        trigger_id: `forged ${value.slice(0, 40)} ${action}`,
        response_url: `${slack.api.url}/respond/1`,
        actions: [{ type: 'button', action_id: action, block_id: 'b', value, action_ts: '1.1' }],
      }),
    );

  beforeEach(async () => {
    await slack.type('ben', 'git', 'ask Who may touch this?');
    await slack.deliver(
      slack.slash('ben', 'git', '/ask', 'A secret question').replace('C0GIT', 'G0SECRET'),
    );
    slack.api.calls.length = 0;
  });

  for (const value of [
    'show?question=99',
    'show?question=-1',
    'show?question=1e9',
    'search?words=x&page=-5',
    'questions%20open?page=99999999999999999999',
    `show?question=${'1'.repeat(101)}`,
    '__proto__?constructor=1',
    'show?__proto__=1',
    'resume form?draft=1',
    'resume form?draft=-1',
    '\u0000',
    '%E0%A4%A',
    '',
  ]) {
    test(`the button ${JSON.stringify(value.slice(0, 40))} is answered with a sentence`, async () => {
      expect((await press(value)).status).toBe(200);
      expect(slack.seen()).toHaveLength(1);
      expect(shown()).not.toMatch(/undefined|NaN|Error|secret/);
    });
  }

  test('what only its author may do is refused to others, and so is what they cannot see', async () => {
    for (const call of ['close?question=1', 'show?question=2', 'answer?question=2', 'edit?of=1']) {
      await press(call);
      expect(shown()).not.toContain('A secret question');
    }
    await slack.type('ben', 'git', 'questions open');
    expect(shown()).toContain('Who may touch this?');
  });

  test('a form of other arguments, of another channel, or of nothing, changes nothing', async () => {
    const memories = [
      { name: 'close', args: { question: '1' }, channel: 'C0GIT' },
      { name: 'answer', args: { question: '2' }, channel: 'C0GIT' },
      { name: 'answer', args: { question: '1' }, channel: 'C0NOWHERE' },
      { name: 'toString', args: {}, channel: 'C0GIT' },
      { name: 'answer', args: {}, draft: 99, channel: 'C0GIT' },
      { name: 'edit', args: { of: '1.1' }, channel: '' },
    ];
    for (const [n, memory] of memories.entries()) {
      const sent = await slack.deliver(
        payload({
          type: 'view_submission',
          team: { id: team },
          user,
          view: {
            id: `V${n}`,
            hash: 'h',
            type: 'modal',
            callback_id: 'form',
            private_metadata: JSON.stringify(memory),
            title: { text: 'Forged' },
            state: { values: { __proto__x: {}, text: { value: { type: 'x', value: null } } } },
          },
        }),
      );
      expect(sent.status).toBe(200);
    }
    expect(shown()).not.toContain('A secret question');
    const open = JSON.stringify(await stage.tell('ben', 'git', 'questions open'));
    expect(open).toContain('Who may touch this?');
  });
});
