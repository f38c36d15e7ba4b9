import pino from 'pino';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import { slashName } from '../../adapters/slack/register.ts';
import type { Driver, Seen } from './contract.ts';
import { type ApiCall, openSlackApi, type SlackApi } from './slack-api.ts';
import { form, payload, type Sent, secret, send } from './slack-client.ts';
import { checkAnswer } from './slack-limits.ts';
import { audienceOf, type Button, buttonsOf, textOf } from './slack-reader.ts';
import type { Home, Stage } from './stage.ts';

export const team = 'T0DATA';
export const botUser = 'U0PRAXIS';

export const slackHome: Home = {
  platform: 'slack',
  workspace: team,
  account: (handle) => `U0${handle.toUpperCase()}`,
  channel: (name) => `C0${name.toUpperCase()}`,
};

/** The driver, and what else Slack's tests reach for. */
export interface SlackDriver extends Driver {
  readonly api: SlackApi;
  readonly adapter: Slack;
  /** Where deliveries are sent. */
  readonly url: string;
  /** Sends a signed delivery, and waits until its work is done. */
  deliver(body: string, type?: string): Promise<Sent>;
  /** A slash command's body. */
  slash(member: string, channel: string, command: string, text: string): string;
  /** An event's body, as the Events API sends it. */
  event(id: string, event: Readonly<Record<string, unknown>>): string;
  /** What was answered to the last delivery. */
  answered(): Sent | undefined;
}

/** Signed HTTP requests in, Web API calls out: the real Bolt app between them. */
export async function openSlack(stage: Stage): Promise<SlackDriver> {
  const api = await openSlackApi({
    team,
    bot: botUser,
    channels: {
      C0GIT: { name: 'git', is_private: false },
      C0DATABASES: { name: 'databases', is_private: false },
      G0SECRET: { name: 'secret', is_private: true },
    },
  });
  const adapter = createSlack({
    botToken: 'xoxb-1',
    appToken: undefined,
    http: { secret, port: 0 },
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
  const running = adapter.start(stage.bot);
  await Promise.race([running, adapter.ready()]);
  const url = `http://127.0.0.1:${adapter.port()}/slack/events`;

  let triggers = 0;
  let last: { body: string; type: string } | undefined;
  let answered: Sent | undefined;
  let acting = { member: 'ana', channel: 'git' };
  let from = 0;
  const recent = () => api.calls.slice(from);
  const modal = () => api.calls.findLast(({ method }) => method === 'views.open')?.args.view;

  const trigger = () => {
    triggers += 1;
    // As after a restart: never one that was given before.
    return `${triggers}.${adapter.port()}`;
  };
  const user = () => ({
    id: slackHome.account(acting.member),
    username: acting.member,
    team_id: team,
  });

  async function deliver(body: string, type = form): Promise<Sent> {
    last = { body, type };
    from = api.calls.length;
    answered = await send(url, body, { type, at: stage.clock() });
    await adapter.idle();
    checkAnswer(answered.body);
    return answered;
  }

  const slash = (member: string, channel: string, command: string, text: string) =>
    new URLSearchParams({
      token: 'old',
      team_id: team,
      user_id: slackHome.account(member),
      user_name: member,
      channel_id: slackHome.channel(channel),
      channel_name: channel,
      command,
      text: text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
      trigger_id: trigger(),
      response_url: `${api.url}/respond/${triggers}`,
    }).toString();

  const press = ({ action_id, value }: Pick<Button, 'action_id' | 'value'>) =>
    deliver(
      payload({
        type: 'block_actions',
        team: { id: team },
        user: user(),
        channel: { id: slackHome.channel(acting.channel), name: acting.channel },
        container: { type: 'message', is_ephemeral: true },
        trigger_id: trigger(),
        response_url: `${api.url}/respond/${triggers}`,
        actions: [{ type: 'button', action_id, block_id: 'b', value, action_ts: '1.1' }],
      }),
    );

  /** The form is the modal that was opened last, until it was answered without errors. */
  function isAsked(): boolean {
    const isOpened = recent().some(({ method }) => method === 'views.open');
    return isOpened || (typeof answered?.body === 'object' && answered.body !== null);
  }

  const shown = (): readonly ApiCall[] => recent().filter((call) => audienceOf(call) !== undefined);

  return {
    api,
    adapter,
    url,
    deliver,
    slash,
    event: (id, event) =>
      JSON.stringify({ type: 'event_callback', team_id: team, event_id: id, event }),
    answered: () => answered,
    async type(member, channel, line) {
      acting = { member, channel };
      const [word = '', ...rest] = line.split(' ');
      await deliver(slash(member, channel, slashName(word, ''), rest.join(' ')));
    },
    async press(label) {
      const found = buttonsOf(recent()).find(({ text }) => text.text === label);
      if (!found) throw new Error(`there is no button "${label}" in:\n${textOf(recent())}`);
      await press(found);
    },
    forge: async () => void (await press({ action_id: 'call-9', value: 'accept?answer=999.1' })),
    async fill(values) {
      const view = modal() as { blocks: readonly { type: string; block_id: string }[] };
      const inputs = view.blocks.filter(({ type }) => type === 'input');
      const given = Object.values(values);
      const state = inputs.map(({ block_id }, i) => [
        block_id,
        { value: { type: 'plain_text_input', value: values[block_id] ?? given[i] ?? null } },
      ]);
      await deliver(
        payload({
          type: 'view_submission',
          team: { id: team },
          user: user(),
          trigger_id: trigger(),
          view: {
            ...view,
            id: `V${triggers}`,
            hash: 'h',
            state: { values: Object.fromEntries(state) },
          },
        }),
      );
    },
    async repeatLast() {
      if (last) await deliver(last.body, last.type);
    },
    seen: () =>
      shown().map(
        (call): Seen => ({ text: textOf(call.args), audience: audienceOf(call) ?? 'private' }),
      ),
    buttons: () => buttonsOf(shown()).map(({ text }) => text.text),
    isAsked,
    async close() {
      await adapter.stop();
      await running;
      await api.close();
    },
  };
}
