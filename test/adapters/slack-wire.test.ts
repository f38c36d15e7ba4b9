import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { viewOf } from './samples.ts';
import { form, payload, send } from './slack-client.ts';
import { botUser, openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
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

const asked = async () =>
  JSON.stringify(viewOf(await stage.tell('ana', 'git', 'questions mine')).title);
const mention = (text: string, more: object = {}) => ({
  type: 'app_mention',
  user: 'U0ANA',
  channel: 'C0GIT',
  ts: '1.1',
  text: `<@${botUser}> ${text}`,
  ...more,
});
const at = (ms: number, body: string, signature?: string) =>
  send(slack.url, body, { type: form, at: stage.clock() + ms, ...(signature && { signature }) });
const shown = () => textOf(slack.api.calls.map(({ args }) => args));

describe('what Slack sends', () => {
  test('is taken within five minutes of its signing, and neither older nor from the future', async () => {
    const body = slack.slash('ana', 'git', '/help-praxis', '');
    expect((await at(-5 * minute + 1000, body)).status).toBe(200);
    expect((await at(-5 * minute - 1000, body)).status).toBe(401);
    expect((await at(5 * minute + 2000, body)).status).toBe(401);
    expect((await at(60 * minute, body)).status).toBe(401);
  });

  test('is refused without a right signature, and done nothing about', async () => {
    const body = slack.slash('ana', 'git', '/ask', 'Is this signed?');
    for (const signature of ['v1=abc', 'v0=', 'v0=00', 'nonsense', '']) {
      expect((await at(0, body, signature || 'x')).status).toBe(401);
    }
    const late = await send(slack.url, body, {
      type: form,
      at: Number.NaN,
    });
    expect(late.status).toBe(401);
    expect((await fetch(slack.url, { method: 'POST', body })).status).toBe(401);
    await slack.adapter.idle();
    expect(await asked()).toContain('Your questions');
    expect(slack.api.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });

  test('is answered with its challenge when it verifies the address, only when signed', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c' });
    const signed = await send(slack.url, body, { at: stage.clock() });
    expect(signed).toEqual({ status: 200, body: { challenge: 'c' } });
    const forged = await send(slack.url, body, { at: stage.clock(), signature: 'v0=1' });
    expect(forged.status).toBe(401);
  });

  test('has one effect however often an event is repeated, in turn or at once', async () => {
    const body = slack.event('Ev1', mention('ask Does this come once?'));
    const retry = (num: number) =>
      send(slack.url, body, {
        at: stage.clock(),
        headers: { 'x-slack-retry-num': String(num), 'x-slack-retry-reason': 'http_timeout' },
      });
    const answers = await Promise.all([retry(0), retry(1), retry(2)]);
    await slack.adapter.idle();
    answers.push(await retry(3));
    await slack.adapter.idle();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await asked()).toContain('(1)');
    expect(slack.api.messages.size).toBe(1);
  });

  test('has one effect when a slash command arrives twice at once', async () => {
    const body = slack.slash('ana', 'git', '/ask', 'Does this come once?');
    const both = await Promise.all([at(0, body), at(0, body)]);
    await slack.adapter.idle();
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await asked()).toContain('(1)');
  });

  test('is answered with 200 and dropped when it is unknown, broken or for another workspace', async () => {
    const strangers: readonly (readonly [string, string?])[] = [
      ['null'],
      ['7'],
      ['[]'],
      ['{'],
      ['{}'],
      [JSON.stringify({ type: 'app_rate_limited', team_id: team, minute_rate_limited: 1 })],
      [JSON.stringify({ type: 'event_callback', team_id: team, event: null })],
      [
        JSON.stringify({
          type: 'event_callback',
          team_id: team,
          event_id: 'E',
          event: { type: 'zz' },
        }),
      ],
      [slack.event('E2', mention('ask From elsewhere?')).replace(team, 'T0OTHER')],
      [slack.event('E3', mention('ask As a bot?', { bot_id: 'B7' }))],
      ['payload=nonsense', form],
      [payload({ type: 'view_submission', team: { id: team }, view: null }), form],
      [payload({ type: 'block_actions', team: { id: team }, actions: [] }), form],
      ['__proto__=x&command=%2Fask', form],
    ];
    for (const [body, type] of strangers) {
      expect([body, (await slack.deliver(body, type ?? 'application/json')).status]).toEqual([
        body,
        200,
      ]);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(slack.api.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });

  test('a command that nobody knows is answered with what can be typed', async () => {
    await slack.deliver(slack.slash('ana', 'git', '/frobnicate', 'now'));
    expect(slack.answered()?.status).toBe(200);
    expect(shown()).toContain('There is no command "frobnicate"');
  });

  test('reaches every command under /praxis', async () => {
    await slack.deliver(slack.slash('ana', 'git', '/praxis', 'questions mine'));
    expect(shown()).toContain('Your questions');
  });

  test('is heard as a mention in a thread, and answered there', async () => {
    await slack.deliver(
      slack.event('Ev2', mention('questions mine', { thread_ts: '9.9' })),
      'application/json',
    );
    const reply = slack.api.calls.find(({ method }) => method === 'chat.postEphemeral');
    expect(reply?.args).toMatchObject({ channel: 'C0GIT', user: 'U0ANA', thread_ts: '9.9' });
    expect(textOf(reply?.args)).toContain('Your questions');
  });

  test('is heard as a direct message, which is a private place', async () => {
    const message = { ...mention('x'), type: 'message', channel_type: 'im', channel: 'D0ANA' };
    const body = slack.event('Ev3', { ...message, text: 'ask Is this between us?' });
    await slack.deliver(body, 'application/json');
    expect(shown()).toContain('Is this between us?');
    const others = viewOf(await stage.tell('ben', 'git', 'questions open'));
    expect(JSON.stringify(others)).not.toContain('between us');
  });

  test('is known as direct where a member looks for something there', async () => {
    await stage.tell('ben', 'git', 'ask What is a rebase? #git');
    const message = { ...mention('x'), type: 'message', channel_type: 'im', channel: 'D0ANA' };
    const body = slack.event('Ev3', { ...message, text: 'search lost zebras tag:git' });
    await slack.deliver(body, 'application/json');
    const communityId = (await stage.store.communities.all())[0]?.id ?? 0;
    const reader = { communityId, memberId: 0, channelId: 0, isGuest: false };
    expect((await stage.store.needs.newest(reader, 9)).slice(0, 1)).toMatchObject([
      { tags: ['git'], text: null, isDirect: true },
    ]);
  });
});

describe('the program', () => {
  test('says over HTTP that it lives, and whether it serves', async () => {
    const get = async (path: string) => {
      const response = await fetch(new URL(path, slack.url));
      return [response.status, await response.text()];
    };
    expect(await get('/healthz')).toEqual([200, 'ok']);
    expect(await get('/readyz')).toEqual([200, 'ready']);
    expect(await get('/elsewhere')).toEqual([404, '']);
    await slack.deliver(slack.event('Ev9', { type: 'app_uninstalled' }), 'application/json');
    expect(await get('/readyz')).toEqual([503, 'uninstalled']);
  });

  test('calls Slack no more once it was uninstalled', async () => {
    await slack.deliver(
      slack.event('Ev8', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U1'] } }),
      'application/json',
    );
    const before = slack.api.calls.length;
    await slack.deliver(slack.event('Ev7', mention('help')), 'application/json');
    expect(slack.api.calls).toHaveLength(before);
  });

  test('finishes what is in hand before it stops, also with a connection that is kept open', async () => {
    const body = slack.slash('ana', 'git', '/ask', 'Will this be kept?');
    await at(0, body);
    await slack.adapter.stop();
    expect(await asked()).toContain('(1)');
    expect(slack.api.messages.size).toBe(1);
  });
});
