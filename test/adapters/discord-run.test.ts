import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../src/main/config.ts';
import { programEnv } from '../main/environment.ts';
import { root } from '../rules/source.ts';
import { discordHome, guild, guildCreate } from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import { botToken, type DiscordServer, openDiscordServer } from './discord-server.ts';

jest.setTimeout(30_000);

let folder: string;
let server: DiscordServer;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'praxis-discord-'));
  server = await openDiscordServer({ guilds: [guildCreate], now: Date.now });
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true });
  expect(server.invalid).toEqual([]);
});

/** Praxis from an empty folder, with these settings alone; gives the log's events as they come. */
function run(words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), '--db', 'p.db', ...words], {
    cwd: folder,
    env: { ...programEnv, DISCORD_API_URL: server.url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  child.stdout?.on('data', (part) => {
    said += part;
  });
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const log: string[] = [];
  /** The next log line with that event. */
  async function until(event: string): Promise<Record<string, unknown>> {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      log.push(line.value);
      const entry = line.value.startsWith('{') ? JSON.parse(line.value) : {};
      if (entry.event === event) return entry;
    }
    throw new Error(`it ended without ${event}:\n${log.join('\n')}`);
  }
  /** How it ended, and the last line of what it said. */
  async function ended(): Promise<{ code: number | null; last: string }> {
    if (child.exitCode === null) await once(child, 'exit');
    for await (const line of lines) log.push(line);
    return { code: child.exitCode, last: log.at(-1) ?? '' };
  }
  return { child, until, ended, said: () => said };
}

const ask = {
  id: '600000000000000001',
  application_id: '7',
  type: 2,
  token: 'token',
  version: 1,
  guild_id: guild,
  channel_id: discordHome.channel('git'),
  channel: { id: discordHome.channel('git'), name: 'git', type: 0 },
  member: {
    user: { id: discordHome.account('ana'), username: 'ana' },
    roles: [],
    permissions: '0',
  },
  data: {
    id: '1',
    name: 'ask',
    type: 1,
    options: [{ name: 'question', type: 3, value: 'Does it start?' }],
  },
};

describe('npm start with a Discord token', () => {
  test('serves a server from an empty folder, and ends cleanly when told to', async () => {
    const { child, until, ended } = run([], { DISCORD_TOKEN: botToken });
    await until('discord connected');
    server.gateway.dispatch('INTERACTION_CREATE', ask);
    expect(await until('invocation')).toMatchObject({ command: 'ask', outcome: 'show' });
    child.kill('SIGTERM');
    expect(await ended()).toMatchObject({ code: 0 });
    expect(textOf(server.calls.map(({ body }) => body))).toContain('Does it start?');
    expect(server.messages.size).toBe(1);
  });

  test('told to end with fifty interactions open, it answers them first, and waits for nobody who is stuck', async () => {
    const { child, until, ended } = run([], { DISCORD_TOKEN: botToken });
    await until('discord connected');
    server.fail('POST', /callback$/, 'silent', 'silent after');
    for (let n = 0; n < 50; n += 1) {
      const id = String(600_000_000_000_000_100n + BigInt(n));
      const user = { id: String(1_000_000 + n), username: `member${n}` };
      const member = { ...ask.member, user };
      server.gateway.dispatch('INTERACTION_CREATE', { ...ask, id, member });
    }
    await until('invocation');
    const begun = Date.now();
    child.kill('SIGTERM');
    expect(await ended()).toMatchObject({ code: 0 });
    expect(Date.now() - begun).toBeLessThan(10_000);
    const answered = server.calls.map(({ path }) => /interactions\/(\d+)/.exec(path)?.[1]);
    expect(new Set(answered.filter((id) => id !== undefined)).size).toBe(50);
  });

  test('tells at /healthz that it lives, and at /readyz whether it serves', async () => {
    const { until } = run([], { DISCORD_TOKEN: botToken, PORT: '0' });
    const { port } = await until('health served');
    await until('discord connected');
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    server.gateway.refuse(4000);
    server.gateway.cut();
    await until('discord gateway closed');
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  });

  test('ends with one sentence when Discord does not take the token', async () => {
    const { ended } = run([], { DISCORD_TOKEN: 'wrong', LOG_LEVEL: 'silent' });
    const { code, last } = await ended();
    expect(code).toBe(1);
    expect(last).toMatch(/^Discord did not take DISCORD_TOKEN\./);
  });

  test('ends with a sentence, and does not come back, when the gateway refuses it for good', async () => {
    server.gateway.refuse(4014);
    const { ended } = run([], { DISCORD_TOKEN: botToken });
    expect(await ended()).toEqual({
      code: 1,
      last: expect.stringContaining('refused an intent that the application does not have'),
    });
  });

  test('registers at start when a setting asks; outlives dispatches that nobody can read, and counts them', async () => {
    const { until } = run([], { DISCORD_TOKEN: botToken, DISCORD_REGISTER: guild });
    expect((await until('discord commands')).changes).toContain(
      `in the server ${guild}. added: ask`,
    );
    await until('discord connected');
    server.gateway.send({ op: 0, t: 'READY', s: 1, d: null });
    expect(await until('discord dispatch malformed')).toMatchObject({ count: 1 });
    server.gateway.send({ op: 0, t: 'INTERACTION_CREATE', s: 2 });
    server.gateway.dispatch('MESSAGE_CREATE', { poll: { question: null } });
    server.gateway.dispatch('GUILD_CREATE', { id: 7, roles: 'none' });
    server.gateway.send(null);
    server.gateway.dispatch('INTERACTION_CREATE', ask);
    expect(await until('invocation')).toMatchObject({ command: 'ask' });
  });
});

describe('praxis discord register', () => {
  test('registers all commands in one request, and says what changed', async () => {
    const first = run(['discord', 'register'], { DISCORD_TOKEN: botToken });
    expect(await first.ended()).toMatchObject({ code: 0 });
    expect(first.said()).toMatch(/^Registered \d+ commands everywhere\. added: ask, answer/);
    const again = run(['discord', 'register'], { DISCORD_TOKEN: botToken });
    await again.ended();
    expect(again.said()).toContain('Nothing changed.');
    expect(server.calls.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  test('says what is missing', async () => {
    expect(await run(['discord', 'register'], {}).ended()).toEqual({
      code: 1,
      last: 'Set DISCORD_TOKEN first: docs/discord.md says how.',
    });
  });
});

describe('the Discord settings', () => {
  const token = { DISCORD_TOKEN: 't' };

  test('are nothing while there is no token', () => {
    expect(readConfig({ DISCORD_API_URL: 'http://127.0.0.1' }).discord).toBeUndefined();
  });

  test('name shards, privileges and where to register', () => {
    expect(readConfig(token).discord).toMatchObject({
      shards: 'auto',
      privileges: { messageContent: false, members: false },
      register: undefined,
    });
    const some = { ...token, DISCORD_SHARDS: '2-3/16', DISCORD_REGISTER: 'global' };
    expect(readConfig(some).discord).toMatchObject({
      shards: { first: 2, last: 3, total: 16 },
      register: { guild: undefined },
    });
  });

  test('that make no sense are refused', () => {
    for (const wrong of ['3-2/16', '0-16/16', 'many']) {
      expect(() => readConfig({ ...token, DISCORD_SHARDS: wrong })).toThrow('DISCORD_SHARDS');
    }
  });
});
