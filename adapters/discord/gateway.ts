import {
  type SessionInfo,
  WebSocketManager,
  WebSocketShardEvents,
  WebSocketShardStatus,
} from '@discordjs/ws';
import type { REST } from 'discord.js';
import type { Log } from '../../src/log.ts';

/** https://docs.discord.com/developers/events/gateway#list-of-intents */
const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** What is asked for beyond the least; both are privileged. */
export interface Privileges {
  readonly messageContent: boolean;
  readonly members: boolean;
}

/** Guilds and their channels, messages (those to us, for their content), and reactions to them. */
function intentsFor({ messageContent, members }: Privileges): number {
  return (
    intents.guilds |
    intents.guildMessages |
    intents.guildReactions |
    intents.directMessages |
    (messageContent ? intents.messageContent : 0) |
    (members ? intents.guildMembers : 0)
  );
}

const newToken =
  'Copy a new one from the Bot page of the application at https://discord.com/developers/applications';

export const badToken = `Discord did not take DISCORD_TOKEN. ${newToken}.`;
export const tokenEnded = `Discord does not take DISCORD_TOKEN any more. ${newToken}, and start again.`;

/** After these no connection can succeed: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const fatal: Readonly<Record<number, string>> = {
  4004: badToken,
  4010: 'Discord refused the shard. Check DISCORD_SHARDS.',
  4011: 'This bot is in so many servers that it must be sharded. Set DISCORD_SHARDS=auto.',
  4012: 'Discord no longer serves this version of its gateway. Update Praxis.',
  4013: 'Discord refused the intents as invalid. Update Praxis.',
  4014: 'Discord refused an intent that the application does not have. Switch on "Message Content Intent" (and "Server Members Intent" with DISCORD_MEMBERS) on its Bot page, or leave DISCORD_MESSAGE_CONTENT and DISCORD_MEMBERS out.',
};

/** Which shards this process serves: all that Discord recommends, or some of a number. */
export type Shards =
  | 'auto'
  | { readonly first: number; readonly last: number; readonly total: number };

export interface Gateway {
  /** Resolves once every shard is served. */
  connect(): Promise<void>;
  close(): Promise<void>;
  /** Why events are not received just now; undefined while they are. */
  trouble(): Promise<string | undefined>;
}

interface GatewayOptions {
  readonly token: string;
  readonly rest: REST;
  readonly shards: Shards;
  readonly privileges: Privileges;
  readonly log: Log;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly onDispatch: (event: string, data: unknown) => void;
  readonly onEnd: (sentence: string) => void;
}

/**
 * Discord's gateway, resumed or identified anew as it asks. `onDispatch` gets every event as it came;
 * `onEnd` a sentence, when no connection can succeed any more.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { log, shards } = options;
  const sessions = new Map<number, SessionInfo>();
  const identifying = createIdentifying(options);
  const manager = new WebSocketManager({
    token: options.token,
    rest: options.rest,
    intents: intentsFor(options.privileges),
    ...(shards !== 'auto' && {
      shardCount: shards.total,
      shardIds: { start: shards.first, end: shards.last },
    }),
    buildIdentifyThrottler: async (own) => {
      const { session_start_limit: limit } = await own.fetchGatewayInformation();
      return { waitForIdentify: (shard) => identifying(shard % limit.max_concurrency) };
    },
    // The manager's own memory is shared by all managers of the process.
    retrieveSessionInfo: (shard) => sessions.get(shard) ?? null,
    updateSessionInfo: (shard, info) => {
      if (info) sessions.set(shard, info);
      else sessions.delete(shard);
    },
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => options.onDispatch(data.t, data.d));
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    log.warn({ event: 'discord gateway closed', code, shard: shardId });
    const sentence = fatal[code];
    if (sentence !== undefined) options.onEnd(sentence);
  });
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) =>
    log.info({ event: 'discord gateway resumed', shard: shardId }),
  );
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
    log.warn({ event: 'discord gateway error', shard: shardId, why: error.message }),
  );

  return {
    connect: () => manager.connect(),
    close: async () => void (await manager.destroy()),
    async trouble() {
      const states = [...(await manager.fetchStatus()).values()];
      const isServed = states.length > 0 && states.every((s) => s === WebSocketShardStatus.Ready);
      return isServed ? undefined : 'not connected to the gateway';
    },
  };
}

const hour = 60 * 60_000;
const betweenIdentifies = 5_000;
/** More than this in an hour is no bad luck; a bot has a thousand a day, and loses its token after that. */
const mostInHour = 30;
const betweenMany = 2 * 60_000;

/** Waits until the next IDENTIFY may be sent: https://docs.discord.com/developers/events/gateway#identifying */
function createIdentifying({ clock, wait }: Pick<GatewayOptions, 'clock' | 'wait'>) {
  const sent = new Map<number, readonly number[]>();
  return async (bucket: number): Promise<void> => {
    const before = (sent.get(bucket) ?? []).filter((at) => at > clock() - hour);
    const pause = before.length < mostInHour ? betweenIdentifies : betweenMany;
    const at = Math.max(clock(), (before.at(-1) ?? 0) + pause);
    sent.set(bucket, [...before, at]);
    if (at > clock()) await wait(at - clock());
  };
}
