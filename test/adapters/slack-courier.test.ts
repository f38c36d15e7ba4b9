import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import { createPosts } from '../../adapters/slack/posts.ts';
import { createWeb } from '../../adapters/slack/web.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Actor } from '../../src/model.ts';
import { type Fault, openSlackApi, type SlackApi } from './slack-api.ts';
import { slackHome, team } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

const hour = 60 * 60 * 1000;

const worded = (view: View) => view;
let stage: Stage;
let api: SlackApi;
let chloe: Actor;

beforeEach(async () => {
  stage = await openStage(slackHome);
  api = await openSlackApi({ team, bot: 'UB', channels: {} });
  const account = { externalId: slackHome.account('chloe'), name: 'Chloé Martin' };
  const channel = { externalId: 'C0GIT', name: 'git', private: false };
  const place = { platform: 'slack', workspace: team, channel };
  chloe = await stage.core.members.arrive(account, place, 'schedule');
  await stage.core.digests.schedules.set(chloe, { weekday: 1, minute: 600 });
  await stage.tell('ana', 'git', 'ask How do I undo a commit?');
  await stage.tell('ben', 'git', 'answer 1 Reset it.');
  await stage.tell('ana', 'git', 'accept 1.1');
  // Everything else is delivered before the digest is due.
  for (const time of [hour, 23.5 * hour]) {
    stage.pass(time);
    await open().run();
  }
});

afterEach(async () => {
  await api.close();
  await stage.store.close();
});

const log = pino({ level: 'silent' });
const random = () => 0.5;

function openPosts() {
  const { core, clock } = stage;
  const wait = async (ms: number) => stage.pass(ms);
  const apiUrl = `${api.url}/api/`;
  const web = createWeb({ token: 'xoxb-1', apiUrl, log, clock, wait, random, timeout: 400 });
  const workspaceId = () => chloe.channel.workspaceId;
  return createPosts({ web, core, workspaceId, worded, clock, wait, random, log });
}

/** A process with nothing in memory that delivers over Slack's wire. */
function open() {
  const { core } = stage;
  const adapter = {
    platform: 'slack',
    start: async () => undefined,
    stop: async () => undefined,
    examine: async () => [],
    post: openPosts().post,
  };
  return createCourier({ core, adapters: [adapter], log, random });
}

const standing = (words: string) =>
  [...api.messages.values()].map(textOf).filter((text) => text.includes(words));
const ratelimited = (seconds: number): Fault => {
  return { status: 429, headers: { 'retry-after': String(seconds) } };
};

/** Sunday, 1 November 2026, 9:00 UTC is when the stage opens; the digest is due on Monday at ten. */
async function toMonday(): Promise<void> {
  stage.pass(hour / 2);
}

describe('a digest over the wire', () => {
  test.each<[string, Fault[]]>([
    ['Slack limits the rate for a second', [ratelimited(1)]],
    ['Slack limits the rate for an hour', [ratelimited(3_600)]],
    ['Slack limits the rate and does not say for how long', [{ status: 429 }]],
    ['Slack fails', [{ status: 500 }, { status: 503 }]],
    ['Slack fails fatally', [{ body: { ok: false, error: 'fatal_error' } }]],
    ['the connection ends after it was posted', ['cut after']],
    ['the answer is not whole', ['truncated']],
    ['no answer ever comes, though it was posted', ['silent after']],
  ])('stands once when %s', async (_what, faults) => {
    await toMonday();
    api.fail('chat.postMessage', ...faults);
    for (let hours = 0; hours < 8; hours += 1) {
      // Each time as after a restart.
      await open().run();
      stage.pass(hour);
    }
    expect(standing('by @ben (kept as S1)')).toHaveLength(1);
    expect((await stage.core.notices.report(chloe)).dead.total).toBe(0);
  });

  test.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    'is given up when Slack says %s; who set it up is told once what to do, and other notices go on',
    async (error) => {
      await toMonday();
      api.fail('chat.postMessage', { body: { ok: false, error } });
      for (let hours = 0; hours < 10; hours += 1) {
        await open().run();
        stage.pass(hour);
      }
      const told = standing('I cannot post in #git any more');
      expect(told).toHaveLength(1);
      expect(api.calls.at(-1)?.args).toMatchObject({ channel: 'D0CHLOE' });
      expect(await stage.core.checkup(chloe)).toContainEqual(
        expect.objectContaining({ state: 'broken', where: '#git' }),
      );
    },
  );

  test('that was posted by a process that died before it noted so is found, not posted again', async () => {
    await toMonday();
    const { core } = stage;
    const dying = { ...core.notices, delivered: () => new Promise<never>(() => undefined) };
    const web = createWeb({
      token: 'xoxb-1',
      apiUrl: `${api.url}/api/`,
      log,
      clock: stage.clock,
      wait: async (ms) => stage.pass(ms),
      random: () => 0.5,
    });
    const workspaceId = () => chloe.channel.workspaceId;
    const wait = async () => undefined;
    const posts = createPosts({
      web,
      core,
      workspaceId,
      worded,
      clock: stage.clock,
      wait,
      random: () => 0.5,
      log,
    });
    const posted = Promise.withResolvers<void>();
    const adapter = {
      platform: 'slack',
      start: async () => undefined,
      stop: async () => undefined,
      examine: async () => [],
      post: async (...of: Parameters<typeof posts.post>) => {
        const outcome = await posts.post(...of);
        if (of[2].startsWith('digest')) posted.resolve();
        return outcome;
      },
    };
    const clock = stage.clock;
    void createCourier({
      core: { ...core, notices: dying, clock },
      adapters: [adapter],
      log,
      random: () => 0.5,
    }).run();
    await posted.promise;
    expect(standing('by @ben (kept as S1)')).toHaveLength(1);
    stage.pass(hour);
    await open().run();
    expect(standing('by @ben (kept as S1)')).toHaveLength(1);
  });
});

describe("a question's card", () => {
  const updates = () => api.calls.filter(({ method }) => method === 'chat.update').length;

  test('that a crash left as it was before an edit says the new words after it', async () => {
    await stage.tell('ben', 'git', 'edit 1.1 Reset it softly.');
    stage.pass(hour);
    await open().run();
    expect(standing('Reset it softly.')).toHaveLength(1);
    const before = updates();
    stage.pass(hour);
    await open().run();
    expect(updates()).toBe(before);
  });

  test('that was edited at once is not edited again', async () => {
    const { reply } = await stage.tell('ben', 'git', 'edit 1.1 Reset it softly.');
    stage.pass(1_000);
    const [card] = reply.kind === 'form' ? [] : (reply.cards ?? []);
    if (!card) throw new Error('the reply has no card');
    await openPosts().card(card);
    const before = updates();
    stage.pass(hour);
    await open().run();
    expect(standing('Reset it softly.')).toHaveLength(1);
    expect(updates()).toBe(before);
  });
});

describe("a digest's chart", () => {
  const blocks = () =>
    [...api.messages.values()].flatMap(({ blocks }) => blocks as readonly { type: string }[]);
  const images = () => blocks().filter(({ type }) => type === 'image');

  test('is uploaded as a picture, and described in words for who cannot see it', async () => {
    await toMonday();
    await open().run();
    expect(images()).toEqual([
      {
        type: 'image',
        slack_file: { id: 'F0CHART' },
        alt_text: expect.stringMatching(/^Questions in each of the last 12 weeks.*Asked: 0, /),
      },
    ]);
    const sent = api.calls.filter(({ method }) => /^(files|upload)/.test(method));
    expect(sent.map(({ method }) => method)).toEqual([
      'files.getUploadURLExternal',
      'upload',
      'files.completeUploadExternal',
    ]);
    expect(JSON.stringify(sent[1]?.args)).toContain('PNG');
  });

  test.each<[string, string, Fault]>([
    [
      'the permission is missing',
      'files.getUploadURLExternal',
      { body: { ok: false, error: 'missing_scope' } },
    ],
    ['the upload fails', 'upload', { status: 500 }],
    [
      'Slack has not looked at it yet',
      'chat.postMessage',
      { body: { ok: false, error: 'invalid_blocks' } },
    ],
  ])('is said in a line of words when %s', async (_what, method, fault) => {
    await toMonday();
    api.fail(method, fault);
    await open().run();
    expect(images()).toEqual([]);
    expect(standing('The last 12 weeks: asked')).toHaveLength(1);
  });
});
