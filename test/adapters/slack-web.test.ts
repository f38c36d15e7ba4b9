import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createLane } from '../../adapters/slack/lane.ts';
import { createWeb } from '../../adapters/slack/web.ts';
import { type Fault, openSlackApi, type SlackApi } from './slack-api.ts';

let api: SlackApi;
let now: number;
let waits: number[];
/** Whether waiting moves the clock; those who wait together do not wait for each other. */
let isPassing: boolean;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  api = await openSlackApi({ team: 'T1', bot: 'UB', channels: {} });
  now = 1_000_000;
  waits = [];
  isPassing = true;
  logged = [];
});

afterEach(() => api.close());

/** A workspace's Web API; waiting takes no time, and is noted. */
const open = (random = 0.5, timeout?: number) =>
  createWeb({
    token: 'xoxb-1',
    apiUrl: `${api.url}/api/`,
    log: pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    clock: () => now,
    wait: async (ms) => {
      waits.push(ms);
      if (isPassing) now += ms;
    },
    random: () => random,
    ...(timeout && { timeout }),
  });

const look = (user = 'U1') => ['users.info', { user }] as const;
const post = (channel: string) => {
  const text = { type: 'plain_text', text: 'words' };
  const blocks = [{ type: 'section', text }];
  return ['chat.postMessage', { channel, text: 'words', blocks }] as const;
};
const called = (method: string) => api.calls.filter((call) => call.method === method).length;
const limited = (after?: number, text?: string): Fault => ({
  status: 429,
  ...(after !== undefined && { headers: { 'retry-after': String(after) } }),
  ...(text && { text }),
});

describe('when Slack says 429', () => {
  test('the call is made again after Retry-After, and not before', async () => {
    api.fail('users.info', limited(1), limited(7));
    expect(await open().call(...look())).toMatchObject({ ok: true });
    expect(waits).toEqual([1_000, 7_000]);
    expect(called('users.info')).toBe(3);
  });

  test('without a header, or as a page of HTML, it waits five seconds', async () => {
    api.fail('users.info', limited(), limited(undefined, '<html>Too many requests</html>'));
    expect(await open().call(...look())).toMatchObject({ ok: true });
    expect(waits).toEqual([5_000, 5_000]);
  });

  for (const after of [60, 3_600]) {
    test(`for ${after} s the call ends at once and says when, and that method alone rests`, async () => {
      api.fail('users.info', limited(after));
      const web = open();
      const answer = { ok: false, error: 'ratelimited', isKnown: true };
      expect(await web.call(...look())).toEqual({ ...answer, afterMs: after * 1_000 });
      now += 10_000;
      expect(await web.call(...look())).toEqual({ ...answer, afterMs: after * 1_000 - 10_000 });
      expect(called('users.info')).toBe(1);
      expect(await web.call('conversations.info', { channel: 'C1' })).toMatchObject({
        error: 'channel_not_found',
      });
      expect(await open().call(...look())).toMatchObject({ ok: true });
      now += after * 1_000;
      expect(await web.call(...look())).toMatchObject({ ok: true });
      expect(waits).toEqual([]);
    });
  }

  test('who only glances does without after two seconds', async () => {
    api.fail('users.info', limited(3));
    expect(await open().glance(...look())).toMatchObject({ error: 'ratelimited' });
    expect(waits).toEqual([]);
  });

  test('for ever, it stops trying after twenty seconds', async () => {
    api.fail('users.info', ...Array.from({ length: 50 }, () => limited(6)));
    expect(await open().call(...look())).toMatchObject({ error: 'ratelimited' });
    expect(called('users.info')).toBe(4);
  });
});

describe('posts', () => {
  test('in one channel come one a second after a burst of three; other channels go on', async () => {
    const web = open();
    for (const channel of ['C1', 'C1', 'C1', 'C2', 'C2', 'C2', 'C1', 'C1']) {
      expect(await web.call(...post(channel))).toMatchObject({ ok: true });
    }
    expect(waits).toEqual([1_000, 1_000]);
    now += 10_000;
    for (const channel of ['C1', 'C1', 'C1']) await web.call(...post(channel));
    expect(waits).toHaveLength(2);
  });

  test('that would wait longer than twenty seconds are not taken, and are told when', async () => {
    isPassing = false;
    const web = open();
    const posts = await Promise.all(Array.from({ length: 30 }, () => web.call(...post('C1'))));
    const later = posts.flatMap((answer, i) => (answer.ok ? [] : [{ i, ...answer }]));
    expect(later.map(({ i }) => i)).toEqual([23, 24, 25, 26, 27, 28, 29]);
    expect(later[0]).toMatchObject({ error: 'ratelimited', isKnown: true, afterMs: 21_000 });
  });
});

const troubles: readonly (readonly [string, Fault])[] = [
  ['500', { status: 500 }],
  ['502 as HTML', { status: 502, text: '<html>Bad gateway</html>' }],
  ['503', { status: 503 }],
  ['504', { status: 504 }],
  ['a connection cut before the answer', 'cut after'],
  ['a connection cut within the answer', 'cut within'],
  ['an answer that is not whole', 'truncated'],
  ['fatal_error', { body: { ok: false, error: 'fatal_error' } }],
  ['internal_error', { body: { ok: false, error: 'internal_error' } }],
  ['no answer', 'silent after'],
];

describe('when it is not known what Slack did', () => {
  for (const [what, fault] of troubles) {
    test(`after ${what}, a call that may be repeated is, ever later, and a post is not`, async () => {
      api.fail('users.info', fault, fault);
      const web = open(0.5, fault === 'silent after' ? 400 : undefined);
      expect(await web.call(...look())).toMatchObject({ ok: true });
      expect(waits).toEqual([500, 1_000]);
      api.fail('chat.postMessage', fault);
      expect(await web.call(...post('C1'))).toMatchObject({ ok: false, isKnown: false });
      expect(called('chat.postMessage')).toBe(1);
    });
  }

  test('it gives up after four tries, whose pauses are never alike', async () => {
    const down = Array.from({ length: 8 }, (): Fault => ({ status: 503 }));
    api.fail('users.info', ...down);
    expect(await open(0).call(...look())).toMatchObject({ error: 'unreachable', isKnown: false });
    await open(0.9).call(...look());
    expect(called('users.info')).toBe(8);
    expect(waits).toEqual([250, 500, 1_000, 700, 1_400, 2_800]);
  });

  test('nothing of a broken answer is in the log', async () => {
    api.fail('users.info', { status: 200, text: 'secret words of a member' });
    await open().call(...look());
    expect(JSON.stringify(logged)).not.toContain('secret words');
    expect(logged.length).toBeGreaterThan(0);
  });
});

describe('when too much is to be called at once', () => {
  test('the oldest calls of a method are kept, and what is dropped is said in the log once', async () => {
    const web = open();
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => web.call(...look(`U${i}`))),
    );
    const failed = answers.flatMap((answer, i) => (answer.ok ? [] : [{ i, ...answer }]));
    expect(failed.map(({ i }) => i)).toEqual(Array.from({ length: 92 }, (_, i) => 208 + i));
    expect(failed[0]).toMatchObject({ error: 'overloaded', isKnown: true });
    const alarms = logged.filter(({ event }) => event === 'slack overloaded');
    expect(alarms).toEqual([expect.objectContaining({ level: 50, dropped: 'users.info' })]);
  });

  test('a queue keeps the order in which its calls came', async () => {
    const clock = () => now;
    const lane = createLane({ atOnce: 1, mostWaiting: 2, clock, wait: async () => undefined });
    const order: number[] = [];
    const enter = async (n: number) => {
      const turn = await lane.take(now + 1);
      order.push(turn.isGiven ? n : -n);
      return turn;
    };
    const turns = [1, 2, 3, 4].map(enter);
    await turns[0];
    await turns[3];
    lane.give();
    await turns[1];
    lane.give();
    await turns[2];
    expect(order).toEqual([1, -4, 2, 3]);
  });
});

describe('when Slack takes the token no more', () => {
  for (const error of ['invalid_auth', 'token_revoked', 'account_inactive'] as const) {
    test(`(${error}) nothing is called with it again`, async () => {
      api.fail('users.info', { body: { ok: false, error } });
      const web = open();
      await web.call(...look());
      expect(web.parked()).toBe(error);
      expect(await web.call(...post('C1'))).toEqual({ ok: false, error, isKnown: true });
      expect(api.calls).toHaveLength(1);
      expect(logged.filter(({ event }) => event === 'slack parked')).toHaveLength(1);
    });
  }
});
