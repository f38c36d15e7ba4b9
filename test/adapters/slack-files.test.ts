import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, jest, test } from '@jest/globals';
import { inspect } from '../store/temporary.ts';
import { openSlackApi } from './slack-api.ts';
import { form, secret, signatureOf } from './slack-client.ts';
import { command, folder, startLimited } from './slack-process.ts';

jest.setTimeout(30_000);

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

test('when no file or socket can be opened any more, nothing crashes, what is in hand is done, and all goes on afterwards', async () => {
  const channels = { C1: { name: 'general', is_private: false } };
  const api = await openSlackApi({ team: 'T1', bot: 'UBOT', channels });
  opened.push(api.close);
  const most = 64;
  const { child, until, said } = startLimited(most, 'files.db', {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: `${api.url}/api/`,
    PORT: '0',
  });
  const port = Number((await until('slack connected')).port);
  /** Over a connection that is kept, as Slack keeps its own. */
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  opened.push(() => agent.destroy());
  async function post(text: string, n: number): Promise<number | undefined> {
    const body = new URLSearchParams(command(api.url, text, `${n}.1`)).toString();
    const headers = { 'content-type': form, ...signatureOf(body, Date.now()) };
    const sent = request({ port, agent, method: 'POST', path: '/slack/events', headers });
    sent.end(body);
    const [response] = await once(sent, 'response');
    response.resume();
    return response.statusCode;
  }
  expect(await post('ask Is there room now?', 0)).toBe(200);
  await until('invocation');

  const crowd = Array.from({ length: 3 * most }, () => connect(port, '127.0.0.1'));
  let turnedAway = 0;
  for (const socket of crowd) {
    socket
      .on('error', () => undefined)
      .once('close', () => {
        turnedAway += 1;
      });
  }
  opened.push(() => crowd.map((socket) => socket.destroy()));
  await Promise.all(crowd.map((socket) => once(socket, 'connect')));
  await setTimeout(300);
  expect(turnedAway).toBeGreaterThan(most);
  // Its answer finds no socket to leave by.
  expect(await post('ask And when all is full?', 1)).toBe(200);
  await until('invocation');
  await setTimeout(300);
  expect(child.exitCode).toBeNull();

  for (const socket of crowd) socket.destroy();
  await setTimeout(300);
  expect(await post('questions open', 2)).toBe(200);
  await until('invocation');
  expect(child.exitCode).toBeNull();
  const titles = inspect(join(folder, 'files.db'), (database) =>
    database.prepare('SELECT title FROM question ORDER BY id').pluck().all(),
  );
  expect(titles).toEqual(['Is there room now?', 'And when all is full?']);
  expect(said.join('\n')).not.toContain('"outcome":"bug"');
});
