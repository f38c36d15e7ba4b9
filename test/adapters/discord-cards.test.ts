import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import { type DiscordDriver, discordHome, openDiscord } from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import type { ApiCall } from './discord-rules.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const git = discordHome.channel('git');
const posting = /\/channels\/\d+\/messages$/;
const ask = (text = 'Where does this card stand?') => discord.type('ana', 'git', `ask ${text}`);
const answer = (text: string) => discord.type('ben', 'git', `answer 1 ${text}`);
const made = (method: string, path: RegExp): readonly ApiCall[] =>
  discord.server.calls.filter((call) => call.method === method && path.test(call.path));
const posts = () => made('POST', posting);
const shown = () => textOf(discord.server.calls.map(({ body }) => body));
const standing = () => textOf([...discord.server.messages.values()]);

describe('a card', () => {
  test('is an ordinary message with a nonce and a thread, and edited where it stands', async () => {
    await ask();
    const [post] = posts();
    expect(post).toMatchObject({
      path: `/channels/${git}/messages`,
      body: { enforce_nonce: true, nonce: expect.stringMatching(/^.{25}$/) },
    });
    const [thread] = made('POST', /\/threads$/);
    expect(thread?.body).toMatchObject({ name: '#1 Where does this card stand?' });
    await answer('Here.');
    expect(posts()).toHaveLength(1);
    expect(made('PATCH', /\/messages\/\d+$/)).toHaveLength(1);
    expect(made('POST', /\/threads$/)).toHaveLength(1);
    expect(standing()).toContain('Here.');
  });

  test('is edited where it stands after a restart', async () => {
    await ask();
    const { server } = discord;
    await discord.adapter.stop();
    discord = await openDiscord(stage, { server });
    await answer('After the restart.');
    expect(posts()).toHaveLength(1);
    expect(standing()).toContain('After the restart.');
  });

  test('is not posted twice when the connection broke after Discord had taken it', async () => {
    discord.server.fail('POST', posting, 'cut after');
    await ask();
    expect(posts()).toHaveLength(2);
    expect(discord.server.messages.size).toBe(1);
    await answer('Found.');
    expect(standing()).toContain('Found.');
  });

  test('is found when the program died between posting and noting it', async () => {
    await ask();
    const channel = await stage.store.channels.find(1, git);
    await stage.store.cards.release(channel?.id ?? 0, 'question:1');
    await stage.store.cards.claim(channel?.id ?? 0, 'question:1', stage.clock());
    await answer('After the crash.');
    expect(posts()).toHaveLength(1);
    expect(standing()).toContain('After the crash.');
  });

  test('that a crash left as it was before an edit says the new words after it, once', async () => {
    await ask();
    await answer('Here.');
    await stage.tell('ben', 'git', 'edit 1.1 Over there.');
    const log = pino({ level: 'silent' });
    const { core } = stage;
    const run = async () => {
      stage.pass(60 * 60 * 1000);
      await createCourier({ core, adapters: [discord.adapter], log, random: () => 0.5 }).run();
      return made('PATCH', /\/messages\/\d+$/).length;
    };
    expect(await run()).toBe(2);
    expect(standing()).toContain('Over there.');
    await answer('Shown at once.');
    expect(made('PATCH', /\/messages\/\d+$/)).toHaveLength(3);
    expect(await run()).toBe(3);
  });

  test('that someone deleted is not posted again', async () => {
    await ask();
    discord.server.messages.clear();
    await answer('To nobody.');
    expect(posts()).toHaveLength(1);
    expect(shown()).toContain('Thank you');
  });

  test('is posted when the server first failed and then took it', async () => {
    discord.server.fail('POST', posting, { status: 502 }, { status: 500 });
    await ask();
    expect(discord.server.messages.size).toBe(1);
  });

  for (const [status, code, sentence] of [
    [403, 50001, 'I cannot see #git'],
    [403, 50013, 'I may not post in #git'],
    [404, 10003, '#git is gone'],
    [400, 160005, 'archived or locked'],
  ] as const) {
    test(`that cannot be posted (${code}) is kept, and its asker told why; the next change posts it`, async () => {
      discord.server.fail('POST', posting, { status, body: { code, message: 'No' } });
      await ask();
      expect(shown().replaceAll('`', '')).toContain(sentence);
      expect(discord.seen().every(({ audience }, i) => i === 1 || audience === 'private')).toBe(
        true,
      );
      expect(discord.server.messages.size).toBe(0);
      await answer('Now it can.');
      expect(discord.server.messages.size).toBe(1);
    });
  }

  test('whose posting lacks a permission that Discord told us names it', async () => {
    discord.server.fail('POST', posting, { status: 403, body: { code: 50013, message: 'No' } });
    const data = discord.slash('ask May I?');
    const app_permissions = String((1n << 48n) - 1n - (1n << 35n) - (1n << 3n));
    await discord.dispatch(
      'INTERACTION_CREATE',
      discord.interaction('ana', 'git', { type: 2, data, app_permissions }),
    );
    expect(shown()).toContain('allow me `Create Public Threads` there');
  });

  test('stands without its thread where none may be opened, and its asker is told', async () => {
    discord.server.fail('POST', /\/threads$/, {
      status: 403,
      body: { code: 50013, message: 'No' },
    });
    await ask();
    expect(discord.server.messages.size).toBe(1);
    expect(shown()).toContain('I may not open threads there');
  });
});

describe('when Discord limits us', () => {
  test('a call waits as long as Discord says, and is made again', async () => {
    const before = stage.clock();
    const headers = { 'retry-after': '7', 'x-ratelimit-scope': 'user' };
    discord.server.fail('POST', posting, { status: 429, headers, body: { retry_after: 7 } });
    await ask();
    expect(stage.clock() - before).toBeGreaterThanOrEqual(7_000);
    expect(discord.server.messages.size).toBe(1);
  });

  test('a call that would wait for an hour fails at once, and the member is told', async () => {
    const headers = { 'retry-after': '3600', 'x-ratelimit-global': 'true' };
    discord.server.fail('POST', posting, { status: 429, headers, body: { global: true } });
    await ask();
    expect(posts()).toHaveLength(1);
    expect(shown()).toContain('Discord is limiting us');
  });

  test('calls stop long before Discord would ban us, and begin again when it takes them', async () => {
    const headers = { 'retry-after': '0.01' };
    discord.server.break('GET', /^\/channels\/\d+$/, { status: 429, headers });
    const { channel } = discord.interaction('ana', 'git', {});
    const look = () =>
      discord.dispatch('MESSAGE_CREATE', {
        id: String(1_000_000 + discord.server.calls.length),
        channel_id: String(2_990 + discord.server.calls.length),
        guild_id: (channel as { guild_id?: string }).guild_id ?? '900000000000000001',
        content: 'hello <@700000000000000001> help',
        author: { id: discordHome.account('ana'), username: 'ana' },
      });
    for (let n = 0; n < 10; n += 1) await look();
    const tried = made('GET', /^\/channels\/\d{4}$/).length;
    expect(tried).toBeGreaterThan(900);
    expect(tried).toBeLessThan(1_100);
    stage.pass(60_000);
    await ask('Is it over?');
    expect(standing()).toContain('Is it over?');
  });
});

describe('posting', () => {
  const view = { name: 'note', title: [], blocks: [{ kind: 'prose', text: ['Hello.'] }] } as const;

  test('reaches a member in their direct messages, once by its key', async () => {
    const to = { kind: 'account', workspaceId: 1, externalId: discordHome.account('ben') } as const;
    const first = await discord.adapter.post(to, view, 'ping:1');
    expect(first).toMatchObject({ kind: 'stands' });
    expect(await discord.adapter.post(to, view, 'ping:1')).toEqual(first);
    expect(discord.server.messages.size).toBe(1);
  });

  test('says that a member takes no direct messages', async () => {
    discord.server.fail('POST', posting, { status: 403, body: { code: 50007, message: 'No' } });
    const to = { kind: 'account', workspaceId: 1, externalId: discordHome.account('ben') } as const;
    expect(await discord.adapter.post(to, view, 'ping:1')).toMatchObject({
      kind: 'refused',
      whose: 'member',
    });
  });

  test('of a request to one expert who takes no direct messages asks in the question’s thread', async () => {
    await ask();
    const thread = String([...discord.server.messages.values()][0]?.id);
    discord.server.fail('POST', /\/channels\/5\d+\/messages$/, {
      status: 403,
      body: { code: 50007, message: 'No' },
    });
    const externalId = discordHome.account('ben');
    const to = { kind: 'account', workspaceId: 1, externalId } as const;
    const action = { label: 'I’ll take it', call: { name: 'answer', args: { question: '1' } } };
    const ping = { ...view, blocks: [{ kind: 'actions', actions: [action] }] } as const;
    expect(await discord.adapter.post(to, ping, 'ping:1:2:1')).toMatchObject({ kind: 'stands' });
    const [call] = made('POST', posting).slice(-1);
    expect(call).toMatchObject({
      path: `/channels/${thread}/messages`,
      body: { allowed_mentions: { parse: [], users: [externalId] } },
    });
    expect(textOf(call?.body)).toContain(`<@${externalId}>`);
  });

  test('says when it may be taken, when it is not taken now', async () => {
    const headers = { 'retry-after': '900' };
    discord.server.fail('POST', posting, { status: 429, headers });
    const channel = await stage.store.channels.find(1, git);
    if (!channel) throw new Error('no channel');
    const posted = await discord.adapter.post({ kind: 'channel', channel }, view, 'digest:1');
    expect(posted).toMatchObject({ kind: 'later', afterMs: expect.any(Number) });
  });
});
