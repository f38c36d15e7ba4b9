import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../rules/source.ts';
import { discordHome, guild, openDiscord } from './discord-driver.ts';
import { openStage } from './stage.ts';

/** Recorded and documented payloads, when they lie beside the repository. */
const sets = ['discord-ready', 'discord-hikari', 'discord-api-docs'].map((name) =>
  join(root, '../shared/payloads', name),
);
const files = sets
  .filter((path) => existsSync(path))
  .flatMap((path) => readdirSync(path).map((name) => join(path, name)))
  .filter((path) => path.endsWith('.json'));

const events = [
  'INTERACTION_CREATE',
  'MESSAGE_CREATE',
  'MESSAGE_UPDATE',
  'MESSAGE_DELETE',
  'GUILD_CREATE',
  'GUILD_UPDATE',
  'THREAD_CREATE',
  'THREAD_UPDATE',
  'THREAD_DELETE',
  'CHANNEL_CREATE',
  'CHANNEL_UPDATE',
  'MESSAGE_REACTION_ADD',
  'MESSAGE_REACTION_REMOVE',
  'GUILD_ROLE_UPDATE',
  'GUILD_MEMBER_UPDATE',
  'GUILD_MEMBER_ADD',
];

/** The payload as it was told, or as every event that it could be mistaken for. */
function framesOf(body: unknown): readonly (readonly [string, unknown])[] {
  const { t, d } = (body ?? {}) as { t?: string; d?: unknown };
  if (typeof t === 'string' && t !== 'READY') return [[t, d]];
  return events.map((event) => [event, body]);
}

/** The same for our server and a known command. */
const filled = (text: string) =>
  text
    .replace(/"guild_id":\s*("?)\d+\1/g, `"guild_id": "${guild}"`)
    .replace(/"channel_id":\s*("?)\d+\1/g, `"channel_id": "${discordHome.channel('git')}"`)
    .replace('"okokokok"', '"help"');

async function replay(change: (text: string) => string): Promise<void> {
  const stage = await openStage(discordHome);
  const discord = await openDiscord(stage);
  for (const file of files) {
    for (const [event, data] of framesOf(JSON.parse(change(readFileSync(file, 'utf8'))))) {
      discord.server.gateway.dispatch(event, data);
    }
    await discord.server.gateway.read();
    await discord.adapter.idle();
  }
  await discord.type('ana', 'git', 'help');
  expect(discord.seen().length).toBeGreaterThan(0);
  await discord.close();
  await stage.store.close();
}

describe('recorded payloads', () => {
  if (files.length === 0) {
    test('are not here: they are replayed where they lie beside the repository', () => {
      expect(files).toEqual([]);
    });
    return;
  }

  test(`(${files.length}) end nothing and cause no invalid request, as they are`, async () => {
    await replay((text) => text);
  });

  test(`(${files.length}) end nothing and cause no invalid request, as told to our server`, async () => {
    await replay(filled);
  });
});
