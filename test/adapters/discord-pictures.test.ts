import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Recipient } from '../../adapters/adapter.ts';
import { digestView } from '../../commands/views/digests.ts';
import { type DiscordDriver, discordHome, openDiscord } from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage);
  await discord.type('ana', 'git', 'ask How do I undo a commit?');
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const git = discordHome.channel('git');

async function digest(key = 'digest:1') {
  const { core } = stage;
  const channel = await stage.store.channels.find(1, git);
  const account = { externalId: discordHome.account('ana'), name: 'Ana' };
  const seen = { externalId: git, name: 'git', private: false };
  const place = { platform: 'discord', workspace: discordHome.workspace, channel: seen };
  const actor = await core.members.arrive(account, place, key);
  const view = digestView(await core.digests.compose(actor, 7));
  if (!channel) throw new Error('there is no channel');
  return { view, to: { kind: 'channel', channel } as const, actor };
}

const messages = () => discord.server.calls.filter(({ path }) => /\/messages(\/\d+)?$/.test(path));
const gallery = (body: unknown) =>
  (body as { components: readonly { type: number }[] }).components.find(({ type }) => type === 12);

test('a digest’s chart is a picture beside it, described for who cannot see it', async () => {
  const { view, to } = await digest();
  const from = messages().length;
  await discord.adapter.post(to, view, 'digest:1');
  const [sent, ...more] = messages().slice(from);
  expect(more).toEqual([]);
  expect([...(sent?.files?.keys() ?? [])]).toEqual(['chart-1.png']);
  expect(sent?.files?.get('chart-1.png')).toMatch(/^\u0089PNG/);
  expect(gallery(sent?.body)).toEqual({
    type: 12,
    items: [
      {
        media: { url: 'attachment://chart-1.png' },
        description: expect.stringMatching(/^Questions in each of the last 12 weeks/),
      },
    ],
  });
  expect(discord.server.invalid).toEqual([]);
});

test('it is drawn anew when the message is edited, and in a direct message too', async () => {
  const { view, to, actor } = await digest();
  await discord.adapter.post(to, view, 'digest:1');
  const from = messages().length;
  await discord.adapter.post(to, view, 'digest:1');
  const { workspaceId } = actor.channel;
  const direct: Recipient = {
    kind: 'account',
    workspaceId,
    externalId: discordHome.account('ana'),
  };
  await discord.adapter.post(direct, view, 'digest:m1');
  const sent = messages().slice(from);
  expect(sent.map(({ method, files }) => [method, files?.size])).toEqual([
    ['PATCH', 1],
    ['POST', 1],
  ]);
  expect(discord.server.invalid).toEqual([]);
});

test('where Discord lets no file in, its line of words is shown', async () => {
  const { view, to } = await digest();
  const from = messages().length;
  const missing = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };
  discord.server.fail('POST', /\/messages$/, missing);
  expect(await discord.adapter.post(to, view, 'digest:1')).toMatchObject({ kind: 'stands' });
  const last = messages().slice(from).at(-1);
  expect(gallery(last?.body)).toBeUndefined();
  expect(textOf(last?.body)).toContain('The last 12 weeks: asked');
});
