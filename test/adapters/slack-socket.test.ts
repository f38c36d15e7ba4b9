import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import { openSlackApi, type SlackApi } from './slack-api.ts';
import { slackHome, team } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openSocketServer, type SocketServer } from './slack-socket-server.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let api: SlackApi;
let socket: SocketServer;
let slack: Slack;
let running: Promise<void>;

const hello = { type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } };

beforeEach(async () => {
  stage = await openStage(slackHome);
  api = await openSlackApi({ team, bot: 'UB', channels: {} });
  socket = await openSocketServer();
  const opening = { body: { ok: true, url: socket.url } };
  api.fail('apps.connections.open', opening, opening, opening);
  slack = createSlack({
    botToken: 'xoxb-1',
    appToken: 'xapp-1',
    http: undefined,
    apiUrl: `${api.url}/api/`,
    prefix: '',
    core: stage.core,
    connect: async () => {
      const connected = await stage.store.communities.connectedWorkspace('slack', team);
      if (!connected) throw new Error('the stage is not at home on Slack');
      return connected;
    },
    log: pino({ level: 'silent' }),
    clock: stage.clock,
    wait: async (ms) => stage.pass(ms),
    random: () => 0.5,
  });
  running = slack.start(stage.bot);
  await socket.connected();
  socket.send(hello);
  await slack.ready();
});

afterEach(async () => {
  await slack.stop();
  await running;
  await socket.close();
  await api.close();
  await stage.store.close();
});

const envelope = (id: string, trigger: string, text: string) => ({
  type: 'slash_commands',
  envelope_id: id,
  accepts_response_payload: true,
  payload: {
    command: '/praxis',
    text,
    team_id: team,
    user_id: 'U0ANA',
    channel_id: 'C0GIT',
    trigger_id: trigger,
    response_url: `${api.url}/respond/1`,
  },
});
for (const reason of ['warning', 'refresh_requested', 'too_many_websockets']) {
  test(`when Slack ends the connection (${reason}) another is opened at once, and what comes again has one effect`, async () => {
    const first = envelope('e1', '1.1', 'expertise add topic-1');
    socket.send(first);
    expect(await socket.received()).toMatchObject({ envelope_id: 'e1' });
    socket.send({ type: 'disconnect', reason });
    await socket.connected(2);
    socket.send(hello);
    socket.send({ ...first, envelope_id: 'e1 again' });
    expect(await socket.received()).toMatchObject({ envelope_id: 'e1 again' });
    socket.send(envelope('e2', '2.1', 'expertise add topic-2'));
    expect(await socket.received()).toMatchObject({ envelope_id: 'e2' });
    await slack.idle();
    const said = api.calls.filter(({ method }) => method === 'respond');
    expect(said).toHaveLength(2);
    expect(textOf(said[0])).toContain('topic-1');
    expect(textOf(said[1])).toContain('topic-2');
  });
}
