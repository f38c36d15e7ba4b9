import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkLimits } from './slack-limits.ts';

/** A call that the adapter made: of a Web API method, or to a response_url (`respond`). */
export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The token that it was made with. */
  readonly token?: string;
}

type Answer = Readonly<Record<string, unknown>>;

/** How a stand-in answers one call: a body, a status with headers, or a connection cut off. */
export type Fault =
  | { readonly body: Answer }
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly text?: string;
    }
  /** The call has its effect, but nobody hears of it: the connection ends, before or in the answer, */
  | 'cut after'
  | 'cut within'
  /** or the answer is not whole, */
  | 'truncated'
  /** or it never comes. */
  | 'silent after'
  /** No effect, and no answer ever. */
  | 'silent';

export interface SlackApi {
  readonly url: string;
  readonly calls: ApiCall[];
  /** The messages that stand, by channel and ts, with their metadata. */
  readonly messages: Map<string, Readonly<Record<string, unknown>>>;
  /** Answers the next calls of the method with these, one after the other. */
  fail(method: string, ...faults: readonly Fault[]): void;
  /** @throws Error naming the first call that Slack would have refused, or that would notify someone. */
  close(): Promise<void>;
}

/** Slack's Web API as far as the adapter calls it, at a loopback address. */
export async function openSlackApi(names: {
  readonly team: string;
  readonly bot: string;
  readonly channels: Readonly<Record<string, { name: string; is_private: boolean }>>;
  /** What is answered instead of the usual; undefined for the usual. */
  readonly answer?: (call: ApiCall) => Answer | undefined | Promise<Answer | undefined>;
}): Promise<SlackApi> {
  const calls: ApiCall[] = [];
  const faults = new Map<string, Fault[]>();
  const messages: SlackApi['messages'] = new Map();
  const violations: unknown[] = [];
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
        return {
          ok: true,
          user: {
            name: String(args.user).slice(1).toLowerCase(),
            is_admin: args.user === 'U0BOSS',
          },
        };
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
      case 'conversations.replies': {
        const found = messages.get(`${args.channel} ${args.ts}`);
        if (!found) return { ok: false, error: 'thread_not_found' };
        if (args.latest !== undefined) return { ok: true, messages: [found] };
        const replies = [...messages.values()].filter((one) => {
          return one.channel === args.channel && one.thread_ts === args.ts && one !== found;
        });
        return pageOf([found, ...replies], Number(args.cursor ?? 0));
      }
      case 'chat.getPermalink': {
        const name = String(args.message_ts).replace('.', '');
        return { ok: true, permalink: `https://data.slack.com/archives/${args.channel}/p${name}` };
      }
      case 'files.getUploadURLExternal':
        return { ok: true, upload_url: `${address()}/upload`, file_id: 'F0CHART' };
      default:
        return { ok: true };
    }
  }

  function check(call: ApiCall): boolean {
    try {
      checkLimits(call);
      return true;
    } catch (error) {
      violations.push(error);
      return false;
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const [, other] = /^\/(respond|upload)/.exec(request.url ?? '') ?? [];
      const method = other ?? (request.url ?? '').slice(5);
      const text = await readText(request).catch(() => undefined);
      // Whoever hangs up while sending asked for nothing.
      if (text === undefined) return;
      const args = readArgs(request, text);
      const token = request.headers.authorization?.replace('Bearer ', '');
      const call = { method, args, ...(token !== undefined && { token }) };
      calls.push(call);
      const isSound = check(call);
      const fault = faults.get(method)?.shift();
      if (fault === 'silent') return;
      if (typeof fault === 'object' && 'status' in fault) {
        response.writeHead(fault.status, fault.headers).end(fault.text);
        return;
      }
      const answer = async () =>
        isSound
          ? ((await names.answer?.(call)) ?? perform(method, args))
          : { ok: false, error: 'invalid_blocks' };
      const body = JSON.stringify(typeof fault === 'object' ? fault.body : await answer());
      if (fault === 'silent after') return;
      if (fault === 'cut after') {
        request.socket.destroy();
        return;
      }
      const type = { 'content-type': 'application/json' };
      if (fault === 'cut within') {
        response.writeHead(200, { ...type, 'content-length': String(body.length) });
        response.write(body.slice(0, 9), () => request.socket.destroy());
        return;
      }
      response.writeHead(200, type).end(fault === 'truncated' ? body.slice(0, 9) : body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    messages,
    fail: (method, ...more) => faults.set(method, [...(faults.get(method) ?? []), ...more]),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      if (violations.length > 0) throw violations[0];
    },
  };
}

/** Slack may give fewer than it was asked for: https://docs.slack.dev/apis/web-api/pagination */
const mostOnPage = 3;

/** A page of a thread, and where the next begins. */
function pageOf(thread: readonly Answer[], from: number): Answer {
  const to = from + mostOnPage;
  const isLast = to >= thread.length;
  return {
    ok: true,
    messages: thread.slice(from, to),
    has_more: !isLast,
    ...(!isLast && { response_metadata: { next_cursor: String(to) } }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** What the client sends as JSON within a form. */
const structures = new Set(['blocks', 'metadata', 'view']);

/** The client sends forms in which structures are JSON; a response_url takes JSON. */
function readArgs(request: IncomingMessage, text: string): ApiCall['args'] {
  if (request.headers['content-type']?.startsWith('application/json')) return JSON.parse(text);
  const fields = [...new URLSearchParams(text)].map(([name, value]) => [
    name,
    structures.has(name) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(fields);
}
