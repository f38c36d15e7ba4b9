import { z } from 'zod';
import type { Bot } from '../../commands/kit/bot.ts';
import type { Command } from '../../commands/kit/command.ts';
import type { Core } from '../../src/core.ts';
import { KnownError, unreachable } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Workspace } from '../../src/model.ts';
import type { Adapter } from '../adapter.ts';
import { openHealth } from '../health.ts';
import { createAsking } from './asking.ts';
import { createCards } from './cards.ts';
import { createConversation } from './conversation.ts';
import { createDelivery } from './delivery.ts';
import { createDirectory } from './directory.ts';
import { createExamine } from './examine.ts';
import { badToken, createGateway, type Privileges, type Shards, tokenEnded } from './gateway.ts';
import { createGuilds } from './guilds.ts';
import { type Heard, platform } from './heard.ts';
import { createHearing } from './hearing.ts';
import { createInHand } from './in-hand.ts';
import { readDispatch } from './inbound.ts';
import { createLife } from './life.ts';
import { createMessages } from './messages.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { createSummons } from './summons.ts';
import { createThreads } from './threads.ts';
import { createWeb } from './web.ts';
import { createWorkspaces } from './workspaces.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Another address of the REST API than Discord's own. The gateway's is asked for there. */
  readonly apiUrl: string | undefined;
  readonly shards: Shards;
  readonly privileges: Privileges;
  /** A role, by id or name, whose members may accept answers and edit what others wrote. */
  readonly curatorRole: string | undefined;
  /** Whether a closed question's thread is archived and locked. */
  readonly archivesClosed: boolean;
  /** Where health is served; undefined for nowhere. */
  readonly port?: number | undefined;
  readonly core: Core;
  /** Connects a guild to the community that it is served for. */
  readonly connect: (guild: { externalId: string; name: string }) => Promise<Workspace>;
  readonly disconnect: (guild: string) => Promise<void>;
  readonly log: Log;
  readonly clock: () => number;
  /** Waits until Discord takes calls again. */
  readonly wait: (ms: number) => Promise<void>;
  /** Resolves when an answer is late: after about half of the three seconds that Discord waits. */
  readonly lateness: () => Promise<void>;
  readonly random: () => number;
  /** How long one request may take, in milliseconds; ten seconds, unless said. */
  readonly timeout?: number | undefined;
}

const ready = z.object({
  user: z.object({ id: z.string() }),
  application: z.object({ id: z.string() }).optional(),
  guilds: z.array(z.object({ id: z.string() })).default([]),
});

/** Work that is still in hand this long after stopping is left. */
const finishWithin = 8_000;

export interface Discord extends Adapter {
  /** Resolves once every shard is served. */
  readonly ready: () => Promise<void>;
  /** Resolves once nothing that was received is in hand any more. */
  readonly idle: () => Promise<void>;
  /** Why it is not served just now; undefined while it is. */
  readonly trouble: () => Promise<string | undefined>;
  /** Something threw in the socket's handlers: counted, not fatal. */
  readonly malformed: (error: unknown) => void;
}

/** Praxis in every Discord server that the bot is in. */
export function createDiscord(options: DiscordOptions): Discord {
  const { core, log } = options;
  const ending = Promise.withResolvers<void>();
  const serving = Promise.withResolvers<void>();
  const { take, fairly, idle, idleWithin } = createInHand(log);
  let self = '';
  let application = '';
  let malformed = 0;
  let isStopping = false;
  let commands: readonly Command[] = [];
  let finished: Promise<void> | undefined;

  const end = (sentence: string) => {
    if (!isStopping) ending.reject(new KnownError('unavailable', sentence));
  };
  const web = createWeb({
    ...options,
    onRefused: () => end(tokenEnded),
  });
  const guilds = createGuilds();
  const directory = createDirectory({ ...options, web, guilds });
  const workspaces = createWorkspaces({ connect: options.connect, accounts: core.accounts });
  const people = createPeople({ core, directory, workspaces });
  const messages = createMessages({ web, people });
  const cards = createCards({ web, directory, cards: core.cards, self: () => self, log });
  const threads = createThreads({ ...options, web, directory, guilds });
  const posts = createPosts({ core, workspaces });
  const delivery = createDelivery({ web, cards, threads, workspaces, log });
  const summon = createSummons({ web, core, workspaces });
  const life = createLife({
    ...options,
    web,
    guilds,
    workspaces,
    delivery,
    posts,
    self: () => self,
  });

  const examine = createExamine({
    ...options,
    web,
    guilds,
    directory,
    commands: () => commands,
    self: () => self,
    application: () => application,
    trouble: () => trouble(),
    malformed: () => malformed,
  });

  function wire(bot: Bot) {
    const asking = createAsking({ core, commands: bot.commands });
    const common = { ...options, bot, web, people, delivery, messages };
    const hearing = createHearing({ ...common, asking, application: () => application });
    const conversation = createConversation({ ...common, hearing, self: () => self });
    return (heard: Heard): Promise<void> => {
      switch (heard.kind) {
        case 'command':
          return hearing.command(heard);
        case 'menu':
          return hearing.menu(heard);
        case 'press':
          return hearing.press(heard);
        case 'submission':
          return hearing.submission(heard);
        case 'suggestion':
          return hearing.suggestion(heard);
        case 'message':
          return heard.isEdit ? conversation.changed(heard) : conversation.message(heard);
        case 'message gone':
          return conversation.gone(heard);
        case 'reaction':
          return conversation.reaction(heard);
        case 'forum post':
          return conversation.forumPost(heard);
        case 'post changed':
          return posts.follow(heard);
        default:
          return unreachable(heard);
      }
    };
  }

  function onDispatch(act: (heard: Heard) => Promise<void>) {
    return (event: string, body: unknown): void => {
      try {
        if (event === 'READY') begin(body);
        const at = core.clock();
        const heard = isStopping ? undefined : readDispatch(event, body, { guilds, self, at });
        const work = heard ? fairly(heard, () => act(heard)) : life.hear(event, body);
        take(work, event);
      } catch (error) {
        noteMalformed(error);
      }
    };
  }

  function begin(body: unknown): void {
    const { user, application: app, guilds: listed } = ready.parse(body);
    self = user.id;
    application = app?.id ?? user.id;
    life.expect(listed.map(({ id }) => id));
  }

  function noteMalformed(error: unknown): void {
    malformed += 1;
    const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    log.warn({ event: 'discord dispatch malformed', count: malformed, why });
  }

  async function serve(bot: Bot): Promise<void> {
    commands = bot.commands;
    const gateway = createGateway({
      ...options,
      rest: web.rest,
      onDispatch: onDispatch(wire(bot)),
      onEnd: end,
    });
    trouble = async () => web.trouble() ?? (await gateway.trouble());
    const { port } = options;
    const notReady = () => trouble();
    const health = port === undefined ? undefined : await openHealth({ port, notReady, log });
    try {
      await Promise.race([connect(gateway), ending.promise]);
      log.info({ event: 'discord connected', application });
      serving.resolve();
      await ending.promise;
    } finally {
      isStopping = true;
      trouble = async () => 'stopping';
      await idleWithin(finishWithin);
      await gateway.close();
      await health?.close();
    }
  }

  let trouble: () => Promise<string | undefined> = async () => 'starting';

  return {
    platform,
    start(bot) {
      finished = serve(bot);
      return finished;
    },
    async stop() {
      isStopping = true;
      ending.resolve();
      // Whoever started it is told of its failure.
      await finished?.catch(() => undefined);
    },
    ready: () => serving.promise,
    idle,
    trouble: () => trouble(),
    malformed: noteMalformed,
    examine,
    async post(to, view, key) {
      const posted = await cards.post(to, view, key);
      const isClosed = posted.kind === 'refused' && posted.whose === 'member';
      return (isClosed && to.kind === 'account' && (await summon(to, view, key))) || posted;
    },
  };
}

/** @throws KnownError 'unavailable' with what to do, when Discord cannot be reached at all. */
async function connect(gateway: { connect(): Promise<void> }): Promise<void> {
  try {
    await gateway.connect();
  } catch (error) {
    const isRefused = error instanceof Error && 'status' in error && error.status === 401;
    if (isRefused) throw new KnownError('unavailable', badToken, error);
    const sentence =
      'Discord could not be reached. Check the network, DISCORD_API_URL if it is set, and https://discordstatus.com.';
    throw new KnownError('unavailable', sentence, error);
  }
}
