import { setTimeout } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { z } from 'zod';
import type { Bot } from '../../commands/kit/bot.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import { KnownError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Workspace as Connected } from '../../src/model.ts';
import type { Adapter, Posted, Recipient } from '../adapter.ts';
import { platform, type Self } from './heard.ts';
import type { Ack } from './hearing.ts';
import { readHeard } from './inbound.ts';
import { teamOf } from './origin.ts';
import { createHttpReceiver, createSocketReceiver, together } from './receive.ts';
import { createWeb, quiet, type Web } from './web.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** Opens a WebSocket to Slack: Socket Mode. */
  readonly appToken: string | undefined;
  /** Serves Slack's requests at a port. */
  readonly http: { readonly secret: string; readonly port: number } | undefined;
  /** Another address of the Web API than Slack's own. */
  readonly apiUrl: string | undefined;
  /** Stands before every slash command but the root. */
  readonly prefix: string;
  readonly core: Pick<Core, 'members' | 'drafts' | 'accounts' | 'cards' | 'channels'>;
  /** Connects the workspace to the community that is served. */
  readonly connect: (workspace: { externalId: string; name: string }) => Promise<Connected>;
  readonly log: Log;
  readonly clock: () => number;
  /** Waits until Slack takes calls again. */
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1: spreads what is tried again. */
  readonly random: () => number;
}

/** https://docs.slack.dev/reference/methods/auth.test */
const identity = z.object({
  team_id: z.string().min(1),
  team: z.string().default('Slack'),
  user_id: z.string().min(1),
});

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

/** Praxis in Slack, over Socket Mode, HTTP or both. */
export function createSlack(options: SlackOptions): Slack {
  const { log, clock } = options;
  const workspaces = new Map<string, Workspace>();
  const inHand = new Set<Promise<void>>();
  const stopping = Promise.withResolvers<void>();
  const serving = Promise.withResolvers<void>();
  let isStopping = false;
  let finished: Promise<void> | undefined;
  const notReady = () => {
    if (isStopping) return 'stopping';
    const [only, ...others] = workspaces.values();
    if (!only) return 'starting';
    return others.length === 0 ? only.parked() : undefined;
  };
  const http = options.http && createHttpReceiver({ ...options.http, notReady, clock, log });
  const socket = options.appToken
    ? createSocketReceiver({ ...options, appToken: options.appToken })
    : undefined;

  async function idle(): Promise<void> {
    while (inHand.size > 0) await Promise.allSettled(inHand);
  }

  /** @throws KnownError 'unavailable' when Slack does not know the token, or cannot be reached. */
  async function identify(web: Web): Promise<Self> {
    const answer = await web.call('auth.test', {});
    if (!answer.ok) {
      throw new KnownError(
        'unavailable',
        `Slack did not take SLACK_BOT_TOKEN (${answer.error}). Install the app to the workspace and copy its Bot User OAuth Token.`,
      );
    }
    const id = identity.parse(answer.body);
    const { id: workspaceId } = await options.connect({ externalId: id.team_id, name: id.team });
    return { team: id.team_id, bot: id.user_id, workspaceId };
  }

  async function serve(bot: Bot): Promise<void> {
    const web = createWeb({ ...options, token: options.botToken });
    const self = await identify(web);
    workspaces.set(self.team, createWorkspace({ ...options, bot, web, self }));
    const app = new App({
      receiver: together([...(http ? [http] : []), ...(socket ? [socket] : [])]),
      // Bolt calls nothing itself: by the user it only leaves out what the bot did.
      authorize: async (_, body) => ({ botUserId: workspaces.get(teamOf(body) ?? '')?.bot ?? '' }),
      logger: quiet(log),
    });
    app.use(async (args) => {
      const ack: Ack = 'ack' in args && args.ack ? (args.ack as Ack) : async () => {};
      const workspace = workspaces.get(teamOf(args.body) ?? '');
      const heard = workspace && readHeard(args.body);
      if (!heard) {
        log.info({ event: 'slack delivery dropped', type: kindOf(args.body) });
        return ack();
      }
      const work = workspace.hear(heard, ack);
      inHand.add(work);
      await work.finally(() => inHand.delete(work));
    });
    await app.start();
    log.info({ event: 'slack connected', team: self.team, port: http?.port() ?? null });
    serving.resolve();
    await stopping.promise;
    const over = app.stop().then(idle);
    await Promise.race([over, setTimeout(finishWithin, undefined, { ref: false })]);
  }

  return {
    platform,
    start(bot) {
      finished = serve(bot);
      return finished;
    },
    async post(to, view, key) {
      const id = to.kind === 'channel' ? to.channel.workspaceId : to.workspaceId;
      const workspace = [...workspaces.values()].find((known) => known.id === id);
      if (workspace) return workspace.post(to, view, key);
      return { kind: 'later', afterMs: 60_000, why: 'its workspace is not served' };
    },
    async stop() {
      isStopping = true;
      stopping.resolve();
      // Whoever started it is told of its failure.
      await finished?.catch(() => undefined);
    },
    port: () => http?.port() ?? 0,
    ready: () => serving.promise,
    idle,
  };
}

/** What Slack calls the delivery, for the log. */
function kindOf(body: unknown): string {
  const read = z
    .object({ type: z.string().optional(), event: z.object({ type: z.string() }).optional() })
    .safeParse(body).data;
  return (read?.event?.type ?? read?.type ?? 'unknown').slice(0, 60);
}
