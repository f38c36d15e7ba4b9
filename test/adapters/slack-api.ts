import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that the adapter made: of a Web API method, or to a response_url (`respond`). */
export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type Answer = Readonly<Record<string, unknown>>;

/** How a stand-in answers one call: a body, a status with headers, or a connection cut off. */
export type Fault =
  | { readonly body: Answer }
  | { readonly status: number; readonly headers?: Record<string, string> }
  /** The call has its effect, but nobody hears of it. */
  | 'cut after';

export interface SlackApi {
  readonly url: string;
  readonly calls: ApiCall[];
  /** The messages that stand, by channel and ts, with their metadata. */
  readonly messages: Map<string, Readonly<Record<string, unknown>>>;
  /** Answers the next calls of the method with these, one after the other. */
  fail(method: string, ...faults: readonly Fault[]): void;
  close(): Promise<void>;
}

/** Slack's Web API as far as the adapter calls it, at a loopback address. */
export async function openSlackApi(names: {
  readonly team: string;
  readonly bot: string;
  readonly channels: Readonly<Record<string, { name: string; is_private: boolean }>>;
}): Promise<SlackApi> {
  const calls: ApiCall[] = [];
  const faults = new Map<string, Fault[]>();
  const messages: SlackApi['messages'] = new Map();
  let posted = 0;

  function perform(method: string, args: ApiCall['args']): Answer {
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          team_id: names.team,
          team: 'Data folk',
          user_id: names.bot,
          bot_id: 'B1',
        };
      case 'conversations.info': {
        const channel = names.channels[String(args.channel)];
        return channel ? { ok: true, channel } : { ok: false, error: 'channel_not_found' };
      }
      case 'conversations.open':
        return { ok: true, channel: { id: `D${String(args.users).slice(1)}` } };
      case 'users.info':
        return { ok: true, user: { name: String(args.user).slice(1).toLowerCase() } };
      case 'chat.postMessage': {
        posted += 1;
        const ts = `1793523600.${String(posted).padStart(6, '0')}`;
        messages.set(`${args.channel} ${ts}`, { ...args, ts });
        return { ok: true, channel: args.channel, ts };
      }
      case 'chat.update': {
        const at = `${args.channel} ${args.ts}`;
        if (!messages.has(at)) return { ok: false, error: 'message_not_found' };
        messages.set(at, args);
        return { ok: true, ts: args.ts };
      }
      case 'conversations.history': {
        const inChannel = [...messages.values()].filter(({ channel }) => channel === args.channel);
        return { ok: true, messages: inChannel };
      }
      default:
        return { ok: true };
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const method = request.url?.startsWith('/respond') ? 'respond' : (request.url ?? '').slice(5);
      const args = await readArgs(request);
      calls.push({ method, args });
      const fault = faults.get(method)?.shift();
      if (fault !== undefined && fault !== 'cut after' && 'status' in fault) {
        response.writeHead(fault.status, fault.headers).end();
        return;
      }
      const body = fault && fault !== 'cut after' ? fault.body : perform(method, args);
      if (fault === 'cut after') {
        request.socket.destroy();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    messages,
    fail: (method, ...more) => faults.set(method, [...(faults.get(method) ?? []), ...more]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The client sends forms in which structures are JSON; a response_url takes JSON. */
async function readArgs(request: IncomingMessage): Promise<ApiCall['args']> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  if (request.headers['content-type']?.startsWith('application/json')) return JSON.parse(text);
  const fields = [...new URLSearchParams(text)].map(([name, value]) => [
    name,
    /^[[{]/.test(value) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(fields);
}
