import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Posted, Recipient } from '../../adapters/adapter.ts';
import { createPosts } from '../../adapters/slack/posts.ts';
import { createWeb } from '../../adapters/slack/web.ts';
import type { View } from '../../commands/kit/view.ts';
import { type Fault, openSlackApi, type SlackApi } from './slack-api.ts';
import { slackHome, team } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

const worded = (view: View) => view;
let stage: Stage;
let api: SlackApi;
let git: Recipient;
let ana: Recipient;

beforeEach(async () => {
  stage = await openStage(slackHome);
  api = await openSlackApi({ team, bot: 'UB', channels: {} });
  const workspace = await stage.store.communities.connectedWorkspace('slack', team);
  const workspaceId = workspace?.id ?? 0;
  const channel = await stage.store.channels.find(workspaceId, 'C0GIT');
  if (!channel) throw new Error('the stage has no channel');
  git = { kind: 'channel', channel };
  ana = { kind: 'account', workspaceId, externalId: 'U0ANA' };
});

afterEach(async () => {
  await api.close();
  await stage.store.close();
});

/** How long who waits for nothing waits, in milliseconds. */
const short = 400;

/** As after a start: nothing in memory. */
function open(timeout?: number) {
  const { core, clock } = stage;
  const wait = async (ms: number) => stage.pass(ms);
  const random = () => 0.5;
  const log = pino({ level: 'silent' });
  const web = createWeb({
    token: 'xoxb-1',
    apiUrl: `${api.url}/api/`,
    log,
    clock,
    wait,
    random,
    ...(timeout && { timeout }),
  });
  const workspaceId = () => ('channel' in git ? git.channel.workspaceId : 0);
  return createPosts({ web, core, workspaceId, worded, clock, wait, random, log });
}

const digest = (words: string): View => ({
  name: 'digest',
  title: ['This week'],
  blocks: [{ kind: 'prose', text: [words] }],
});
const post = (to: Recipient, words = 'Three answers.', posts = open()): Promise<Posted> =>
  posts.post(to, digest(words), 'digest:47');
const called = (method: string) => api.calls.filter((call) => call.method === method);
const standing = () => [...api.messages.values()].map(textOf);

describe('a post', () => {
  test('stands once under its key, and is edited in place when it is posted again', async () => {
    const first = await post(git);
    expect(first).toEqual({ kind: 'stands', message: expect.any(String) });
    expect(await post(git, 'Four answers.')).toEqual(first);
    expect(called('chat.postMessage')).toHaveLength(1);
    expect(standing()).toEqual([expect.stringContaining('Four answers.')]);
  });

  test('made twice at once stands once', async () => {
    const posts = open();
    const [one, two] = await Promise.all([post(git, 'a', posts), post(git, 'b', posts)]);
    expect(one).toEqual(two);
    expect(standing()).toHaveLength(1);
  });

  test('to a member stands in their direct messages', async () => {
    const posts = open();
    expect(await post(ana, 'a', posts)).toMatchObject({ kind: 'stands' });
    expect(await post(ana, 'b', posts)).toMatchObject({ kind: 'stands' });
    expect(called('conversations.open').map(({ args }) => args.users)).toEqual(['U0ANA']);
    expect(called('chat.postMessage').map(({ args }) => args.channel)).toEqual(['D0ANA']);
    expect(standing()).toHaveLength(1);
  });

  test('that died between being made and being noted is found, not made again', async () => {
    await post(git);
    const id = 'channel' in git ? git.channel.id : 0;
    await stage.store.cards.release(id, 'digest:47');
    await stage.store.cards.claim(id, 'digest:47', stage.clock());
    expect(await post(git, 'After the crash.')).toMatchObject({ kind: 'stands' });
    expect(called('chat.postMessage')).toHaveLength(1);
    expect(standing()).toEqual([expect.stringContaining('After the crash.')]);
  });

  test('is looked for page by page', async () => {
    await post(git);
    const id = 'channel' in git ? git.channel.id : 0;
    await stage.store.cards.release(id, 'digest:47');
    await stage.store.cards.claim(id, 'digest:47', stage.clock());
    const more = { ok: true, messages: [], response_metadata: { next_cursor: 'next' } };
    api.fail('conversations.history', { body: more });
    expect(await post(git)).toMatchObject({ kind: 'stands' });
    expect(called('conversations.history').map(({ args }) => args.cursor)).toEqual([
      undefined,
      'next',
    ]);
    expect(standing()).toHaveLength(1);
  });
});

describe('a post whose outcome is unknown', () => {
  const done: readonly Fault[] = ['cut after', 'cut within', 'truncated', 'silent after'];
  for (const fault of done) {
    test(`is found when Slack had taken it (${fault})`, async () => {
      api.fail('chat.postMessage', fault);
      const posts = open(fault === 'silent after' ? short : undefined);
      expect(await post(git, 'a', posts)).toMatchObject({ kind: 'stands' });
      expect(called('chat.postMessage')).toHaveLength(1);
      expect(standing()).toHaveLength(1);
    });
  }

  const undone: readonly (readonly [string, Fault])[] = [
    ...[500, 502, 503, 504].map((status) => [String(status), { status }] as const),
    ['fatal_error', { body: { ok: false, error: 'fatal_error' } }],
    ['a black hole', 'silent'],
  ];
  for (const [what, fault] of undone) {
    test(`is made again when it is surely not there (${what})`, async () => {
      api.fail('chat.postMessage', fault);
      const posts = open(fault === 'silent' ? short : undefined);
      expect(await post(git, 'a', posts)).toMatchObject({ kind: 'stands' });
      expect(called('chat.postMessage')).toHaveLength(2);
      expect(standing()).toHaveLength(1);
    });
  }

  test('is left unknown after three tries, and looked for by the next', async () => {
    const down: Fault = { status: 503 };
    api.fail('chat.postMessage', down, down, 'cut after');
    expect(await post(git)).toEqual({ kind: 'unknown', why: 'unreachable' });
    expect(called('chat.postMessage')).toHaveLength(3);
    expect(await post(git)).toMatchObject({ kind: 'stands' });
    expect(standing()).toHaveLength(1);
  });

  test('is not made again when it cannot be looked for', async () => {
    const hidden: Fault = { body: { ok: false, error: 'not_in_channel' } };
    api.fail('chat.postMessage', 'cut after');
    api.fail('conversations.history', hidden, hidden);
    expect(await post(git)).toMatchObject({ kind: 'unknown' });
    expect(await post(git)).toMatchObject({ kind: 'unknown' });
    expect(called('chat.postMessage')).toHaveLength(1);
  });
});

const no = (error: string, more = {}): Fault => ({ body: { ok: false, error, ...more } });

describe('a post that Slack refuses', () => {
  for (const [error, whose, sentence] of [
    ['not_in_channel', 'place', 'I am not in #git. Type `/invite @Praxis` there.'],
    ['channel_not_found', 'place', 'I am not in #git. Type `/invite @Praxis` there.'],
    ['is_archived', 'place', '#git is archived. Unarchive it, or choose another channel.'],
    ['restricted_action', 'place', 'Only some members may post in #git.'],
    ['invalid_auth', 'workspace', 'Slack does not take our token any more.'],
    ['token_revoked', 'workspace', 'Slack does not take our token any more.'],
    ['account_inactive', 'workspace', 'Slack does not take our token any more.'],
  ] as const) {
    test(`with ${error} says whose it is to mend, and how; nothing is tried again`, async () => {
      api.fail('chat.postMessage', no(error));
      const posted = await post(git);
      expect(posted).toMatchObject({ kind: 'refused', whose });
      expect(JSON.stringify(posted)).toContain(sentence);
      expect(api.calls).toHaveLength(1);
    });
  }

  test('with missing_scope names the permission, and who can give it', async () => {
    api.fail('conversations.open', no('missing_scope', { needed: 'im:write' }));
    const sentence =
      'The app lacks the permission `im:write`. Ask an admin of the workspace to install the app again from its manifest.';
    expect(await post(ana)).toEqual({ kind: 'refused', whose: 'workspace', sentence });
  });

  for (const error of ['cannot_dm_bot', 'user_disabled', 'user_not_found', 'user_not_visible']) {
    test(`because of the member (${error}) says so, and goes nowhere else`, async () => {
      api.fail('conversations.open', no(error));
      expect(await post(ana)).toMatchObject({ kind: 'refused', whose: 'member' });
      expect(called('chat.postMessage')).toEqual([]);
    });
  }

  test('for now is to be made later, when Slack says', async () => {
    api.fail('chat.postMessage', { status: 429, headers: { 'retry-after': '3600' } });
    const later = { kind: 'later', afterMs: 3_600_000, why: 'ratelimited' };
    expect(await post(git)).toEqual(later);
    stage.pass(3_600_000);
    expect(await post(git)).toMatchObject({ kind: 'stands' });
  });

  test('for a reason we do not know is to be made later, much later', async () => {
    api.fail('chat.postMessage', no('constructor'));
    expect(await post(git)).toEqual({ kind: 'later', afterMs: 3_600_000, why: 'constructor' });
  });

  test('can be made once the reason is gone', async () => {
    api.fail('chat.postMessage', no('is_archived'));
    await post(git);
    expect(await post(git)).toMatchObject({ kind: 'stands' });
  });
});
