import { once } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { openSlackApi } from './slack-api.ts';
import { form, secret, send } from './slack-client.ts';
import { command, start } from './slack-process.ts';
import { textOf } from './slack-reader.ts';
import { openSocketServer } from './slack-socket-server.ts';

jest.setTimeout(30_000);

const openApi = () =>
  openSlackApi({
    team: 'T1',
    bot: 'UBOT',
    channels: { C1: { name: 'general', is_private: false } },
  });

describe('npm start with Slack settings', () => {
  test('serves a workspace over HTTP from an empty folder, and ends cleanly when told to', async () => {
    const api = await openApi();
    const { child, until } = start('http.db', {
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

describe('the Slack settings', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };

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
  });
});
