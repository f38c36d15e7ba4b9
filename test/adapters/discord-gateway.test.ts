import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type DiscordDriver,
  discordHome,
  guild,
  guildCreate,
  openDiscord,
} from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import { openDiscordServer } from './discord-server.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const gateway = () => discord.server.gateway;
const shown = () => textOf(discord.recent().map(({ body }) => body));

/** Something that happens while the bot is away, and that it must not miss. */
async function missed(): Promise<void> {
  const body = discord.interaction('ana', 'git', {
    type: 2,
    data: discord.slash('ask Did you miss me?'),
  });
  gateway().dispatch('INTERACTION_CREATE', body);
}

async function isServed(arrivals: number): Promise<void> {
  await gateway().arrived(arrivals);
  await gateway().read();
  await discord.adapter.idle();
  await discord.type('ana', 'git', 'help');
  expect(shown()).toContain('What you can do');
}

describe('the connection', () => {
  test('asks for no privileged intent unless a setting says so', async () => {
    const privileged = (1 << 1) | (1 << 8) | (1 << 15);
    expect(gateway().intents() & privileged).toBe(0);
    await discord.adapter.stop();
    const privileges = { messageContent: true, members: false };
    discord = await openDiscord(stage, { server: discord.server, privileges });
    expect(gateway().intents() & privileged).toBe(1 << 15);
  });

  test('that is cut off is resumed, and nothing is missed or done twice', async () => {
    gateway().cut();
    await missed();
    await isServed(2);
    expect(gateway().arrivals).toEqual(['identify', 'resume']);
    expect(discord.server.messages.size).toBe(1);
  });

  for (const code of [4000, 4008]) {
    test(`that is closed with ${code} comes back`, async () => {
      gateway().close(code);
      await isServed(2);
    });
  }

  test('that is closed with 4009 comes back', async () => {
    gateway().close(4009);
    await isServed(2);
  });

  test('is opened anew when Discord asks for it', async () => {
    gateway().send({ op: 7, d: null });
    await isServed(2);
    expect(gateway().arrivals).toEqual(['identify', 'resume']);
  });

  test('is resumed when Discord says that the session may be, and identified when not', async () => {
    gateway().send({ op: 9, d: true });
    await isServed(2);
    gateway().send({ op: 9, d: false });
    await isServed(3);
    expect(gateway().arrivals).toEqual(['identify', 'resume', 'identify']);
  });

  for (const [code, sentence] of [
    [4004, 'did not take DISCORD_TOKEN'],
    [4011, 'must be sharded'],
    [4013, 'refused the intents'],
    [4014, 'refused an intent that the application does not have'],
  ] as const) {
    test(`that is closed with ${code} ends the program with a sentence, and is not opened again`, async () => {
      gateway().close(code);
      await expect(discord.running).rejects.toThrow(sentence);
      expect(gateway().arrivals).toEqual(['identify']);
      expect(await discord.adapter.trouble()).toBeDefined();
    });
  }

  test('ends when a call is answered that the token is not taken, and none is made any more', async () => {
    discord.server.fail('POST', /\/channels\/\d+\/messages$/, { status: 401, body: { code: 0 } });
    await discord.type('ana', 'git', 'ask Is the token gone?');
    await expect(discord.running).rejects.toThrow('does not take DISCORD_TOKEN any more');
    const before = discord.server.calls.length;
    const channel = await stage.store.channels.find(1, discordHome.channel('git'));
    if (!channel) throw new Error('no channel');
    const view = { name: 'x', title: [], blocks: [] };
    await discord.adapter.post({ kind: 'channel', channel }, view, 'k');
    expect(discord.server.calls).toHaveLength(before);
  });

  test('serves the shards that it is told to', async () => {
    await discord.adapter.stop();
    const shards = { first: 2, last: 2, total: 4 };
    discord = await openDiscord(stage, { server: discord.server, shards });
    expect(gateway().shards().at(-1)).toEqual([2, 4]);
  });

  test('that misses a heartbeat is given up and resumed', async () => {
    await discord.close();
    const server = await openDiscordServer({
      guilds: [guildCreate],
      now: stage.clock,
      heartbeat: 60,
    });
    discord = await openDiscord(stage, { server });
    server.gateway.stall();
    await server.gateway.arrived(2);
    expect(server.gateway.arrivals).toEqual(['identify', 'resume']);
  });
});

describe('what Discord tells of servers', () => {
  const joined = {
    ...guildCreate,
    id: '900000000000000003',
    name: 'New folk',
    owner_id: discordHome.account('chloe'),
  };

  async function connectNew(): Promise<void> {
    const community = await stage.store.communities.add({
      ref: 'n',
      name: 'New folk',
      createdAt: 0,
    });
    await stage.store.communities.connect(
      { communityId: community.id, platform: 'discord', externalId: joined.id, name: 'New folk' },
      0,
    );
  }

  test('a server that adds us is told how to begin, once, in its owner’s messages', async () => {
    await connectNew();
    await discord.dispatch('GUILD_CREATE', joined);
    expect(shown()).toContain('Praxis is in New folk');
    expect(discord.recent().filter(({ path }) => path.endsWith('/messages'))).toHaveLength(1);
    await discord.dispatch('GUILD_CREATE', joined);
    expect(shown()).not.toContain('Praxis is in');
  });

  test('where its owner takes no messages, it is said in the channel for such things', async () => {
    await connectNew();
    discord.server.fail('POST', /\/channels\/5\d+\/messages$/, {
      status: 403,
      body: { code: 50007 },
    });
    await discord.dispatch('GUILD_CREATE', joined);
    const posts = discord.recent().filter(({ path }) => path.endsWith('/messages'));
    expect(posts.map(({ path }) => path).at(-1)).toContain(discordHome.channel('git'));
  });

  test('a server that was there before is not greeted', async () => {
    expect(textOf(discord.server.calls.map(({ body }) => body))).not.toContain('Praxis is in');
  });

  test('an outage is no farewell, a farewell parks the server', async () => {
    const left: string[] = [];
    await discord.adapter.stop();
    discord = await openDiscord(stage, {
      server: discord.server,
      disconnect: async (id) => void left.push(id),
    });
    await discord.dispatch('GUILD_DELETE', { id: guild, unavailable: true });
    expect(left).toEqual([]);
    await discord.dispatch('GUILD_DELETE', { id: guild });
    expect(left).toEqual([guild]);
  });

  test('who left cannot be reached, who has another name is shown with it', async () => {
    await discord.type('ben', 'git', 'help');
    const user = { id: discordHome.account('ben'), username: 'ben' };
    await discord.dispatch('GUILD_MEMBER_UPDATE', {
      guild_id: guild,
      user,
      nick: 'Benjamin',
      roles: [],
    });
    await discord.type('ana', 'git', 'profile @ben');
    expect(shown()).toContain('Benjamin');
    await discord.dispatch('GUILD_MEMBER_REMOVE', { guild_id: guild, user });
  });

  test('a deleted channel is noted as closed', async () => {
    const id = discordHome.channel('databases');
    await discord.dispatch('CHANNEL_DELETE', { id, guild_id: guild, type: 0 });
    expect(await stage.store.channels.find(1, id)).toMatchObject({ archived: true });
  });

  test('what nobody can read ends nothing', async () => {
    const { close, ...events } = {
      close: 0,
      INTERACTION_CREATE: [
        undefined,
        null,
        {},
        { id: 1 },
        { id: '1', type: 2, token: 't', data: {} },
      ],
      MESSAGE_CREATE: [undefined, {}, { id: '1', channel_id: '2', author: null }],
      MESSAGE_REACTION_ADD: [undefined, { emoji: {} }],
      THREAD_CREATE: [{}, { id: '1', type: 11, parent_id: null }],
      GUILD_CREATE: [
        {},
        { id: '1', roles: [{}], channels: [null] },
        { id: '2', channels: [{ id: 3 }] },
      ],
      GUILD_ROLE_UPDATE: [{}, { guild_id: '1', role: { id: '1', permissions: 'abc' } }],
      CHANNEL_UPDATE: [{}, { id: '1', type: 0, permission_overwrites: [{ id: '1', allow: 'x' }] }],
    };
    for (const [event, bodies] of Object.entries(events)) {
      for (const body of bodies) await discord.dispatch(event, body);
    }
    await isServed(1);
  });
});

describe('stopping', () => {
  test('answers what is in hand first, and hears nothing new', async () => {
    for (let n = 0; n < 50; n += 1) {
      const member = ['ana', 'ben', 'chloe'][n % 3] ?? 'ana';
      const body = discord.interaction(member, 'git', { type: 2, data: discord.slash('help') });
      gateway().dispatch('INTERACTION_CREATE', body);
      if (n % 12 === 0) await gateway().read();
    }
    await gateway().read();
    await discord.adapter.stop();
    await discord.running;
    const answered = discord.server.calls.filter(({ path }) => path.endsWith('/callback')).length;
    expect(answered).toBeGreaterThanOrEqual(15);
  });
});
