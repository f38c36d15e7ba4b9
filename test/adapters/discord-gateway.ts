import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

type Payload = {
  readonly op: number;
  readonly d?: unknown;
  readonly s?: number | null;
  readonly t?: string | null;
};

/** Discord's gateway for one bot: identifies, resumes with replay, and does to connections what it is told. */
export interface TestGateway {
  /** Sends an event to the bot, or keeps it for when it resumes. */
  dispatch(event: string, data: unknown): void;
  /** Sends anything. */
  send(payload: unknown): void;
  /** Resolves when the bot has read all that was sent to it. */
  read(): Promise<void>;
  /** Closes the connection with a code, or cuts it off. */
  close(code: number): void;
  cut(): void;
  /** How the bot came: `identify` or `resume`, in order. */
  readonly arrivals: ('identify' | 'resume')[];
  /** Resolves with the number of arrivals when there are so many. */
  arrived(count: number): Promise<void>;
  /** Does not answer heartbeats any more, until the next connection. */
  stall(): void;
  /** Answers the next IDENTIFY or RESUME with this close code, or invalid session. */
  refuse(how: number | 'invalid session'): void;
  readonly intents: () => number;
  readonly shards: () => readonly unknown[];
  stop(): void;
}

export function openGateway(
  server: Server,
  options: {
    readonly ready: (session: string) => unknown;
    /** What follows READY. */
    readonly guilds: () => readonly unknown[];
    readonly heartbeat?: number;
  },
): TestGateway {
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const log: Payload[] = [];
  const arrivals: TestGateway['arrivals'] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const readers: { readonly upTo: number; readonly resolve: () => void }[] = [];
  const shards: unknown[] = [];
  const refusals: (number | 'invalid session')[] = [];
  let current: WebSocket | undefined;
  let isServed = false;
  let isStalled = false;
  let intents = 0;
  let seq = 0;

  const say = (socket: WebSocket, payload: Payload) => socket.send(JSON.stringify(payload));

  function dispatch(event: string, data: unknown): void {
    seq += 1;
    const payload = { op: 0, t: event, s: seq, d: data };
    log.push(payload);
    if (current && isServed) say(current, payload);
  }

  function arrive(how: 'identify' | 'resume'): void {
    isServed = true;
    arrivals.push(how);
    for (const one of waiting.splice(0)) {
      if (arrivals.length >= one.count) one.resolve();
      else waiting.push(one);
    }
  }

  function hear(socket: WebSocket, { op, d }: Payload): void {
    const data = (d ?? {}) as { seq?: number; intents?: number; shard?: unknown };
    if (op === 1) {
      if (!isStalled) say(socket, { op: 11 });
      // A heartbeat says which event was read last.
      for (const one of readers.splice(0)) {
        if (Number(d ?? 0) >= one.upTo) one.resolve();
        else readers.push(one);
      }
      if (readers.length > 0) say(socket, { op: 1 });
      return;
    }
    if (op !== 2 && op !== 6) return;
    const refusal = refusals.shift();
    if (refusal !== undefined) {
      if (typeof refusal === 'number') socket.close(refusal);
      else say(socket, { op: 9, d: false });
    } else if (op === 6) resume(socket, data.seq ?? 0);
    else identify(socket, data);
  }

  function resume(socket: WebSocket, after: number): void {
    for (const missed of log.filter(({ s }) => (s ?? 0) > after)) say(socket, missed);
    seq += 1;
    say(socket, { op: 0, t: 'RESUMED', s: seq, d: {} });
    arrive('resume');
  }

  function identify(socket: WebSocket, data: { intents?: number; shard?: unknown }): void {
    intents = data.intents ?? 0;
    shards.push(data.shard);
    seq += 1;
    say(socket, { op: 0, t: 'READY', s: seq, d: options.ready(`session-${arrivals.length}`) });
    arrive('identify');
    for (const guild of options.guilds()) dispatch('GUILD_CREATE', guild);
  }

  sockets.on('connection', (socket) => {
    current = socket;
    isServed = false;
    isStalled = false;
    say(socket, { op: 10, d: { heartbeat_interval: options.heartbeat ?? 45_000 } });
    socket.on('message', (raw) => hear(socket, JSON.parse(String(raw))));
    socket.on('error', () => socket.terminate());
  });

  return {
    dispatch,
    send: (payload) => current?.send(JSON.stringify(payload)),
    read: () =>
      new Promise((resolve) => {
        readers.push({ upTo: seq, resolve });
        // The bot answers a request for a heartbeat in its turn, when it has read what came before.
        if (current) say(current, { op: 1 });
      }),
    close: (code) => current?.close(code),
    cut: () => current?.terminate(),
    arrivals,
    arrived: (count) =>
      new Promise((resolve) => {
        if (arrivals.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    stall: () => {
      isStalled = true;
    },
    refuse: (how) => void refusals.push(how),
    intents: () => intents,
    shards: () => shards,
    stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
