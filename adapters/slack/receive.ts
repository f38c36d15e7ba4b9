import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { type App, type Receiver, verifySlackRequest } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import type { Route } from './install.ts';
import { createIntake } from './intake.ts';
import { eventsPath } from './register.ts';

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
const skew = 5 * 60;
const largestBody = 4 * 1024 * 1024;
/** How long a request that is in hand may take when the server closes. */
const closeWithin = 3_000;
/** How long an answer may take on its way, when it was given. */
const flushWithin = 250;
/** Turns of the event loop in which nothing comes when nothing waits; and how many are given at most. */
const quietTurns = 5;
const mostTurns = 2_000;

/** Slack's deliveries over HTTP at `/slack/events`, pages for browsers, and the state of the program at `/healthz` and `/readyz`. */
export function createHttpReceiver(options: {
  /** Without it no deliveries are taken. */
  readonly secret: string | undefined;
  readonly port: number;
  /** Other paths that are served, and how. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Why deliveries cannot be served just now; undefined when they can. */
  readonly notReady: () => string | undefined;
  readonly clock: () => number;
  readonly log: Log;
}): Receiver & { readonly port: () => number } {
  const { secret, clock, log } = options;
  const intake = createIntake({ log, clock });
  let app: App | undefined;
  let server: Server | undefined;
  /** Connections and requests so far. */
  let arrivals = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') return end(response, 200, 'ok');
    if (path === '/readyz') {
      const why = options.notReady();
      return end(response, why === undefined ? 200 : 503, why ?? 'ready');
    }
    const route = options.routes.get(path ?? '');
    if (route) return route(request, response);
    if (path !== eventsPath || secret === undefined) return end(response, 404, '');
    if (request.method !== 'POST') return end(response, 405, '');
    const text = await readBody(request);
    if (text === undefined) return end(response, 413, '');
    // Slack looks at the certificate; it asks for nothing, so it need not be signed.
    if (/^ssl_check=1(?:&|$)/.test(text)) return end(response, 200, '');
    if (!isSigned(request, text, secret)) return end(response, 401, '');
    const body = readJson(text, request.headers['content-type'] ?? '');
    if (body === undefined || app === undefined) return end(response, 200, '');
    if (body.type === 'url_verification') return end(response, 200, { challenge: body.challenge });
    await intake.take(app, body, async (answer) => end(response, 200, answer ?? ''));
  }

  function isSigned(request: IncomingMessage, body: string, signingSecret: string): boolean {
    const timestamp = Number(request.headers['x-slack-request-timestamp'] ?? Number.NaN);
    const now = clock();
    // Bolt checks only that it is not too old.
    if (!Number.isFinite(timestamp) || timestamp > now / 1000 + skew) return false;
    try {
      const signature = String(request.headers['x-slack-signature'] ?? '');
      const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
      verifySlackRequest({ signingSecret, body, headers, nowMilliseconds: now });
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ event: 'slack request refused', why });
      return false;
    }
  }

  /** What was sent before waits in the system's queues: to be accepted, one in a turn, then read. */
  async function hearQueued(): Promise<void> {
    let lastArrivals = -1;
    for (let turn = 0; turn < mostTurns && arrivals !== lastArrivals; turn += quietTurns) {
      lastArrivals = arrivals;
      for (let n = 0; n < quietTurns; n += 1) await setImmediate();
    }
  }

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: () =>
      new Promise((resolve, reject) => {
        server = createServer((request, response) => {
          arrivals += 1;
          serve(request, response).catch((error: unknown) => {
            log.error({ event: 'slack request failed', err: error });
            if (!response.headersSent) end(response, 200, '');
          });
        });
        server.once('error', reject);
        server.on('connection', () => {
          arrivals += 1;
        });
        server.listen(options.port, () => resolve(undefined));
      }),
    async stop() {
      await hearQueued();
      await new Promise((resolve) => {
        if (!server?.listening) return resolve(undefined);
        const cut = (ms: number) => setTimeout(() => server?.closeAllConnections(), ms);
        const timers = [cut(closeWithin)];
        server.close(() => {
          for (const timer of timers) clearTimeout(timer);
          resolve(undefined);
        });
        server.closeIdleConnections();
        // What is open then has nothing in hand: a connection that is kept, or a request half sent.
        void intake.answered().then(() => timers.push(cut(flushWithin)));
      });
    },
    port: () => {
      const address = server?.address();
      return typeof address === 'object' && address ? address.port : options.port;
    },
  };
}

function end(response: ServerResponse, status: number, body: unknown): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  response.end(isText ? body : JSON.stringify(body));
}

/** Undefined when it is larger than anything Slack sends. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > largestBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The delivery as data; undefined when it is not an object. */
function readJson(text: string, type: string): Record<string, unknown> | undefined {
  try {
    const form = type.startsWith('application/x-www-form-urlencoded')
      ? new URLSearchParams(text)
      : undefined;
    const payload = form ? form.get('payload') : text;
    const body: unknown = payload === null ? Object.fromEntries(form ?? []) : JSON.parse(payload);
    return typeof body === 'object' && body !== null ? { ...body } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Several ways in, one app: a delivery that comes twice is done once. */
export function together(receivers: readonly Receiver[]): Receiver {
  return {
    init: (app) => {
      for (const receiver of receivers) receiver.init(app);
    },
    start: () => Promise.all(receivers.map((receiver) => receiver.start())),
    stop: () => Promise.all(receivers.map((receiver) => receiver.stop())),
  };
}
