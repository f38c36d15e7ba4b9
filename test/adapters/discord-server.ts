import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGateway, type TestGateway } from './discord-gateway.ts';
import type { ApiCall } from './discord-rules.ts';
import { wrongIn } from './discord-validator.ts';

type Json = Readonly<Record<string, unknown>>;

/** How one request is answered instead: an error, or a connection cut off. */
export type Fault =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  /** The request has its effect, but nobody hears of it: the connection ends, before or in the answer, */
  | 'cut after'
  | 'cut within'
  /** or the answer is not whole, or never comes. */
  | 'truncated'
  | 'silent after'
  /** No effect, and no answer ever. */
  | 'silent';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Discord, as far as a bot can tell: the REST API and the gateway at one loopback address. */
export interface DiscordServer {
  readonly url: string;
  readonly gateway: TestGateway;
  readonly calls: ApiCall[];
  /** What was wrong with the requests so far. */
  readonly invalid: string[];
  /** The messages that stand, by channel and id. */
  readonly messages: Map<string, Json>;
  /** Answers the next requests that match with these, one after the other. */
  fail(method: string, path: RegExp, ...faults: readonly Fault[]): void;
  /** Answers every such request with this from now on. */
  break(method: string, path: RegExp, fault: Fault): void;
  close(): Promise<void>;
}

export const application = '700000000000000001';
export const botToken = 'bot.token';

const headers = { 'content-type': 'application/json' };

export async function openDiscordServer(options: {
  readonly guilds: readonly Json[];
  readonly heartbeat?: number;
  readonly now: () => number;
}): Promise<DiscordServer> {
  const calls: ApiCall[] = [];
  const invalid: string[] = [];
  const faults: { method: string; path: RegExp; left: Fault[]; always?: Fault }[] = [];
  const messages: DiscordServer['messages'] = new Map();
  const nonces = new Map<string, Json>();
  const answered = new Set<string>();
  let commands: readonly Json[] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return String((BigInt(options.now()) - 1_420_070_400_000n) * 4_194_304n + BigInt(ids));
  };
  const channels = new Map<unknown, Json>(
    options.guilds.flatMap((guild) =>
      (guild.channels as Json[]).map((one) => [one.id, { ...one, guild_id: guild.id }] as const),
    ),
  );
  const refused = (status: number, code: number, message: string): Answer => ({
    status,
    body: { code, message },
  });

  function post(channel: string, body: Json): Answer {
    const nonce = body.nonce === undefined ? undefined : `${channel} ${body.nonce}`;
    const before = nonce === undefined ? undefined : nonces.get(nonce);
    if (before && body.enforce_nonce === true) return { status: 200, body: before };
    const author = { id: application, username: 'Praxis', bot: true };
    const message = { ...body, id: newId(), channel_id: channel, author, content: '' };
    messages.set(`${channel} ${message.id}`, message);
    if (nonce !== undefined) nonces.set(nonce, message);
    return { status: 200, body: message };
  }

  const routes: readonly (readonly [RegExp, (body: Json, ...parts: string[]) => Answer])[] = [
    [
      /^GET \/gateway\/bot$/,
      () => ({
        status: 200,
        body: {
          url: `ws://127.0.0.1:${port()}/gateway`,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
        },
      }),
    ],
    [/^GET \/applications\/@me$/, () => ({ status: 200, body: { id: application } })],
    [/^GET \/applications\/\d+(\/guilds\/\d+)?\/commands/, () => ({ status: 200, body: commands })],
    [
      /^PUT \/applications\/\d+(\/guilds\/\d+)?\/commands$/,
      (body) => {
        // The list is the body itself.
        commands = (body as unknown as Json[]).map((one) => ({ ...one, id: newId() }));
        return { status: 200, body: commands };
      },
    ],
    [
      /^POST \/interactions\/(\d+)\/[^/]+\/callback$/,
      (_, id = '') => {
        if (answered.has(id))
          return refused(400, 40060, 'Interaction has already been acknowledged.');
        answered.add(id);
        return { status: 204 };
      },
    ],
    [/^(?:POST|PATCH) \/webhooks\//, (body) => ({ status: 200, body: { ...body, id: newId() } })],
    [/^DELETE \/webhooks\//, () => ({ status: 204 })],
    [
      /^POST \/users\/@me\/channels$/,
      (body) => ({ status: 200, body: { id: `5${body.recipient_id}`, type: 1 } }),
    ],
    [/^POST \/channels\/(\d+)\/messages$/, (body, channel = '') => post(channel, body)],
    [
      /^PATCH \/channels\/(\d+)\/messages\/(\d+)$/,
      (body, channel, id) => {
        const before = messages.get(`${channel} ${id}`);
        if (!before) return refused(404, 10008, 'Unknown Message');
        messages.set(`${channel} ${id}`, { ...before, ...body });
        return { status: 200, body: before };
      },
    ],
    [
      /^GET \/channels\/(\d+)\/messages\/(\d+)$/,
      (_, channel, id) => {
        const found = messages.get(`${channel} ${id}`);
        return found ? { status: 200, body: found } : refused(404, 10008, 'Unknown Message');
      },
    ],
    [
      /^GET \/channels\/(\d+)\/messages\?/,
      (_, channel) => {
        const there = [...messages.values()].filter((one) => one.channel_id === channel);
        return { status: 200, body: there.reverse() };
      },
    ],
    [
      /^POST \/channels\/(\d+)\/messages\/(\d+)\/threads$/,
      (body, channel = '', id = '') => {
        if (channels.has(id)) return refused(400, 160004, 'A thread has already been created');
        channels.set(id, { ...body, id, type: 11, parent_id: channel });
        return { status: 201, body: { id, type: 11, parent_id: channel } };
      },
    ],
    [
      /^POST \/channels\/(\d+)\/threads$/,
      (body, channel = '') => {
        const id = newId();
        channels.set(id, { ...body, id, type: 11, parent_id: channel });
        messages.set(`${id} ${id}`, { ...(body.message as Json), id, channel_id: id });
        return { status: 201, body: { id, type: 11, parent_id: channel } };
      },
    ],
    [
      /^GET \/channels\/(\d+)$/,
      (_, id = '') => {
        const found = channels.get(id);
        return found ? { status: 200, body: found } : refused(404, 10003, 'Unknown Channel');
      },
    ],
    [/^PATCH \/channels\/(\d+)$/, (body, id) => ({ status: 200, body: { ...body, id } })],
    [/^(?:PUT|DELETE) \/channels\/\d+\/messages\/\d+\/reactions\//, () => ({ status: 204 })],
    [
      /^GET \/guilds\/(\d+)$/,
      (_, id) => ({ status: 200, body: options.guilds.find((one) => one.id === id) }),
    ],
    [
      /^GET \/guilds\/\d+\/members\/(\d+)$/,
      (_, id) => ({ status: 200, body: { user: { id, username: `user${id}` } } }),
    ],
    [/^GET \/guilds\/\d+\/audit-logs/, () => refused(403, 50013, 'Missing Permissions')],
  ];

  function perform(call: ApiCall): Answer {
    const line = `${call.method} ${call.path}`;
    for (const [pattern, act] of routes) {
      const match = pattern.exec(line);
      if (match) return act((call.body ?? {}) as Json, ...match.slice(1));
    }
    invalid.push(`${line}: no such route here`);
    return refused(404, 0, '404: Not Found');
  }

  function faultFor({ method, path }: ApiCall): Fault | undefined {
    const found = faults.find((one) => {
      return one.method === method && one.path.test(path) && (one.always || one.left.length > 0);
    });
    return found?.left.shift() ?? found?.always;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? '').replace(/^\/api\/v10/, ''));
    const sent = await readBody(request).catch(() => undefined);
    // Whoever hangs up while sending asked for nothing.
    if (!sent) return;
    const call = { method: request.method ?? '', path, ...sent };
    calls.push(call);
    const isBot = request.headers.authorization === `Bot ${botToken}`;
    const needsNone = /^\/(interactions|webhooks)\//.test(path);
    if (!isBot && !needsNone) return end(response, refused(401, 0, '401: Unauthorized'));
    invalid.push(...wrongIn(call));
    const fault = faultFor(call);
    response.setHeader('date', new Date(options.now()).toUTCString());
    if (fault === 'silent') return;
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { ...headers, ...fault.headers });
      response.end(JSON.stringify(fault.body ?? { message: 'fault', code: 0 }));
      return;
    }
    const answer = perform(call);
    if (fault === undefined) return end(response, answer);
    const text = JSON.stringify(answer.body ?? {});
    if (fault === 'cut after') request.socket.destroy();
    if (fault === 'truncated') response.writeHead(answer.status, headers).end(text.slice(0, 9));
    if (fault !== 'cut within') return;
    response.writeHead(answer.status, { ...headers, 'content-length': String(text.length) });
    response.write(text.slice(0, 9), () => request.socket.destroy());
  }

  const server = createServer((request, response) => void serve(request, response));
  const port = () => (server.address() as AddressInfo).port;
  const gateway = openGateway(server, {
    ready: (session_id) => ({
      v: 10,
      user: { id: application, username: 'Praxis', bot: true },
      application: { id: application, flags: 0 },
      guilds: options.guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id,
      resume_gateway_url: `ws://127.0.0.1:${port()}/gateway`,
    }),
    guilds: () => options.guilds,
    ...(options.heartbeat !== undefined && { heartbeat: options.heartbeat }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${port()}/api`,
    gateway,
    calls,
    invalid,
    messages,
    fail: (method, path, ...more) => faults.push({ method, path, left: [...more] }),
    break: (method, path, always) => faults.push({ method, path, left: [], always }),
    close: () =>
      new Promise((resolve) => {
        gateway.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function end(response: ServerResponse, { status, body }: Answer): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, headers).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Pick<ApiCall, 'body' | 'files'>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const whole = Buffer.concat(parts);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) {
    const text = whole.toString('utf8');
    return { body: text === '' ? undefined : JSON.parse(text) };
  }
  const form = await new Response(whole, { headers: { 'content-type': type } }).formData();
  const files = new Map<string, string>();
  for (const part of form.values()) {
    if (typeof part !== 'string')
      files.set(part.name, Buffer.from(await part.arrayBuffer()).toString('latin1'));
  }
  return { body: JSON.parse(String(form.get('payload_json'))), files };
}
