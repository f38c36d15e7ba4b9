import pino from 'pino';
import { createDiscord, type Discord, type DiscordOptions } from '../../adapters/discord/index.ts';
import { commands } from '../../commands/index.ts';
import { parseArgs, readName } from '../../commands/kit/parse.ts';
import type { Driver, Seen } from './contract.ts';
import { audienceOf, type Button, buttonsOf, textOf } from './discord-reader.ts';
import type { ApiCall } from './discord-rules.ts';
import { application, botToken, type DiscordServer, openDiscordServer } from './discord-server.ts';
import type { Home, Stage } from './stage.ts';

export const guild = '900000000000000001';
const people = ['ana', 'ben', 'chloe', 'dora'];
const places = ['git', 'databases', 'secret', 'forum'];

const numbered = (list: readonly string[], name: string, first: string) => {
  const at = list.indexOf(name);
  return `${first}0000000000000000${at === -1 ? 9 : at}`;
};

export const discordHome: Home = {
  platform: 'discord',
  workspace: guild,
  account: (handle) => numbered(people, handle, '1'),
  channel: (name) => numbered(places, name, '2'),
};

const viewChannel = String(1 << 10);

/** The guild as GUILD_CREATE brings it: everyone sees all channels but #secret. */
export const guildCreate = {
  id: guild,
  name: 'Data folk',
  owner_id: discordHome.account('ana'),
  system_channel_id: discordHome.channel('git'),
  roles: [
    { id: guild, name: '@everyone', permissions: viewChannel },
    { id: '300000000000000001', name: 'Keepers', permissions: '0' },
    { id: '300000000000000002', name: 'Owners', permissions: '32' },
  ],
  threads: [],
  channels: places.map((name) => ({
    id: discordHome.channel(name),
    name,
    type: name === 'forum' ? 15 : 0,
    permission_overwrites:
      name === 'secret' ? [{ id: guild, type: 0, allow: '0', deny: viewChannel }] : [],
    ...(name === 'forum' && {
      available_tags: [
        { id: '401', name: 'postgres' },
        { id: '402', name: 'Solved' },
        { id: '403', name: 'Backups' },
      ],
    }),
  })),
} as const;

/** The driver, and what else Discord's tests reach for. */
export interface DiscordDriver extends Driver {
  readonly server: DiscordServer;
  readonly adapter: Discord;
  /** Sends an event, and waits until its work is done. */
  dispatch(event: string, data: unknown): Promise<void>;
  /** An interaction by the member in the channel, with a new id. */
  interaction(member: string, channel: string, more: object): Readonly<Record<string, unknown>>;
  /** A slash command's data for a typed line. */
  slash(line: string): object;
  recent(): readonly ApiCall[];
  /** The end of `start`. */
  readonly running: Promise<void>;
}

let interactions = 0;

export async function openDiscord(
  stage: Stage,
  more: Partial<DiscordOptions> & { readonly server?: DiscordServer } = {},
): Promise<DiscordDriver> {
  const server =
    more.server ?? (await openDiscordServer({ guilds: [guildCreate], now: stage.clock }));
  const adapter = createDiscord({
    token: botToken,
    apiUrl: server.url,
    shards: 'auto',
    privileges: { messageContent: false, members: false },
    curatorRole: undefined,
    archivesClosed: false,
    core: stage.core,
    connect: async ({ externalId }) => {
      const connected = await stage.store.communities.connectedWorkspace('discord', externalId);
      if (!connected) throw new Error('the stage is not at home on Discord');
      return connected;
    },
    disconnect: async () => undefined,
    log: pino({ level: 'silent' }),
    clock: stage.clock,
    wait: async (ms) => stage.pass(ms),
    lateness: () => new Promise(() => undefined),
    random: () => 0.5,
    ...more,
  });
  const running = adapter.start(stage.bot);
  running.catch(() => undefined);
  await Promise.race([running, adapter.ready()]);
  await server.gateway.read();
  await adapter.idle();

  let last: { event: string; data: unknown } | undefined;
  let acting = { member: 'ana', channel: 'git' };
  let from = server.calls.length;
  let isAnswered = true;
  const recent = () => server.calls.slice(from);
  const shown = () => recent().filter((call) => audienceOf(call) !== undefined);

  async function dispatch(event: string, data: unknown): Promise<void> {
    last = { event, data };
    from = server.calls.length;
    server.gateway.dispatch(event, data);
    await server.gateway.read();
    await adapter.idle();
  }

  function interaction(member: string, channel: string, rest: object) {
    interactions += 1;
    const id = String(600_000_000_000_000_000n + BigInt(interactions));
    return {
      id,
      application_id: application,
      token: `token-${id}`,
      version: 1,
      guild_id: guild,
      channel_id: discordHome.channel(channel),
      channel: { id: discordHome.channel(channel), name: channel, type: 0 },
      member: {
        user: { id: discordHome.account(member), username: member },
        nick: null,
        roles: [],
        permissions: '0',
      },
      app_permissions: String((1n << 48n) - 1n),
      ...rest,
    };
  }

  const slash = (line: string) => {
    const named = readName(commands, line);
    if (named?.command.doors !== 'all') {
      return { id: '1', type: 1, name: line.split(' ')[0]?.toLowerCase(), options: [] };
    }
    const { command } = named;
    const call = parseArgs(command, named.rest);
    const options = Object.entries(call.args).map(([name, value]) => {
      const kind = command.args.find((arg) => arg.name === name)?.kind;
      if (kind === 'number' && /^\d+$/.test(value)) return { name, type: 4, value: Number(value) };
      if (kind === 'flag') return { name, type: 5, value: value === 'yes' };
      if (kind === 'person')
        return { name, type: 6, value: discordHome.account(value.replace('@', '')) };
      return { name, type: 3, value };
    });
    const [first, second] = command.name.split(' ');
    return second === undefined
      ? { id: '1', type: 1, name: first, options }
      : { id: '1', type: 1, name: first, options: [{ name: second, type: 1, options }] };
  };

  async function press(id: string, flags: number): Promise<void> {
    const { member, channel } = acting;
    isAnswered = false;
    await dispatch(
      'INTERACTION_CREATE',
      interaction(member, channel, {
        type: 3,
        message: { id: '800000000000000001', flags },
        data: { custom_id: id, component_type: 2 },
      }),
    );
  }

  const modal = () =>
    server.calls.findLast(({ body }) => (body as { type?: number } | undefined)?.type === 9)
      ?.body as { data: { custom_id: string; components: readonly Label[] } };

  return {
    server,
    adapter,
    running,
    dispatch,
    interaction,
    slash,
    recent,
    async type(member, channel, line) {
      acting = { member, channel };
      isAnswered = false;
      await dispatch(
        'INTERACTION_CREATE',
        interaction(member, channel, { type: 2, data: slash(line) }),
      );
    },
    async press(label) {
      const call = recent().findLast((one) => buttonsOf(one.body).some((b) => b.label === label));
      const found: Button | undefined = buttonsOf(call?.body).find((one) => one.label === label);
      if (!call || !found) {
        throw new Error(
          `there is no button "${label}" in:\n${textOf(recent().map((c) => c.body))}`,
        );
      }
      await press(found.id, audienceOf(call) === 'private' ? 64 : 0);
    },
    forge: () => press('accept?answer=999.1', 64),
    async fill(values) {
      const { data } = modal();
      const fields = data.components.filter(({ type }) => type === 18);
      const components = fields.map(({ component: { type, custom_id, value = '' } }) => ({
        type: 18,
        component: { type, custom_id, value: values[custom_id] ?? value },
      }));
      isAnswered = true;
      const submitted = { type: 5, data: { custom_id: data.custom_id, components } };
      await dispatch('INTERACTION_CREATE', interaction(acting.member, acting.channel, submitted));
    },
    async repeatLast() {
      if (last) await dispatch(last.event, last.data);
    },
    seen: () =>
      shown().map(
        (call): Seen => ({ text: textOf(call.body), audience: audienceOf(call) ?? 'private' }),
      ),
    buttons: () => buttonsOf(shown().map(({ body }) => body)).map(({ label }) => label),
    isAsked: () =>
      !isAnswered &&
      recent().some(({ body }) => (body as { type?: number } | undefined)?.type === 9),
    async close() {
      await adapter.stop();
      await running.catch(() => undefined);
      await server.close();
      if (server.invalid.length > 0) throw new Error(server.invalid.join('\n'));
    },
  };
}

interface Label {
  readonly type: number;
  readonly component: {
    readonly type: number;
    readonly custom_id: string;
    readonly value?: string;
  };
}
