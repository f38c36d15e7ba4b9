import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Thread } from '../../src/model.ts';
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

const forum = discordHome.channel('forum');
const id = '777000000000000001';

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage);
  await discord.dispatch('THREAD_CREATE', {
    ...post('Why is it empty?', ['401']),
    newly_created: true,
  });
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const post = (name: string, applied: readonly string[]) => ({
  id,
  guild_id: guild,
  parent_id: forum,
  owner_id: discordHome.account('ben'),
  name,
  type: 11,
  applied_tags: applied,
});
const changed = (name: string, applied: readonly string[]) =>
  discord.dispatch('THREAD_UPDATE', post(name, applied));

async function question(): Promise<Thread['question']> {
  const reader = { communityId: stage.community.id, memberId: 0, isGuest: false };
  const [workspace] = await stage.store.communities.workspacesOf(stage.community.id);
  const channel = await stage.store.channels.find(workspace?.id ?? 0, forum);
  const found = await stage.core.questions.find({ ...reader, channelId: channel?.id ?? 0 }, 1);
  if (!found) throw new Error('there is no question');
  return found;
}
const patches = () =>
  discord
    .recent()
    .filter(({ method, path }) => method === 'PATCH' && path === `/channels/${id}`)
    .map(({ body }) => body);

describe('a post in a forum', () => {
  test('gives its question another title when it gets another name, and the old one is kept', async () => {
    await changed('Why is my backup empty?', ['401']);
    expect(await question()).toMatchObject({ title: 'Why is my backup empty?' });
    await discord.type('ana', 'forum', 'history 1');
    expect(textOf(discord.recent().map(({ body }) => body))).toContain('Why is it empty?');
    expect(discord.recent().filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test('brings its tags to its question, and takes them away, but never says by them that it is solved', async () => {
    await changed('Why is it empty?', ['401', '402', '403']);
    expect((await question()).tags).toEqual(['backups', 'postgres']);
    expect(await question()).toMatchObject({ state: 'open' });
    await changed('Why is it empty?', ['403']);
    expect((await question()).tags).toEqual(['backups']);
  });

  test('leaves tags alone that the forum does not have', async () => {
    await discord.type('ben', 'forum', 'edit 1 tags:postgres,linux');
    await changed('Why is it empty?', ['401', '403']);
    expect((await question()).tags).toEqual(['backups', 'linux', 'postgres']);
  });

  test('gets the tags that its question gets here, at most five, and loses those that it loses', async () => {
    await discord.type('ben', 'forum', 'edit 1 tags:postgres,backups,linux,sql,disk');
    expect(patches()).toEqual([{ applied_tags: ['401', '403'] }]);
    await discord.type('ben', 'forum', 'edit 1 tags:linux');
    expect(patches()).toEqual([{ applied_tags: [] }]);
  });

  test('gets the title that its question gets here, unless somebody renamed it', async () => {
    await discord.type('ben', 'forum', 'edit 1 title:"Why is the dump empty?"');
    expect(patches()).toEqual([{ name: 'Why is the dump empty?' }]);
  });

  test('is not carried back and forth: what we changed is no news when Discord tells it', async () => {
    await discord.type('ben', 'forum', 'edit 1 title:"Why is the dump empty?" tags:backups');
    expect(patches()).toHaveLength(1);
    const before = await question();
    await changed('Why is the dump empty?', ['403']);
    expect(discord.recent()).toEqual([]);
    expect(await question()).toEqual(before);
    await changed('Why is the dump empty?', ['403', '401']);
    await discord.type('ana', 'forum', 'answer 1 Look at the disk.');
    expect(patches()).toEqual([]);
  });

  test('that we opened has its number before its title, and keeps it', async () => {
    await discord.type('ana', 'forum', 'ask Is it slow?');
    const opened = discord.recent().find(({ path }) => path === `/channels/${forum}/threads`);
    expect(opened?.body).toMatchObject({ name: '#2 Is it slow?' });
    await discord.type('ana', 'forum', 'edit 2 title:"Is it fast?"');
    const renamed = discord.recent().find(({ body }) => (body as { name?: string })?.name);
    expect(renamed?.body).toMatchObject({ name: '#2 Is it fast?' });
  });

  test('that was renamed and tagged while we did not run is carried over when we do', async () => {
    await discord.close();
    const threads = [post('Why is my backup empty?', ['401', '403'])];
    const server = await openDiscordServer({
      guilds: [{ ...guildCreate, threads }],
      now: stage.clock,
    });
    discord = await openDiscord(stage, { server });
    expect(await question()).toMatchObject({
      title: 'Why is my backup empty?',
      tags: ['backups', 'postgres'],
    });
  });

  test('tells who can change it what is in the way of showing how it stands, and nobody else', async () => {
    discord.server.break('PATCH', new RegExp(`^/channels/${id}$`), {
      status: 403,
      body: { code: 50013, message: 'Missing Permissions' },
    });
    await discord.type('ben', 'forum', 'edit 1 tags:backups');
    expect(JSON.stringify(discord.recent())).not.toContain('Manage Threads');
    const user = { id: discordHome.account('ben'), username: 'ben' };
    const member = { user, roles: [], permissions: String(1n << 4n) };
    const data = discord.slash('edit 1 tags:postgres,backups');
    const by = discord.interaction('ben', 'forum', { type: 2, data, member });
    await discord.dispatch('INTERACTION_CREATE', by);
    expect(JSON.stringify(discord.recent())).toContain('Manage Threads');
  });

  test('with a name that no title can be, or of another bot, changes nothing', async () => {
    const before = await question();
    await changed('   ', ['401']);
    expect(await question()).toEqual(before);
    await discord.dispatch('THREAD_UPDATE', { ...post('Else', []), id: '778' });
    await discord.dispatch('THREAD_UPDATE', { id, guild_id: guild, type: 'x' });
    expect(await question()).toEqual(before);
  });
});
