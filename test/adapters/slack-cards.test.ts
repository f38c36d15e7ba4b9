import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import type { ApiCall } from './slack-api.ts';
import { openSlack, type SlackDriver, slackHome } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

const minute = 60_000;

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

const ask = () => slack.type('ana', 'git', 'ask Where does this card stand?');
const answer = (text: string) => slack.type('ben', 'git', `answer 1 ${text}`);
const called = (method: string): readonly ApiCall[] =>
  slack.api.calls.filter((call) => call.method === method);
const shown = () => textOf(slack.api.calls.map(({ args }) => args));

describe('a card', () => {
  test('is posted once with its key, and edited where it stands', async () => {
    await ask();
    const [post] = called('chat.postMessage');
    expect(post?.args).toMatchObject({
      channel: 'C0GIT',
      metadata: { event_type: 'praxis_card', event_payload: { key: 'question:1' } },
    });
    await answer('Here.');
    await slack.press('Undo').catch(() => undefined);
    expect(called('chat.postMessage')).toHaveLength(1);
    expect(called('chat.update').map(({ args }) => args.ts)).toEqual(['1793523600.000001']);
    expect([...slack.api.messages.values()].map(textOf).join()).toContain('Here.');
  });

  test('is edited where it stands after a restart', async () => {
    await ask();
    await slack.adapter.stop();
    const again = await openSlack(stage);
    again.api.messages.set('C0GIT 1793523600.000001', {});
    await again.type('ben', 'git', 'answer 1 After the restart.');
    const methods = again.api.calls.map(({ method }) => method);
    expect(methods).toContain('chat.update');
    expect(methods).not.toContain('chat.postMessage');
    await again.close();
  });

  test('is not edited again by the courier when it was edited at once; what was lost is made up for', async () => {
    const log = pino({ level: 'silent' });
    const { core } = stage;
    const run = async () => {
      stage.pass(60 * 60 * 1000);
      await createCourier({ core, adapters: [slack.adapter], log, random: () => 0.5 }).run();
      return called('chat.update').length;
    };
    await ask();
    expect(await run()).toBe(0);
    await answer('Try `search git` first.');
    expect(await run()).toBe(1);
    await stage.tell('ben', 'git', 'edit 1.1 Over there.');
    expect(await run()).toBe(2);
    expect([...slack.api.messages.values()].map(textOf).join()).toContain('Over there.');
  });

  test('is found, not posted again, when the connection broke after Slack had taken it', async () => {
    slack.api.fail('chat.postMessage', 'cut after');
    await ask();
    expect(slack.api.messages.size).toBe(1);
    await answer('Found.');
    expect(called('chat.postMessage')).toHaveLength(1);
    expect([...slack.api.messages.values()].map(textOf).join()).toContain('Found.');
  });

  test('is found when the program died between posting and noting it', async () => {
    await ask();
    const channel = await stage.store.channels.find(1, 'C0GIT');
    await stage.store.cards.release(channel?.id ?? 0, 'question:1');
    await stage.store.cards.claim(channel?.id ?? 0, 'question:1', stage.clock());
    await answer('After the crash.');
    expect(called('chat.postMessage')).toHaveLength(1);
    expect(slack.api.messages.size).toBe(1);
  });

  test('that someone deleted is not posted again', async () => {
    await ask();
    slack.api.messages.clear();
    await answer('To nobody.');
    expect(called('chat.postMessage')).toHaveLength(1);
    expect(shown()).toContain('Thank you');
  });

  for (const [error, sentence] of [
    ['not_in_channel', 'I am not in #git'],
    ['channel_not_found', 'I am not in #git'],
    ['is_archived', '#git is archived'],
    ['missing_scope', 'lacks the permission chat:write.public'],
  ] as const) {
    test(`that cannot be posted (${error}) is kept, and its asker told why; the next change posts it`, async () => {
      const body = { ok: false, error, needed: 'chat:write.public', provided: 'commands' };
      slack.api.fail('chat.postMessage', { body });
      await ask();
      expect(shown().replaceAll('`', '')).toContain(sentence);
      expect(slack.api.messages.size).toBe(0);
      await answer('Now it can.');
      expect(slack.api.messages.size).toBe(1);
    });
  }
});

describe('a card that does not stand as it should', () => {
  const late = { status: 429, headers: { 'retry-after': '3600' } } as const;
  const deliver = async () => {
    const log = pino({ level: 'silent' });
    const { core } = stage;
    await createCourier({ core, adapters: [slack.adapter], log, random: () => 0.5 }).run();
  };
  const standing = () => [...slack.api.messages.values()].map(textOf);

  test('is edited by the courier when its question does not change again', async () => {
    await ask();
    stage.pass(minute);
    await deliver();
    slack.api.fail('chat.update', late);
    await answer('It stands still.');
    expect(standing().join()).not.toContain('It stands still.');
    expect(shown()).toContain('It comes by itself');
    for (let hours = 0; hours < 3; hours += 1) {
      stage.pass(60 * minute);
      await deliver();
    }
    expect(standing().filter((text) => text.includes('It stands still.'))).toHaveLength(1);
    expect(called('chat.postMessage')).toHaveLength(1);
  });

  test('is owed again after its notice was forgotten', async () => {
    await ask();
    stage.pass(minute);
    await deliver();
    stage.pass(40 * 24 * 60 * minute);
    await stage.core.forgetOld();
    slack.api.fail('chat.update', late);
    await answer('It stands still.');
    stage.pass(2 * 60 * minute);
    await deliver();
    expect(standing().join()).toContain('It stands still.');
  });

  test('because of the channel is tried once, and who looks after it is told once', async () => {
    slack.api.fail(
      'chat.postMessage',
      ...Array(2).fill({ body: { ok: false, error: 'not_in_channel' } }),
    );
    await slack.type('boss', 'git', 'questions');
    await ask();
    for (let hours = 0; hours < 4; hours += 1) {
      stage.pass(60 * minute);
      await deliver();
    }
    expect(called('chat.postMessage').filter(({ args }) => args.channel === 'C0GIT')).toHaveLength(
      2,
    );
  });
});

describe('when Slack limits us', () => {
  test('a call waits as long as Slack says, and is made again', async () => {
    const before = stage.clock();
    slack.api.fail('chat.postMessage', { status: 429, headers: { 'retry-after': '7' } });
    await ask();
    expect(stage.clock() - before).toBe(7_000);
    expect(slack.api.messages.size).toBe(1);
  });

  test('a call waits five seconds when Slack does not say how long', async () => {
    const before = stage.clock();
    slack.api.fail('chat.postMessage', { status: 429 });
    await ask();
    expect(stage.clock() - before).toBe(5_000);
    expect(slack.api.messages.size).toBe(1);
  });

  test('a call that would wait for an hour fails at once, and the member is told', async () => {
    slack.api.fail('chat.postMessage', { status: 429, headers: { 'retry-after': '3600' } });
    await ask();
    expect(called('chat.postMessage')).toHaveLength(1);
    expect(shown()).toContain('Slack is limiting us');
  });
});

describe('a reply', () => {
  test('goes another way when its response_url is used up or has expired', async () => {
    slack.api.fail('respond', { status: 404 });
    await slack.type('ana', 'git', 'questions mine');
    const [other] = called('chat.postEphemeral');
    expect(other?.args).toMatchObject({ channel: 'C0GIT', user: 'U0ANA' });
    expect(textOf(other?.args)).toContain('Your questions');
  });

  test('reaches the member directly where the bot is not in the channel', async () => {
    slack.api.fail('respond', { status: 404 });
    slack.api.fail('chat.postEphemeral', { body: { ok: false, error: 'not_in_channel' } });
    await slack.type('ana', 'git', 'questions mine');
    expect(called('chat.postMessage').map(({ args }) => args.channel)).toEqual(['U0ANA']);
  });

  test('stops the bot from calling when the token is revoked', async () => {
    slack.api.fail('users.info', { body: { ok: false, error: 'token_revoked' } });
    await slack.type('ana', 'git', 'ask Is anybody there?');
    expect(called('chat.postMessage')).toHaveLength(0);
  });
});

describe('privacy', () => {
  test('who asks where nobody else is, is told so, and how to ask others', async () => {
    const asked = slack.slash('ana', 'git', '/ask', 'Does anybody hear me?');
    await slack.deliver(asked.replace('C0GIT', 'D0ANA'));
    expect(shown()).toContain('nobody else sees it');
    await slack.type('ana', 'git', 'ask Do others hear that?');
    expect(
      slack
        .seen()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('nobody else sees it');
  });

  test('what is asked in a private channel is found from there alone', async () => {
    await slack.deliver(
      slack.slash('ana', 'git', '/ask', 'Who may see this?').replace('C0GIT', 'G0SECRET'),
    );
    expect(called('chat.postMessage')[0]?.args.channel).toBe('G0SECRET');
    await slack.type('ben', 'git', 'questions open');
    expect(
      slack
        .seen()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Who may see this?');
  });

  test('a channel that cannot be looked into counts as private', async () => {
    await slack.deliver(
      slack.slash('ana', 'git', '/ask', 'Who may see that?').replace('C0GIT', 'C0UNKNOWN'),
    );
    await slack.type('ben', 'git', 'questions open');
    expect(
      slack
        .seen()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Who may see that?');
  });
});
