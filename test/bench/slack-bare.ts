/** A bare Bolt app with its own receiver: it answers a constant, to the response_url or with its ack. */
import { App, LogLevel } from '@slack/bolt';

const app = new App({
  token: 'xoxb-1',
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
  logLevel: LogLevel.ERROR,
});
app.command('/constant', async ({ ack, respond }) => {
  await ack();
  await respond('A constant.');
});
app.command('/acknowledged', async ({ ack }) => ack('A constant.'));
const server = await app.start(0);
const address = server.address();
console.error(JSON.stringify({ event: 'slack connected', port: address && Object(address).port }));
