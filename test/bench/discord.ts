import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openStore } from '../../src/store/store.ts';
import { openGateway, type TestGateway } from '../adapters/discord-gateway.ts';
import { percentile, print } from './figures.ts';
import { fillWithSnippets, madeUp } from './filling.ts';

const snippets = 5_000;
const rounds = 300;
const warmUp = 40;
const members = 32;
const guild = { id: '900', name: 'Bench', owner_id: '1', roles: [], emojis: [], stickers: [] };
const everyone = { id: guild.id, name: '@everyone', permissions: '1024' };
const channel = { id: '200', name: 'general', type: 0, permission_overwrites: [], position: 0 };
const user = { id: '700', username: 'Praxis', discriminator: '0', bot: true, avatar: null };

interface Bot {
  readonly gateway: TestGateway;
  /** Sends an interaction, and waits for its callback, in milliseconds. */
  run(data: object, n: number): Promise<number>;
  close(): void;
}

/**
 * Interactions from the gateway until their callback: Praxis and a bare discord.js bot that answers a
 * constant, each a process of its own with a Discord of its own, by turns in one run.
 */
export async function discord(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const database = join(folder, 'bench.db');
  const store = openStore(database);
  const questions = [...madeUp(rounds + warmUp)].map(({ title }) => title);
  await fillWithSnippets(store, [...madeUp(snippets)]);
  await store.close();
  const main = join(import.meta.dirname, '../../src/main.ts');
  const bare = await openBot(join(import.meta.dirname, 'discord-bare.ts'), []);
  const praxis = await openBot(main, ['--db', database]);
  const command = (name: string, options: readonly object[] = []) => ({
    id: '1',
    type: 1,
    name,
    options,
  });
  const open = { type: 1, name: 'open', options: [] };
  const show = { type: 1, name: 'show', options: [] };
  const contestants: readonly { name: string; run: (n: number) => Promise<number> }[] = [
    { name: 'bare', run: (n) => bare.run(command('constant'), n) },
    { name: '/help', run: (n) => praxis.run(command('help'), n) },
    { name: '/questions open', run: (n) => praxis.run(command('questions', [open]), n) },
    { name: '/profile show', run: (n) => praxis.run(command('profile', [show]), n) },
    {
      name: '/ask',
      run: (n) => {
        const value = questions[n % questions.length];
        return praxis.run(command('ask', [{ name: 'question', type: 3, value }]), n);
      },
    },
  ];
  try {
    await latency(contestants);
  } finally {
    bare.close();
    praxis.close();
    rmSync(folder, { recursive: true });
  }
}

async function latency(
  contestants: readonly { readonly name: string; run(n: number): Promise<number> }[],
): Promise<void> {
  const taken = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let n = 0; n < warmUp + rounds; n += 1) {
    for (const { name, run } of contestants) {
      const ms = await run(n);
      if (n >= warmUp) taken.get(name)?.push(ms);
    }
  }
  const p95 = (name: string) => percentile(taken.get(name) ?? [], 0.95);
  print(
    `interaction to callback, one after the other, ${snippets} snippets`,
    contestants.map(({ name }) => ({
      command: name,
      'p50 ms': percentile(taken.get(name) ?? [], 0.5),
      'p95 ms': p95(name),
      'p95 to bare': p95(name) / p95('bare'),
    })),
  );
}

/** A program as the only bot of a Discord that takes everything. */
async function openBot(file: string, args: readonly string[]): Promise<Bot> {
  const waiting = new Map<string, () => void>();
  let sent = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const path = request.url ?? '';
      const id = /\/interactions\/(\d+)\//.exec(path)?.[1];
      if (id === undefined) {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(path.includes('/gateway/bot') ? gatewayInfo() : channel));
        return;
      }
      response.writeHead(204).end();
      waiting.get(id)?.();
    });
  });
  const gateway = openGateway(server, {
    ready: (session_id) => ({
      v: 10,
      user,
      application: { id: user.id, flags: 0 },
      guilds: [{ id: guild.id, unavailable: true }],
      session_id,
      resume_gateway_url: `ws://127.0.0.1:${port()}/gateway`,
    }),
    guilds: () => [{ ...guild, roles: [everyone], channels: [channel], threads: [], members: [] }],
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = () => (server.address() as AddressInfo).port;
  const gatewayInfo = () => ({
    url: `ws://127.0.0.1:${port()}/gateway`,
    shards: 1,
    session_start_limit: { total: 9, remaining: 9, reset_after: 0, max_concurrency: 1 },
  });
  const child = await start(file, args, `http://127.0.0.1:${port()}/api`);

  return {
    gateway,
    run: (data, n) =>
      new Promise((resolve) => {
        sent += 1;
        const id = String(1_000_000 + sent);
        const begun = performance.now();
        waiting.set(id, () => {
          waiting.delete(id);
          resolve(performance.now() - begun);
        });
        gateway.dispatch('INTERACTION_CREATE', interaction(id, data, n % members));
      }),
    close() {
      child.kill('SIGKILL');
      gateway.stop();
      server.close();
    },
  };
}

const interaction = (id: string, data: object, member: number) => ({
  id,
  application_id: user.id,
  type: 2,
  token: `t${id}`,
  version: 1,
  guild_id: guild.id,
  channel_id: channel.id,
  channel,
  member: {
    user: {
      id: String(5_000 + member),
      username: `member${member}`,
      discriminator: '0',
      avatar: null,
    },
    roles: [],
    permissions: '0',
    joined_at: '2026-01-01T00:00:00.000000+00:00',
  },
  data,
  locale: 'en-US',
  entitlements: [],
  authorizing_integration_owners: {},
  app_permissions: '0',
});

async function start(file: string, args: readonly string[], api: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH, DISCORD_TOKEN: 'bot.token', DISCORD_API_URL: api },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('"discord connected"')) {
      child.stderr.resume();
      return child;
    }
    console.error(line);
  }
  throw new Error(`${file} ended`);
}
