import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from './slack-api.ts';
import { openSlack, type SlackDriver, slackHome } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

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

const no = (error: string, more = {}): Fault => ({ body: { ok: false, error, ...more } });
const called = (method: string) => slack.api.calls.filter((call) => call.method === method);
const shown = () => textOf(slack.api.calls.map(({ args }) => args));
const mention = (id: string, text: string) =>
  slack.deliver(
    slack.event(id, {
      type: 'app_mention',
      user: 'U0ANA',
      channel: 'C0GIT',
      text: `<@U0PRAXIS> ${text}`,
      ts: '1.1',
    }),
    'application/json',
  );

describe('without a permission', () => {
  for (const method of [
    'users.info',
    'conversations.info',
    'conversations.history',
    'conversations.open',
    'chat.postEphemeral',
    'chat.postMessage',
    'chat.update',
    'views.open',
    'views.publish',
    'views.update',
  ]) {
    test(`for ${method} the rest goes on`, async () => {
      const missing = no('missing_scope', { needed: 'some:scope', provided: 'commands' });
      slack.api.fail(method, ...Array.from({ length: 20 }, () => missing));
      await slack.type('ana', 'git', 'ask What goes on?');
      await slack.type('ben', 'git', 'answer 1');
      await slack.type('ben', 'git', 'answer 1 This does.');
      await mention('Ev1', 'questions mine');
      await slack.deliver(
        slack.event('Ev2', { type: 'app_home_opened', user: 'U0ANA', channel: 'D0', tab: 'home' }),
        'application/json',
      );
      await slack.type('ana', 'git', 'show 1');
      expect(slack.seen().map(({ text }) => text)[0]).toContain('This does.');
    });
  }

  test('the member whose card it was is told which is missing, and whom to ask', async () => {
    slack.api.fail('chat.postMessage', no('missing_scope', { needed: 'chat:write.public' }));
    await slack.type('ana', 'git', 'ask Why is there no card?');
    const [, problem] = slack.seen().filter(({ audience }) => audience === 'private');
    expect(problem?.text.replaceAll('`', '')).toContain(
      'The app lacks the permission chat:write.public. Ask an admin of the workspace to install the app again',
    );
  });
});

describe('a trigger that has expired', () => {
  for (const error of ['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired']) {
    test(`(${error}) is answered with a button that opens the form`, async () => {
      slack.api.fail('views.open', no(error));
      await slack.type('ana', 'git', 'ask');
      expect(slack.buttons()).toEqual(['Open the form']);
      expect(called('views.open')).toHaveLength(1);
    });
  }
});

describe('a response_url', () => {
  for (const [what, fault] of [
    ['that has expired', { status: 404, text: 'expired_url' }],
    ['that was used five times', { status: 404, text: 'used_url' }],
    ['of a message that is gone', { status: 500, text: 'cannot_find_message' }],
    ['that is limited', { status: 429, headers: { 'retry-after': '30' } }],
    ['that does not answer', 'cut after'],
  ] as const) {
    test(`${what} is left for another way, once`, async () => {
      slack.api.fail('respond', fault);
      await slack.type('ana', 'git', 'questions mine');
      expect(called('respond')).toHaveLength(1);
      expect(called('chat.postEphemeral')).toHaveLength(1);
      expect(called('chat.postMessage')).toEqual([]);
    });
  }

  test('that may have been taken is not followed by a second message for all: who typed is asked to look', async () => {
    slack.api.fail('respond', 'cut after');
    await slack.type('ana', 'git', 'digest now 30');
    expect(called('chat.postMessage')).toEqual([]);
    expect(textOf(called('chat.postEphemeral'))).toContain('did not say whether it took the reply');
  });

  test('is followed by the direct message of who typed, and by nothing more', async () => {
    slack.api.fail('respond', { status: 404 });
    slack.api.fail('chat.postEphemeral', no('user_not_in_channel'));
    slack.api.fail('chat.postMessage', no('is_archived'));
    await slack.type('ana', 'git', 'questions mine');
    const methods = slack.api.calls.slice(-3).map(({ method }) => method);
    expect(methods).toEqual(['respond', 'chat.postEphemeral', 'chat.postMessage']);
  });
});

describe('people and channels', () => {
  test('are asked for once, however many deliveries need them at once', async () => {
    const send = (n: number) => mention(`Ev${n}`, 'questions mine');
    await Promise.all([1, 2, 3, 4].map(send));
    await slack.adapter.idle();
    expect(called('users.info')).toHaveLength(1);
    expect(called('conversations.info')).toHaveLength(1);
  });

  test('that Slack does not tell of quickly are taken as the delivery names them', async () => {
    const limited: Fault = { status: 429, headers: { 'retry-after': '30' } };
    slack.api.fail('users.info', limited);
    slack.api.fail('conversations.info', limited);
    const before = stage.clock();
    await slack.deliver(slack.slash('dora', 'git', '/help-praxis', ''));
    expect(shown()).toContain('ask');
    expect(stage.clock()).toBe(before);
    await slack.type('ana', 'git', 'profile @dora');
    expect(shown()).toContain('@dora');
  });
});

describe('when one asks much', () => {
  test('they are told politely from some number on, and others are answered meanwhile', async () => {
    await slack.type('ben', 'git', 'help');
    slack.api.calls.length = 0;
    const post = (member: string, n: number) =>
      slack.deliver(slack.slash(member, 'git', '/expertise', `add topic-${n}`));
    const many = Array.from({ length: 100 }, (_, n) => post('ana', n));
    await Promise.all([...many, post('ben', 0)]);
    await slack.adapter.idle();
    const said = called('respond').map(({ args }) => textOf(args));
    expect(said).toHaveLength(101);
    const refused = said.filter((text) => text.includes('commands waiting already'));
    expect(refused.length).toBeLessThanOrEqual(40);
    const stage2 = await stage.tell('ben', 'git', 'expertise list');
    expect(JSON.stringify(stage2)).toContain('topic-0');
  });
});
