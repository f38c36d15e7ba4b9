import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { createHttpReceiver } from '../../adapters/slack/receive.ts';
import { start as startElsewhere } from '../store/process.ts';
import { inspect } from '../store/temporary.ts';
import { openSlackApi } from './slack-api.ts';
import { form, secret, send } from './slack-client.ts';
import { command, folder, start } from './slack-process.ts';

jest.setTimeout(30_000);

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

test('told to end amid fifty commands, it acknowledges all, does them, and ends within ten seconds, whatever socket is stuck', async () => {
  const channels = { C1: { name: 'general', is_private: false } };
  const api = await openSlackApi({ team: 'T1', bot: 'UBOT', channels });
  opened.push(api.close);
  const { child, until } = start('stop.db', {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: `${api.url}/api/`,
    PORT: '0',
  });
  const port = Number((await until('slack connected')).port);
  const url = `http://127.0.0.1:${port}/slack/events`;
  const post = (text: string, n: number) => {
    const fields = new URLSearchParams({
      ...command(api.url, text, `${n}.1`),
      user_id: `U${n}`,
    });
    return send(url, fields.toString(), { type: form, at: Date.now() });
  };
  await post('help', 0);
  await until('invocation');

  const holder = startElsewhere('holder.ts', [join(folder, 'stop.db'), 'BEGIN IMMEDIATE']);
  opened.push(() => holder.kill());
  await once(holder.stdout ?? holder, 'data');
  const stuck = connect(port, '127.0.0.1');
  stuck.on('error', () => undefined);
  opened.push(() => stuck.destroy());
  stuck.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf');
  const added = Array.from({ length: 50 }, (_, i) => post(`expertise add topic-${i}`, i + 1));
  expect((await Promise.all(added)).map(({ status }) => status)).toEqual(Array(50).fill(200));

  const told = performance.now();
  child.kill('SIGTERM');
  holder.stdin?.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(performance.now() - told).toBeLessThan(10_000);
  const acts = inspect(join(folder, 'stop.db'), (database) =>
    database.prepare("SELECT key FROM delivery WHERE key LIKE 'slack:%'").all(),
  );
  expect(acts).toHaveLength(51);
  const answered = api.calls.filter(({ method }) => method === 'respond');
  expect(answered).toHaveLength(51);
});

test('told to end, it answers what was sent before, though it was not read yet', async () => {
  const receiver = createHttpReceiver({
    secret,
    port: 0,
    routes: new Map(),
    notReady: () => undefined,
    clock: Date.now,
    log: pino({ level: 'silent' }),
  });
  await receiver.start();
  const sockets = Array.from({ length: 20 }, () => connect(receiver.port(), '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const answers = sockets.map(async (socket) => {
    const [data] = await once(socket, 'data');
    return String(data).split('\r\n', 1)[0];
  });
  for (const socket of sockets) socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
  const stopped = receiver.stop();
  expect(await Promise.all(answers)).toEqual(Array(20).fill('HTTP/1.1 200 OK'));
  await stopped;
});
