import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connectApart } from '../../src/communities.ts';
import { type DiscordDriver, discordHome, guildCreate, openDiscord } from './discord-driver.ts';
import { openDiscordServer } from './discord-server.ts';
import { play } from './samples.ts';
import { openStage, type Stage } from './stage.ts';

const quiet = '900000000000000002';
const there = { id: '290000000000000001', name: 'there', type: 0 };

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  await play(stage);
  const other = {
    ...guildCreate,
    id: quiet,
    roles: [{ id: quiet, name: '@everyone', permissions: '1024' }],
    channels: [{ ...there, permission_overwrites: [] }],
  };
  const server = await openDiscordServer({ guilds: [guildCreate, other], now: stage.clock });
  const world = { store: stage.store, clock: stage.clock, newRef: () => crypto.randomUUID() };
  discord = await openDiscord(stage, {
    server,
    connect: (guild) => connectApart(world, { ...guild, platform: 'discord' }, undefined),
  });
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

/** Somebody's interaction, sent without waiting for what comes of it; gives its id. */
function send(member: number, more: object): string {
  const user = { id: String(1_000_000_000 + member), username: `member${member}` };
  const body = discord.interaction('ana', 'git', {
    member: { user, roles: [], permissions: '0' },
    ...more,
  });
  discord.server.gateway.dispatch('INTERACTION_CREATE', body);
  return String(body.id);
}

const inQuiet = { guild_id: quiet, channel_id: there.id, channel: there };
const command = () => ({ type: 2, data: discord.slash('questions open') });
const key = (typed: string) => ({
  type: 4,
  data: {
    id: '1',
    type: 1,
    name: 'answer',
    options: [{ name: 'question', type: 3, value: typed, focused: true }],
  },
});

/** The ids of what is answered, in that order; all that `act` sends is waiting before anything is done. */
async function answersTo(act: () => void): Promise<readonly string[]> {
  const held = Promise.withResolvers<void>();
  const holding = stage.store.write(() => held.promise);
  act();
  await discord.server.gateway.read();
  held.resolve();
  await holding;
  await discord.adapter.idle();
  const ids = discord.server.calls.flatMap(
    ({ path }) => /^\/interactions\/(\d+)\/.*callback$/.exec(path)?.[1] ?? [],
  );
  // Where the machine is slow, an answer is sent once more.
  return [...new Set(ids)];
}

const times = (count: number, act: (n: number) => void) =>
  Array.from({ length: count }, (_, n) => act(n));
const isSaid = (words: string) => JSON.stringify(discord.server.calls).includes(words);

describe('a server that sends nine commands in ten', () => {
  test('keeps no other server waiting', async () => {
    const ids: string[] = [];
    const answered = await answersTo(() => {
      times(90, (n) => send(n % 30, command()));
      times(5, (n) => ids.push(send(900 + n, { ...inQuiet, ...command() })));
      times(90, (n) => send(n % 30, command()));
    });
    expect(answered).toHaveLength(185);
    const places = ids.map((id) => answered.indexOf(id));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    // Behind what was in hand already, not behind what was waiting.
    expect(Math.max(...places)).toBeLessThan(60);
  });
});

describe('a storm of keys in completion', () => {
  test('keeps neither commands waiting nor another server, and each key is answered', async () => {
    let own = '';
    let other = '';
    const answered = await answersTo(() => {
      times(140, (n) => send(n, key('u')));
      own = send(1_000, command());
      other = send(900, { ...inQuiet, ...key('u') });
    });
    expect(answered).toHaveLength(142);
    expect(answered.indexOf(own)).toBeLessThan(75);
    expect(answered.indexOf(other)).toBeLessThan(75);
  });
});

test('one member with many commands at once is told to wait, and the others are served', async () => {
  let other = '';
  const answered = await answersTo(() => {
    times(63, () => send(1, command()));
    other = send(2, command());
  });
  expect(answered).toHaveLength(64);
  expect(answered.indexOf(other)).toBeGreaterThanOrEqual(0);
  // Behind the eight that were in hand, the eight beside it, and who was told to wait at once.
  expect(answered.indexOf(other)).toBeLessThan(32);
  expect(isSaid('commands waiting already')).toBe(true);
});
