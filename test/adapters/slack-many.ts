import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import pino from 'pino';
import { createSlack, type Slack } from '../../adapters/slack/index.ts';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import { createCore } from '../../src/core.ts';
import { createInstallations } from '../../src/installations.ts';
import type { Store } from '../../src/store/store.ts';
import { createVault } from '../../src/vault.ts';
import { type ApiCall, openSlackApi, type SlackApi } from './slack-api.ts';
import { form, payload, type Sent, secret, send } from './slack-client.ts';
import { textOf } from './slack-reader.ts';

export const key = Buffer.alloc(32, 5);
export const clientSecret = 'the client secret that nobody may see';

/** A program that any workspace can install itself in, and the browser of who does. */
export interface Many {
  readonly api: SlackApi;
  readonly adapter: Slack;
  readonly installations: ReturnType<typeof createInstallations>;
  /** Where the program is. */
  readonly url: string;
  /** What the log has. */
  log(): string;
  /** A page, as the browser sees it. */
  visit(path: string): Promise<Page>;
  /** Begins an installation; gives the state that Slack would bring back. */
  begin(): Promise<string>;
  /** Comes back from Slack with a code, after beginning. */
  install(code: string): Promise<Page>;
  deliver(body: string, type?: string): Promise<Sent>;
  /** A slash command; gives what was replied, and by which tokens Slack was called meanwhile. */
  say(team: string, line: string, more?: Record<string, string>): Promise<Said>;
  event(body: Record<string, unknown>): Promise<Sent>;
  press(body: Record<string, unknown>): Promise<Sent>;
  close(): Promise<void>;
}

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
}

export interface Said {
  readonly text: string;
  readonly tokens: readonly (string | undefined)[];
}

/** What `oauth.v2.access` answers to a code `T1-code`. */
export function grantOf(code: string): Record<string, unknown> {
  const [team = ''] = code.split('-');
  return {
    ok: true,
    access_token: `xoxb-${code}`,
    token_type: 'bot',
    bot_user_id: `U${team}BOT`,
    team: { id: team, name: `Team ${team}` },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: `U${team}ADMIN` },
  };
}

let serial = 0;

export async function openMany(options: {
  readonly store: Store;
  readonly clock: () => number;
  readonly answer?: (
    call: ApiCall,
  ) => Record<string, unknown> | undefined | Promise<Record<string, unknown> | undefined>;
  readonly apiUrl?: string;
  readonly url?: string;
  readonly into?: string;
  readonly wait?: (ms: number) => Promise<void>;
}): Promise<Many> {
  const { store, clock } = options;
  const api = await openSlackApi({
    team: 'T0',
    bot: 'U0BOT',
    channels: {
      C1: { name: 'general', is_private: false },
      C2: { name: 'other', is_private: false },
    },
    async answer(call) {
      const own = await options.answer?.(call);
      if (own) return own;
      if (call.method !== 'oauth.v2.access') return undefined;
      const { code } = call.args;
      return typeof code === 'string' && code.includes('-')
        ? grantOf(code)
        : { ok: false, error: 'invalid_code' };
    },
  });
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: 'trace', base: null }, stream);
  const world = { store, clock, newRef: () => crypto.randomUUID() };
  const core = createCore(world);
  const vault = createVault(key, randomBytes);
  const installations = createInstallations({ ...world, vault, into: options.into });
  const adapter = createSlack({
    botToken: undefined,
    installing: {
      clientId: '1.2',
      clientSecret,
      url: options.url ?? 'http://localhost:3000',
      vault,
      installations,
    },
    appToken: undefined,
    http: { secret, port: 0 },
    apiUrl: options.apiUrl ?? `${api.url}/api/`,
    prefix: '',
    core,
    connect: () => Promise.reject(new Error('there is no token')),
    log,
    clock,
    random: () => 0.5,
    wait: options.wait ?? (() => new Promise(setImmediate)),
  });
  const running = adapter.start(createBot({ commands, core, log }));
  await Promise.race([running, adapter.ready()]).catch(async (error: unknown) => {
    await api.close();
    throw error;
  });
  const url = `http://127.0.0.1:${adapter.port()}`;
  let cookie = '';

  async function visit(path: string): Promise<Page> {
    const response = await fetch(new URL(path, url), { redirect: 'manual', headers: { cookie } });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';', 1)[0] ?? '';
    const location = response.headers.get('location');
    return { status: response.status, text: await response.text(), location };
  }

  async function begin(): Promise<string> {
    const { location } = await visit('/slack/install');
    return new URL(location ?? '').searchParams.get('state') ?? '';
  }

  async function deliver(body: string, type = form): Promise<Sent> {
    const sent = await send(`${url}/slack/events`, body, { type, at: clock() });
    await adapter.idle();
    return sent;
  }

  return {
    api,
    adapter,
    installations,
    url,
    log: () => lines.join(''),
    visit,
    begin,
    async install(code) {
      const state = await begin();
      return visit(`/slack/oauth/callback?${new URLSearchParams({ code, state })}`);
    },
    deliver,
    async say(team, line, more = {}) {
      serial += 1;
      const from = api.calls.length;
      const body = {
        command: '/praxis',
        text: line,
        team_id: team,
        team_domain: `domain-of-${team.toLowerCase()}`,
        user_id: `U${team}1`,
        user_name: `user-of-${team}`,
        channel_id: 'C1',
        channel_name: 'general',
        trigger_id: `${serial}.${team}`,
        response_url: `${api.url}/respond/${serial}`,
        ...more,
      };
      const given = Object.entries(body).filter(([, value]) => value !== '');
      await deliver(new URLSearchParams(given).toString());
      const calls = api.calls.slice(from);
      const said = calls.filter(({ method }) => method === 'respond');
      const tokens = calls.filter(({ method }) => method !== 'respond').map(({ token }) => token);
      return { text: textOf(said.map(({ args }) => args)), tokens: [...new Set(tokens)] };
    },
    event: (body) =>
      deliver(
        JSON.stringify({ type: 'event_callback', event_id: `Ev${++serial}`, ...body }),
        'application/json',
      ),
    press: (body) => deliver(payload(body)),
    async close() {
      await adapter.stop();
      await running;
      await api.close();
    },
  };
}
