import { setTimeout } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { z } from 'zod';
import type { Bot } from '../../commands/kit/bot.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import { KnownError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Workspace } from '../../src/model.ts';
import type { Adapter, Posted, Recipient } from '../adapter.ts';
import { createDelivery } from './delivery.ts';
import { createDirectory } from './directory.ts';
import { type Heard, platform, type Self } from './heard.ts';
import { type Ack, createHearing } from './hearing.ts';
import { isFor, readHeard } from './inbound.ts';
import { createPosts, type Posts } from './posts.ts';
import { createHttpReceiver, createSocketReceiver, together } from './receive.ts';
import { createWeb, quiet } from './web.ts';

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
  readonly connect: (workspace: { externalId: string; name: string }) => Promise<Workspace>;
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
  bot_id: z.string().optional(),
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

/** Praxis in one Slack workspace, over Socket Mode, HTTP or both. */
export function createSlack(options: SlackOptions): Slack {
  const { log, clock } = options;
  const web = createWeb({ ...options, token: options.botToken });
  const directory = createDirectory(web, clock);
  const inHand = new Set<Promise<void>>();
  const stopping = Promise.withResolvers<void>();
  const serving = Promise.withResolvers<void>();
  let self: Self | undefined;
  let posts: Posts | undefined;
  let isStopping = false;
  let finished: Promise<void> | undefined;
  const notReady = () => {
    if (isStopping) return 'stopping';
    return web.parked() ?? (self ? undefined : 'starting');
  };
  const http = options.http && createHttpReceiver({ ...options.http, notReady, clock, log });
  const socket = options.appToken
    ? createSocketReceiver({ appToken: options.appToken, apiUrl: options.apiUrl, log })
    : undefined;

  async function idle(): Promise<void> {
    while (inHand.size > 0) await Promise.allSettled(inHand);
  }

  /** @throws KnownError 'unavailable' when Slack does not know the token, or cannot be reached. */
  async function identify(): Promise<{ id: z.infer<typeof identity>; self: Self }> {
    const answer = await web.call('auth.test', {});
    if (!answer.ok) {
      throw new KnownError(
        'unavailable',
        `Slack did not take SLACK_BOT_TOKEN (${answer.error}). Install the app to the workspace and copy its Bot User OAuth Token.`,
      );
    }
    const id = identity.parse(answer.body);
    const workspace = await options.connect({ externalId: id.team_id, name: id.team });
    return { id, self: { team: id.team_id, bot: id.user_id, workspaceId: workspace.id } };
  }

  async function serve(bot: Bot): Promise<void> {
    const { id, self: me } = await identify();
    const ours = createPosts({ ...options, web, workspaceId: () => me.workspaceId });
    const delivery = createDelivery(web);
    const hearing = createHearing({
      ...options,
      bot,
      web,
      directory,
      delivery,
      posts: ours,
      self: me,
    });
    const receiver = together([...(http ? [http] : []), ...(socket ? [socket] : [])]);
    const app = new App({
      receiver,
      authorize: async () => ({
        botToken: options.botToken,
        botUserId: id.user_id,
        ...(id.bot_id && { botId: id.bot_id }),
      }),
      logger: quiet(log),
    });

    async function hear(heard: Heard, ack: Ack): Promise<void> {
      switch (heard.kind) {
        case 'submission':
          return hearing.submission(heard, ack);
        case 'suggestion':
          return hearing.suggestion(heard, ack);
        case 'slash':
          await ack();
          return hearing.slash(heard);
        case 'mention':
          return hearing.mention(heard);
        case 'press':
          await ack();
          return hearing.press(heard);
        case 'channel changed':
          return directory.forgetChannel(heard.channel);
        case 'user changed':
          return directory.forgetUser(heard.user);
        case 'uninstalled':
          return web.park('uninstalled');
      }
    }

    app.use(async (args) => {
      const ack: Ack = 'ack' in args && args.ack ? (args.ack as Ack) : async () => {};
      const heard = isFor(args.body, me.team) ? readHeard(args.body) : undefined;
      if (!heard) {
        log.info({ event: 'slack delivery dropped', type: kindOf(args.body) });
        return ack();
      }
      const work = hear(heard, ack).catch((error: unknown) => hearing.broke(error, heard));
      inHand.add(work);
      await work.finally(() => inHand.delete(work));
    });
    self = me;
    posts = ours;
    await app.start();
    log.info({ event: 'slack connected', team: me.team, port: http?.port() ?? null });
    serving.resolve();
    await stopping.promise;
    await app.stop();
    if (inHand.size > 0)
      await Promise.race([idle(), setTimeout(finishWithin, undefined, { ref: false })]);
  }

  return {
    platform,
    start(bot) {
      finished = serve(bot);
      return finished;
    },
    async post(to, view, key) {
      return posts?.post(to, view, key) ?? { kind: 'later', afterMs: 1_000, why: 'starting' };
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
