import { setTimeout } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { z } from 'zod';
import type { Bot } from '../../commands/kit/bot.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Finding } from '../../src/findings.ts';
import type { Installations } from '../../src/installations.ts';
import type { Log } from '../../src/log.ts';
import type { Workspace } from '../../src/model.ts';
import type { Vault } from '../../src/vault.ts';
import type { Adapter, Posted, Recipient } from '../adapter.ts';
import { byInstallation } from './by-installation.ts';
import { byToken } from './by-token.ts';
import { platform } from './heard.ts';
import type { Ack } from './hearing.ts';
import { readHeard } from './inbound.ts';
import { createHttpReceiver, together } from './receive.ts';
import { createSocketReceiver } from './socket.ts';
import { quiet } from './web.ts';

/** What lets workspaces install Praxis themselves. */
export interface Installing {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where browsers reach us. */
  readonly url: string;
  readonly installations: Installations;
  readonly vault: Vault;
}

export interface SlackOptions {
  /** The token of the one workspace that is served. */
  readonly botToken: string | undefined;
  /** Serves all workspaces that install Praxis, instead. */
  readonly installing?: Installing | undefined;
  /** Opens a WebSocket to Slack: Socket Mode. */
  readonly appToken: string | undefined;
  /** Serves Slack's requests at a port; without a secret only pages. */
  readonly http: { readonly secret: string | undefined; readonly port: number } | undefined;
  /** Another address of the Web API than Slack's own. */
  readonly apiUrl: string | undefined;
  /** Stands before every slash command but the root. */
  readonly prefix: string;
  readonly core: Pick<
    Core,
    'members' | 'drafts' | 'accounts' | 'cards' | 'channels' | 'deliveries'
  >;
  /** Connects the workspace to the community that is served. */
  readonly connect: (workspace: { externalId: string; name: string }) => Promise<Workspace>;
  readonly log: Log;
  readonly clock: () => number;
  /** Waits until Slack takes calls again. */
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads what is tried again. */
  readonly random: () => number;
}

/** Work that is still in hand this long after stopping is left to Slack's retries. */
const finishWithin = 8_000;

export interface Slack extends Adapter {
  /** Makes the message of that key stand there: posted, found, or edited in place, never twice. */
  post(to: Recipient, view: View, key: string): Promise<Posted>;
  /** Where HTTP is served; 0 without HTTP. */
  readonly port: () => number;
  /** Resolves once deliveries are served. */
  readonly ready: () => Promise<void>;
  /** Resolves once nothing that was received is in hand any more. */
  readonly idle: () => Promise<void>;
}

/** Praxis in Slack, over Socket Mode, HTTP or both: in one workspace by its token, or in many. */
export function createSlack(options: SlackOptions): Slack {
  const { core, log, clock } = options;
  const tenants = options.installing
    ? byInstallation(options, options.installing)
    : byToken(options);
  const inHand = new Set<Promise<void>>();
  const stopping = Promise.withResolvers<void>();
  const serving = Promise.withResolvers<void>();
  let state: 'starting' | 'open' | 'stopping' = 'starting';
  let finished: Promise<void> | undefined;
  const notReady = () => (state === 'open' ? tenants.parked() : state);
  const { routes } = tenants;
  const http =
    options.http && createHttpReceiver({ ...options.http, routes, notReady, clock, log });
  const socket = options.appToken
    ? createSocketReceiver({ ...options, appToken: options.appToken })
    : undefined;

  async function idle(): Promise<void> {
    while (inHand.size > 0) await Promise.allSettled(inHand);
  }

  async function hear(body: unknown, ack: Ack): Promise<void> {
    const heard = readHeard(body);
    if (heard?.kind === 'uninstalled') {
      await ack();
      // Slack says it again, and says it of installations that were replaced since.
      const isNew = await core.deliveries.remember(`slack:${heard.delivery}`);
      return isNew ? tenants.uninstalled(body, heard.at) : undefined;
    }
    const workspace = heard && (await tenants.find(body));
    if (workspace && workspace.parked() === undefined) return workspace.hear(heard, ack);
    log.info({ event: 'slack delivery dropped', type: kindOf(body) });
    return ack();
  }

  async function serve(bot: Bot): Promise<void> {
    await tenants.open(bot);
    const app = new App({
      receiver: together([...(http ? [http] : []), ...(socket ? [socket] : [])]),
      // Bolt calls nothing itself: by the user it only leaves out what the bot did.
      authorize: async (_, body) => ({ botUserId: (await tenants.find(body))?.bot ?? '' }),
      logger: quiet(log),
    });
    app.use(async (args) => {
      const ack: Ack = 'ack' in args && args.ack ? (args.ack as Ack) : async () => {};
      const work = hear(args.body, ack);
      inHand.add(work);
      await work.finally(() => inHand.delete(work));
    });
    state = 'open';
    await app.start();
    log.info({ event: 'slack connected', port: http?.port() ?? null });
    serving.resolve();
    await stopping.promise;
    const over = app.stop().then(idle);
    const late = new AbortController();
    await Promise.race([over, setTimeout(finishWithin, undefined, { signal: late.signal })]);
    late.abort();
  }

  function connection(): Finding {
    const where = 'the connection to Slack';
    if (state === 'open' && (!socket || socket.isOpen())) {
      return { state: 'well', where, sentence: 'It works.' };
    }
    const remedy =
      'It is opened again by itself. If it stays so, whoever runs Praxis finds why in its log.';
    return { state: 'broken', where, sentence: 'It is not open just now.', remedy };
  }

  return {
    platform,
    start(bot) {
      finished = serve(bot);
      return finished;
    },
    async post(to, view, key) {
      if (state === 'starting') return { kind: 'later', afterMs: 60_000, why: 'not started yet' };
      const id = to.kind === 'channel' ? to.channel.workspaceId : to.workspaceId;
      const workspace = await tenants.at(id);
      if (workspace && workspace.parked() === undefined) return workspace.post(to, view, key);
      return { kind: 'refused', whose: 'workspace', sentence: notInstalled };
    },
    async examine({ id, name }, channels) {
      const workspace = await tenants.at(id);
      if (!workspace || workspace.parked() !== undefined) {
        return [{ state: 'broken', where: name, sentence: notInstalled }];
      }
      return [connection(), ...(await workspace.examine(channels))];
    },
    async stop() {
      state = 'stopping';
      stopping.resolve();
      // Whoever started it is told of its failure.
      await finished?.catch(() => undefined);
    },
    port: () => http?.port() ?? 0,
    ready: () => serving.promise,
    idle,
  };
}

const notInstalled =
  'Praxis is not installed in that Slack workspace any more. Install it again there.';

/** What Slack calls the delivery, for the log. */
function kindOf(body: unknown): string {
  const read = z
    .object({ type: z.string().optional(), event: z.object({ type: z.string() }).optional() })
    .safeParse(body).data;
  return (read?.event?.type ?? read?.type ?? 'unknown').slice(0, 60);
}
