import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { createInstallations } from '../../src/installations.ts';
import { readConfig } from '../../src/main/config.ts';
import { openStore } from '../../src/store/store.ts';
import { createVault } from '../../src/vault.ts';
import { openSlackApi } from './slack-api.ts';
import { form, secret, send } from './slack-client.ts';
import { grantOf } from './slack-many.ts';
import { command, folder, start } from './slack-process.ts';
import { textOf } from './slack-reader.ts';
import { openSocketServer } from './slack-socket-server.ts';

jest.setTimeout(60_000);

const openApi = () =>
  openSlackApi({
    team: 'T1',
    bot: 'UBOT',
    channels: { C1: { name: 'general', is_private: false } },
  });

describe('npm start with Slack settings', () => {
  test('serves a workspace over HTTP from an empty folder, and ends cleanly when told to', async () => {
    const api = await openApi();
    const { child, until, said } = start('http.db', {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: `${api.url}/api/`,
      PORT: '0',
    });
    const { port } = await until('slack connected');
    const url = `http://127.0.0.1:${port}/slack/events`;
    const body = new URLSearchParams(command(api.url, 'ask Does it start?', '1.1')).toString();
    expect((await send(url, body, { type: form, at: Date.now() })).status).toBe(200);
    expect(await until('invocation')).toMatchObject({ command: 'ask', outcome: 'show' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(textOf(api.calls.map(({ args }) => args))).toContain('Does it start?');
    expect([...api.messages.values()]).toHaveLength(1);
    const kept = readFileSync(join(folder, 'http.db')).toString('latin1') + said.join('\n');
    for (const word of ['xoxb-1', secret])
      expect([word, kept.includes(word)]).toEqual([word, false]);
    await api.close();
  });

  test('serves a workspace over Socket Mode, acknowledging each envelope', async () => {
    const api = await openApi();
    const socket = await openSocketServer();
    api.fail('apps.connections.open', { body: { ok: true, url: socket.url } });
    const { child, until } = start('socket.db', {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: `${api.url}/api/`,
    });
    await socket.connected();
    socket.send({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } });
    await until('slack connected');
    const envelope = {
      type: 'slash_commands',
      envelope_id: 'e1',
      accepts_response_payload: true,
      payload: command(api.url, 'ask Does the socket work?', '2.1'),
    };
    // What no SDK expects is not the end of the program.
    for (const frame of [null, 7, { type: 'events_api' }, { type: 'events_api', payload: {} }]) {
      socket.send(frame);
    }
    socket.send(envelope);
    expect(await socket.received()).toMatchObject({ envelope_id: 'e1' });
    socket.send({ ...envelope, envelope_id: 'e2' });
    expect(await socket.received()).toMatchObject({ envelope_id: 'e2' });
    expect(await until('invocation')).toMatchObject({ command: 'ask', outcome: 'show' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect([...api.messages.values()]).toHaveLength(1);
    await socket.close();
    await api.close();
  });

  test('ends with one sentence when Slack does not take the token', async () => {
    const api = await openApi();
    api.fail('auth.test', { body: { ok: false, error: 'invalid_auth' } });
    const { child } = start('refused.db', {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: `${api.url}/api/`,
      LOG_LEVEL: 'silent',
    });
    let said = '';
    child.stderr?.on('data', (part) => {
      said += part;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toMatch(/^Slack did not take SLACK_BOT_TOKEN \(invalid_auth\)\. [^\n]+\n$/);
    await api.close();
  });
});

describe('npm start with what lets workspaces install Praxis', () => {
  const settings = (api: string) => ({
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'client secret',
    SLACK_API_URL: `${api}/api/`,
    PRAXIS_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    PORT: '0',
  });

  const openOAuth = () =>
    openSlackApi({
      team: 'T1',
      bot: 'UBOT',
      channels: { C1: { name: 'general', is_private: false } },
      answer: ({ method, args }) =>
        method === 'oauth.v2.access' ? grantOf(String(args.code)) : undefined,
    });

  /** As a browser does it, by the cookie it was given. */
  async function install(port: unknown, code: string): Promise<string> {
    const begun = await fetch(`http://127.0.0.1:${port}/slack/install`, { redirect: 'manual' });
    const [cookie = ''] = begun.headers.getSetCookie().map((one) => one.split(';', 1)[0] ?? '');
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const query = new URLSearchParams({ code, state });
    const back = `http://127.0.0.1:${port}/slack/oauth/callback?${query}`;
    return (await fetch(back, { headers: { cookie } })).text();
  }

  test('serves each that did, also after a restart, and over a socket', async () => {
    const api = await openOAuth();
    const signed = { ...settings(api.url), SLACK_SIGNING_SECRET: secret };
    const first = start('many.db', signed);
    const { port } = await first.until('slack connected');
    expect(await install(port, 'T1-a')).toContain('installed in Team T1');
    const url = `http://127.0.0.1:${port}/slack/events`;
    const body = new URLSearchParams(command(api.url, 'ask Does it start?', '1.1')).toString();
    expect((await send(url, body, { type: form, at: Date.now() })).status).toBe(200);
    await first.until('invocation');
    first.child.kill('SIGTERM');
    expect(await once(first.child, 'exit')).toEqual([0, null]);

    const socket = await openSocketServer();
    api.fail('apps.connections.open', { body: { ok: true, url: socket.url } });
    const second = start('many.db', { ...settings(api.url), SLACK_APP_TOKEN: 'xapp-1' });
    await socket.connected();
    socket.send({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } });
    await second.until('slack connected');
    const payload = command(api.url, 'questions', '2.1');
    socket.send({ type: 'slash_commands', envelope_id: 'e1', payload });
    expect(await socket.received()).toMatchObject({ envelope_id: 'e1' });
    await second.until('invocation');
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    expect(textOf(api.calls.map(({ args }) => args))).toContain('Does it start?');
    const tokens = api.calls.flatMap(({ method, token }) =>
      /^(users|chat)/.test(method) ? token : [],
    );
    expect([...new Set(tokens)]).toEqual(['xoxb-T1-a']);
    await socket.close();
    await api.close();
  });

  test('ends with a sentence when the key is another one, until the tokens are given up', async () => {
    const api = await openOAuth();
    const env = { ...settings(api.url), SLACK_SIGNING_SECRET: secret };
    const first = start('key.db', env);
    const { port } = await first.until('slack connected');
    await install(port, 'T1-a');
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    const other = { ...env, PRAXIS_SECRET_KEY: Buffer.alloc(32, 2).toString('hex') };
    const { said } = await start('key.db', other).until('slack connected');
    expect(said).toMatch(/^The tokens of "Team T1" were stored with another PRAXIS_SECRET_KEY\./);
    const forget = start('key.db', other, 'slack', 'forget-tokens');
    expect(await once(forget.child, 'exit')).toEqual([0, null]);
    const store = openStore(join(folder, 'key.db'));
    const vault = createVault(Buffer.alloc(32, 2), (count) => Buffer.alloc(count));
    const world = { store, clock: () => 0, newRef: () => 'r', vault, into: undefined };
    await expect(createInstallations(world).open()).resolves.toBeUndefined();
    await store.close();
    await api.close();
  });
});

describe('the Slack settings', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };
  const key = { PRAXIS_SECRET_KEY: Buffer.alloc(32, 3).toString('base64') };

  test('are nothing while there is no token', () => {
    expect(readConfig({ PORT: '3000' }).slack).toBeUndefined();
  });

  test('choose Socket Mode by an app token, HTTP by a signing secret, both with a port too', () => {
    const app = { ...bot, SLACK_APP_TOKEN: 'xapp-1' };
    const signed = { SLACK_SIGNING_SECRET: 's' };
    expect(readConfig(app).slack).toMatchObject({ appToken: 'xapp-1', http: undefined });
    expect(readConfig({ ...bot, ...signed }).slack).toMatchObject({ http: { port: 3_000 } });
    expect(readConfig({ ...app, ...signed }).slack?.http).toBeUndefined();
    expect(readConfig({ ...app, ...signed, PORT: '81' }).slack?.http?.port).toBe(81);
  });

  test('that do not suffice are refused with what is missing', () => {
    expect(() => readConfig(bot)).toThrow('SLACK_APP_TOKEN or SLACK_SIGNING_SECRET');
    expect(() => readConfig({ SLACK_APP_TOKEN: 'xapp-1' })).toThrow('SLACK_BOT_TOKEN');
    expect(() => readConfig({ SLACK_BOT_TOKEN: 'nonsense' })).toThrow('SLACK_BOT_TOKEN');
    const id = { SLACK_CLIENT_ID: '1.2' };
    const client = { ...id, SLACK_CLIENT_SECRET: 'c', SLACK_SIGNING_SECRET: 's' };
    expect(() => readConfig(id)).toThrow('SLACK_CLIENT_ID and SLACK_CLIENT_SECRET');
    expect(() => readConfig(client)).toThrow('PRAXIS_SECRET_KEY');
    expect(() => readConfig({ ...client, ...bot, ...key })).toThrow('set one of them');
    expect(() => readConfig({ ...id, SLACK_CLIENT_SECRET: 'c', ...key })).toThrow(
      'SLACK_APP_TOKEN',
    );
  });

  test('let workspaces install Praxis by a client id and its secret, with a key', () => {
    const client = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_SIGNING_SECRET: 's' };
    const { slack } = readConfig({ ...client, ...key, PRAXIS_URL: 'https://praxis.example' });
    expect(slack).toMatchObject({
      botToken: undefined,
      oauth: { clientId: '1.2', key: Buffer.alloc(32, 3), url: 'https://praxis.example' },
      http: { port: 3_000 },
    });
    const { slack: local } = readConfig({ ...client, ...key, PORT: '81' });
    expect(local?.oauth?.url).toBe('http://localhost:81');
  });

  test('take a key of 32 bytes in hex or base64, and never say what was given instead', () => {
    const bytes = Buffer.alloc(32, 250);
    const client = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_SIGNING_SECRET: 's' };
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      const { slack } = readConfig({ ...client, PRAXIS_SECRET_KEY: bytes.toString(form) });
      expect(slack?.oauth?.key).toEqual(bytes);
    }
    for (const wrong of ['short-but-secret', bytes.toString('hex').slice(2), 'z'.repeat(64)]) {
      const read = () => readConfig({ ...client, PRAXIS_SECRET_KEY: wrong });
      expect(read).toThrow('PRAXIS_SECRET_KEY: must be 32 bytes in base64 or hex');
      expect(read).not.toThrow(wrong);
    }
  });
});
