import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import { viewOf } from './samples.ts';
import type { Fault } from './slack-api.ts';
import { payload } from './slack-client.ts';
import { openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { audienceOf, buttonsOf, textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

const root = '1793437200.000100';
const first = 'The planner picks a sequential scan, as the statistics are stale since yesterday.';
const second = 'Run ANALYZE orders right after the load, then the index is used again.';
let stage: Stage;
let slack: SlackDriver;
let events = 0;

/** Ana asks and Ben answers, on the day before: a thread that takes two pages to read. */
beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
  for (const member of ['ben', 'chloe']) await slack.type(member, 'git', 'help');
  say(root, 'U0ANA', 'Hello all. Why is the export slow? It takes two hours.');
  say('1793437260.000200', 'U0BEN', first);
  say('1793437320.000300', 'U0ANA', 'thanks!');
  say('1793437380.000400', 'U0BEN', second);
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

function say(ts: string, user: string, text: string, more: object = {}) {
  const inThread = { thread_ts: root, channel: 'C0GIT' };
  const message = { type: 'message', ts, user, text, team, ...inThread, ...more };
  slack.api.messages.set(`C0GIT ${ts}`, message);
}

/** As Slack gives a message with files: https://docs.slack.dev/reference/events/message/file_share */
const withFiles = (...names: readonly string[]) => ({
  subtype: 'file_share',
  upload: false,
  files: names.map((name, i) => ({ id: `F${i}`, name, mimetype: 'image/png', mode: 'hosted' })),
});

const counted = () => {
  events += 1;
  return events;
};
const chloe = { id: 'U0CHLOE', username: 'chloe', name: 'chloe', team_id: team };
const channel = { id: 'C0GIT', name: 'git' };

/** Chloe chooses "Save as knowledge" among the shortcuts of a message. */
const choose = (ts: string) =>
  slack.deliver(
    payload({
      type: 'message_action',
      callback_id: 'save',
      trigger_id: `c.${counted()}`,
      action_ts: `1793523700.${counted()}`,
      message_ts: ts,
      response_url: `${slack.api.url}/respond/c${counted()}`,
      team: { id: team, domain: 'data' },
      user: chloe,
      channel,
      message: slack.api.messages.get(`C0GIT ${ts}`),
    }),
  );

/** Chloe presses a button of what was shown last, the `nth` of that name, in the thread. */
async function press(label: string, nth = 0): Promise<void> {
  const found = buttonsOf(last()?.args).filter(({ text }) => text.text === label)[nth];
  if (!found) throw new Error(`there is no "${label}" in:\n${seen()}`);
  await slack.deliver(
    payload({
      type: 'block_actions',
      team: { id: team, domain: 'data' },
      user: chloe,
      channel,
      container: {
        type: 'message',
        message_ts: '1793523600.9',
        channel_id: channel.id,
        is_ephemeral: true,
        thread_ts: root,
      },
      trigger_id: `p.${counted()}`,
      response_url: `${slack.api.url}/respond/p${counted()}`,
      actions: [
        {
          type: 'button',
          block_id: 'b',
          action_id: found.action_id,
          value: found.value,
          action_ts: `1793523701.${counted()}`,
        },
      ],
    }),
  );
}

const opened = () => slack.api.calls.findLast(({ method }) => method === 'views.open')?.args.view;

/** What the form that was opened last begins with. */
function begun(): Record<string, string> {
  const { blocks } = (opened() ?? { blocks: [] }) as {
    blocks: { block_id: string; element?: { initial_value?: string } }[];
  };
  return Object.fromEntries(
    blocks.flatMap(({ block_id, element }) =>
      element?.initial_value === undefined ? [] : [[block_id, element.initial_value]],
    ),
  );
}

const last = () => slack.api.calls.findLast((call) => audienceOf(call) === 'private');
const seen = () => textOf(last()?.args);
const snippet = async () =>
  JSON.stringify(viewOf(await stage.tell('ana', 'git', 'snippet show 1')));
const read = () => slack.api.calls.filter(({ method }) => method === 'conversations.replies');

/** Everything that is owed is delivered, by day; gives what was sent to that member. */
async function mailOf(member: string): Promise<string> {
  const log = pino({ level: 'silent' });
  const { core } = stage;
  for (let hours = 0; hours < 30; hours += 1) {
    stage.pass(60 * 60 * 1000);
    await createCourier({ core, adapters: [slack.adapter], log, random: () => 0.5 }).run();
  }
  const to = slackHome.account(member).slice(1);
  return [...slack.api.messages.values()]
    .filter((one) => String(one.channel).slice(1) === to)
    .map(textOf)
    .join('\n');
}

describe('a thread is kept from the shortcut of one of its messages', () => {
  test('chosen and ordered, looked over, kept with its source; who said it is asked in private', async () => {
    await stage.tell('ben', 'git', 'ask "Where do dumps go?" tags:export');
    await stage.tell('chloe', 'git', 'tags approve export');
    await choose('1793437380.000400');
    expect(seen()).toContain('1 message chosen');
    expect(seen()).toContain('It answers: “Why is the export slow?”');
    expect(read().map(({ args }) => args.cursor)).toEqual([undefined, '3']);
    expect(slack.seen().every(({ audience }) => audience === 'private')).toBe(true);

    await press('Add', 1);
    expect(seen()).toMatch(/The planner[\s\S]*✓ 2nd[\s\S]*Run ANALYZE[\s\S]*✓ 1st/);
    expect(last()?.args.blocks).toMatchSnapshot('which messages');
    await press('Continue');
    expect(begun()).toMatchObject({
      title: 'Why is the export slow?',
      answer: `${second}\n\n${first}`,
      details: expect.stringContaining('It takes two hours.'),
    });
    expect(JSON.stringify(opened())).toMatch(/initial_options[^\]]*"export"/);

    await slack.fill(begun());
    expect(seen()).toContain('“yesterday” will mean another day soon. It meant: 30 October 2026.');
    expect(last()?.args.blocks).toMatchSnapshot('before it is kept');
    await press('Use the dates');
    expect(seen()).toContain('Kept as *S1*');
    expect(seen()).toContain('2 people whose words are in it are asked in private');

    expect(await snippet()).toContain('statistics are stale since 30 October 2026');
    expect(await snippet()).toMatch(/https:\/\/data\.slack\.com\/archives\/C0GIT\/p1793437/);
    expect(await snippet()).not.toContain('Ben');
    const asked = await mailOf('ben');
    const question = [...slack.api.messages.values()].find(({ channel: to }) => to === 'D0BEN');
    expect(question?.blocks).toMatchSnapshot('may you be named');
    expect(asked).toContain('Run ANALYZE');
    expect(asked).not.toContain('It takes two hours');
    expect(await mailOf('ana')).toContain('It takes two hours');
  });

  test('nothing is said where others would see it', async () => {
    await choose('1793437380.000400');
    await press('Continue');
    await slack.fill({ ...begun(), answer: second });
    expect(seen()).toContain('Kept as *S1*');
    const standing = [...slack.api.messages.values()];
    expect(standing.filter((one) => one.channel === 'C0GIT' && !('user' in one))).toEqual([]);
  });
});

describe('files are not kept', () => {
  const picture = '1793437400.000500';
  beforeEach(() => {
    say('1793437380.000400', 'U0BEN', second, withFiles('plan.png', 'times.csv'));
    say(picture, 'U0BEN', '', withFiles('screen.png'));
  });

  test('and whoever chooses is told which, and what to do, where they choose and where they write', async () => {
    await choose('1793437380.000400');
    expect(seen()).toMatch(/Run ANALYZE[^\n]*\n+2 files with it: not kept\./);
    expect(seen()).toContain('1 message of nothing but files is not listed: files are not kept.');
    await press('Continue');
    expect(JSON.stringify(opened())).toContain(
      '2 files of what was chosen are not kept: say in words what matters of them.',
    );
    await slack.fill({ ...begun(), answer: second });
    expect(seen()).toContain('Kept as *S1*');
  });

  test('nor is a message of nothing else: its menu and the emoji under it say so', async () => {
    await choose(picture);
    const sentence =
      'Files are not kept, and there are no words in that message. Type `@Praxis save` to write down what it shows.';
    expect(seen()).toContain(sentence);
    slack.api.calls.length = 0;
    await react('brain', picture);
    const [told] = slack.api.calls.filter(({ method }) => method === 'chat.postEphemeral');
    expect(told?.args).toMatchObject({ user: 'U0CHLOE', thread_ts: root });
    expect(seen()).toContain(sentence);
  });

  test('our forms ask for none, and one that comes all the same is passed over', async () => {
    await choose('1793437380.000400');
    await press('Continue');
    expect(JSON.stringify(opened())).not.toContain('file_input');
    const files = [{ id: 'F0SENT', name: 'sent.png', url_private: 'https://files.example/sent' }];
    const input = { type: 'file_input', files };
    const values = { title: 'Why is the export slow?', answer: second, details: '', tags: '' };
    const typed = Object.entries(values).map(([name, value]) => [
      name,
      { value: { type: 'plain_text_input', value } },
    ]);
    const state = { ...Object.fromEntries(typed), evidence: { upload: input } };
    const view = { ...(opened() as object), id: 'V0FILE', hash: 'h', state: { values: state } };
    const sent = { type: 'view_submission', team: { id: team }, user: chloe, trigger_id: 'f.1' };
    await slack.deliver(payload({ ...sent, view }));
    expect(seen()).toContain('Kept as *S1*');
    expect(await snippet()).not.toMatch(/sent\.png|files\.example|F0SENT/);
  });
});

const react = (name: string, ts = '1793437380.000400') =>
  slack.deliver(
    slack.event(`EvC${counted()}`, {
      type: 'reaction_added',
      user: 'U0CHLOE',
      reaction: name,
      item: { type: 'message', channel: 'C0GIT', ts },
      item_user: 'U0BEN',
      event_ts: `1793523700.${counted()}`,
    }),
    'application/json',
  );

describe('the emoji under a message', () => {
  test('offers to keep it to who put it there alone, and a button goes on', async () => {
    await react('brain');
    const [told] = slack.api.calls.filter(({ method }) => method === 'chat.postEphemeral');
    expect(told?.args).toMatchObject({ channel: 'C0GIT', user: 'U0CHLOE', thread_ts: root });
    await press('Save as knowledge');
    expect(seen()).toContain('1 message chosen');
    await press('Continue');
    expect(begun().answer).toBe(second);
  });

  test('that means nothing is not heard', async () => {
    await react('eyes');
    expect(slack.seen()).toEqual([]);
  });
});

describe('where the thread may not be read', () => {
  const refused: readonly (readonly [string, Fault])[] = [
    ['we are not in the channel', { body: { ok: false, error: 'not_in_channel' } }],
    [
      'the scope was not given',
      {
        body: {
          ok: false,
          error: 'missing_scope',
          needed: 'channels:history',
          provided: 'chat:write',
        },
      },
    ],
  ];
  test.each(refused)('as %s, messages are added one at a time', async (_, fault) => {
    slack.api.fail('conversations.replies', ...Array.from({ length: 20 }, () => fault));
    await choose('1793437380.000400');
    expect(seen()).toContain('1 message so far');
    expect(seen()).toContain('I may not read this thread by myself.');
    await choose('1793437260.000200');
    expect(seen()).toMatch(/2 messages so far[\s\S]*Run ANALYZE[\s\S]*The planner/);
    await press('Continue');
    expect(begun().answer).toBe(`${second}\n\n${first}`);
    await slack.fill({ ...begun(), title: 'Why is the export slow?', answer: second });
    expect(seen()).toContain('Kept as *S1*');
    expect(seen()).toContain('One person whose words are in it is asked in private');
    expect(await mailOf('ben')).toContain('Run ANALYZE');
  });
});
