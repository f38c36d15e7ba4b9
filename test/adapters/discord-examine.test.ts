import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { toRegistration } from '../../adapters/discord/register.ts';
import type { Examine, Finding } from '../../src/findings.ts';
import type { Channel, Workspace } from '../../src/model.ts';
import { type DiscordDriver, discordHome, guildCreate, openDiscord } from './discord-driver.ts';
import { application, openDiscordServer } from './discord-server.ts';
import { play } from './samples.ts';
import { openStage, type Stage } from './stage.ts';

const praxisRole = '300000000000000009';
const needed = (1n << 6n) | (7n << 10n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 34n);
const inThreads = (1n << 35n) | (1n << 38n);

let stage: Stage;
let discord: DiscordDriver;
let workspace: Workspace;
let channels: readonly Channel[];

beforeEach(async () => {
  stage = await openStage(discordHome);
  await play(stage);
  discord = await openDiscord(stage);
  const [first] = await stage.store.communities.workspacesOf(stage.community.id);
  if (!first) throw new Error('the stage is in no workspace');
  workspace = first;
  channels = (await stage.store.channels.inWorkspace(first.id)).filter((one) => !one.private);
  await register(toRegistration(stage.bot.commands));
  await allow(needed | inThreads);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const examine = (used: Parameters<Examine>[1] = channels): Promise<readonly Finding[]> =>
  discord.adapter.examine(workspace, used);
const wrong = async (used?: Parameters<Examine>[1]) =>
  (await examine(used)).filter(({ state }) => state !== 'well');

async function register(commands: readonly object[]): Promise<void> {
  await fetch(`${discord.server.url}/v10/applications/${application}/commands`, {
    method: 'PUT',
    headers: { authorization: 'Bot bot.token', 'content-type': 'application/json' },
    body: JSON.stringify(commands),
  });
}

/** The role of the bot permits this, in the guild. */
async function allow(permissions: bigint): Promise<void> {
  discord.server.break('GET', new RegExp(`/members/${application}$`), {
    status: 200,
    body: { user: { id: application, username: 'Praxis' }, roles: [praxisRole] },
  });
  const role = { id: praxisRole, name: 'Praxis', permissions: String(permissions) };
  await discord.dispatch('GUILD_ROLE_UPDATE', { guild_id: guildCreate.id, role });
}

/** What is said of the bot in that channel. */
async function overwrite(name: string, deny: bigint): Promise<void> {
  const channel = guildCreate.channels.find((one) => one.name === name);
  const overwrites = [{ id: application, type: 1, allow: '0', deny: String(deny) }];
  const more = { guild_id: guildCreate.id, permission_overwrites: overwrites };
  await discord.dispatch('CHANNEL_UPDATE', { ...channel, ...more });
}

describe('doctor, in Discord', () => {
  test('finds nothing wrong where nothing is', async () => {
    const found = await examine();
    expect(found.filter(({ state }) => state !== 'well')).toEqual([]);
    expect(found.map(({ where }) => where)).toEqual([
      'the connection to Discord',
      'intents',
      'commands',
      'permissions',
      'the clock',
    ]);
  });

  test('names what the bot may not do in a channel, before it is tried, and what to click', async () => {
    await overwrite('git', (1n << 35n) | (1n << 15n));
    expect(await wrong()).toEqual([
      {
        state: 'broken',
        where: '#git',
        sentence: 'There I cannot open a thread under a question; show charts as pictures.',
        remedy:
          'Whoever manages it can allow me `Create Public Threads`, `Attach Files`: Edit Channel, Permissions, Praxis; or, everywhere, the role Praxis in Server Settings, Roles.',
      },
    ]);
  });

  test('tells what its role lacks everywhere once, for all channels', async () => {
    await allow((needed | inThreads) & ~(1n << 34n));
    expect(await wrong()).toMatchObject([{ state: 'lacking', where: '#databases, #git' }]);
  });

  test('says of a channel that it cannot see no more than that', async () => {
    await overwrite('git', 1n << 10n);
    const [{ sentence } = { sentence: '' }] = await wrong();
    expect(sentence).toBe('There I cannot see the channel.');
  });

  test('names a channel that is gone', async () => {
    await discord.dispatch('CHANNEL_DELETE', {
      ...guildCreate.channels[0],
      guild_id: guildCreate.id,
    });
    discord.server.break('GET', /^\/channels\/\d+$/, { status: 404, body: { code: 10003 } });
    expect(await wrong()).toMatchObject([{ state: 'broken', where: '#git' }]);
  });

  test('names an intent that was switched off, that is not used, and a channel that is not heard', async () => {
    const flags = (value: number) =>
      discord.server.fail('GET', /^\/applications\/@me$/, {
        status: 200,
        body: { id: application, flags: value },
      });
    flags(1 << 19);
    expect(await wrong()).toMatchObject([{ state: 'lacking', where: 'Message Content Intent' }]);
    const heard = channels.map((channel) => ({ ...channel, listening: true as const }));
    expect(await wrong(heard)).toMatchObject([{ state: 'broken', where: '#databases, #git' }]);
    await discord.adapter.stop();
    const privileges = { messageContent: true, members: false };
    discord = await openDiscord(stage, { server: discord.server, privileges });
    await allow(needed | inThreads);
    flags(0);
    expect(await wrong(heard)).toMatchObject([
      { state: 'broken', where: 'Message Content Intent' },
    ]);
  });

  test('names commands that are not registered, or as they were', async () => {
    const [first, second, ...rest] = toRegistration(stage.bot.commands);
    await register([{ ...first, description: 'What it was' }, ...rest]);
    expect(await wrong()).toMatchObject([
      {
        state: 'broken',
        where: 'commands',
        sentence: `Not registered: ${second?.name}. Registered as they were earlier: ${first?.name}.`,
      },
    ]);
    await register([]);
    expect(await wrong()).toMatchObject([{ sentence: 'None are registered.' }]);
  });

  test('names a curators role that is not there', async () => {
    await discord.adapter.stop();
    discord = await openDiscord(stage, { server: discord.server, curatorRole: 'Wizards' });
    await allow(needed | inThreads);
    expect(await wrong()).toMatchObject([{ state: 'lacking', where: 'curators' }]);
  });

  test('says that something could not be read', async () => {
    discord.adapter.malformed(new Error('no data'));
    expect(await wrong()).toMatchObject([{ state: 'lacking', where: 'the connection to Discord' }]);
  });

  test('says that the clock is not what Discord says', async () => {
    await discord.close();
    const now = () => stage.clock() - 10 * 60_000;
    discord = await openDiscord(stage, {
      server: await openDiscordServer({ guilds: [guildCreate], now }),
    });
    expect(await wrong()).toContainEqual(
      expect.objectContaining({
        where: 'the clock',
        sentence: expect.stringContaining("10 minutes ahead of Discord's"),
      }),
    );
  });

  test('reaches the admin who types it, with a remedy for each line, and nobody else', async () => {
    stage.examinedBy(discord.adapter);
    await overwrite('git', 1n << 16n);
    discord.server.calls.length = 0;
    const admin = { roles: [], permissions: String(1n << 5n) };
    const user = { id: discordHome.account('dora'), username: 'dora' };
    const more = { type: 2, data: discord.slash('doctor'), member: { user, ...admin } };
    await discord.dispatch('INTERACTION_CREATE', discord.interaction('dora', 'git', more));
    expect(JSON.stringify(discord.recent())).toContain('Whoever manages it can allow me');
    await discord.type('ben', 'git', 'doctor');
    expect(JSON.stringify(discord.recent())).not.toContain('Whoever manages');
  });
});
