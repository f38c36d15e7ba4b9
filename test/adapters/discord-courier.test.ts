import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import type { Actor } from '../../src/model.ts';
import { type DiscordDriver, discordHome, openDiscord } from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import type { Fault } from './discord-server.ts';
import { openStage, type Stage } from './stage.ts';

const hour = 60 * 60 * 1000;
const git = discordHome.channel('git');
const posting = new RegExp(`^/channels/${git}/messages$`);

let stage: Stage;
let discord: DiscordDriver;
let chloe: Actor;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage, { timeout: 300 });
  chloe = await schedule('git');
  await schedule('databases');
  for (const channel of ['git', 'databases']) {
    await stage.tell('ana', channel, `ask How do I undo a thing in ${channel}?`);
  }
  await stage.tell('ben', 'git', 'answer 1 Reset it.');
  await stage.tell('ana', 'git', 'accept 1.1');
  await stage.tell('ben', 'databases', 'answer 2 Roll back.');
  await stage.tell('ana', 'databases', 'accept 2.1');
  // Everything else is delivered before the digest is due, on Monday at ten.
  for (const time of [hour, 23.5 * hour]) {
    stage.pass(time);
    await run();
  }
  stage.pass(hour / 2);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

async function schedule(name: string): Promise<Actor> {
  const account = { externalId: discordHome.account('chloe'), name: 'Chloé Martin' };
  const channel = { externalId: discordHome.channel(name), name, private: false };
  const place = { platform: 'discord', workspace: discordHome.workspace, channel };
  const actor = await stage.core.members.arrive(account, place, `schedule ${name}`);
  await stage.core.digests.schedules.set(actor, { weekday: 1, minute: 600 });
  return actor;
}

function run(): Promise<number> {
  const log = pino({ level: 'silent' });
  const { core } = stage;
  return createCourier({ core, adapters: [discord.adapter], log, random: () => 0.5 }).run();
}

/** Each time as after a restart. */
async function aDay(): Promise<void> {
  for (let hours = 0; hours < 10; hours += 1) {
    await run();
    stage.pass(hour);
  }
}

const standing = (words: string) =>
  [...discord.server.messages.values()].map(textOf).filter((text) => text.includes(words));
const refused = (status: number, code: number): Fault => ({
  status,
  body: { code, message: 'no' },
});
const inGit = 'by @ben (kept as S1)';
const inDatabases = 'by @ben (kept as S2)';

describe('a digest over the wire', () => {
  test.each<[string, Fault[]]>([
    ['Discord limits the rate', [{ status: 429, headers: { 'retry-after': '30' } }]],
    ['Discord fails', [{ status: 500 }, { status: 503 }, { status: 502 }, { status: 500 }]],
    ['the connection ends after it was posted', ['cut after']],
    ['the answer is not whole', ['truncated']],
    ['no answer ever comes, though it was posted', ['silent after']],
  ])('stands once when %s', async (_what, faults) => {
    discord.server.fail('POST', posting, ...faults);
    await aDay();
    expect(standing(inGit)).toHaveLength(1);
    expect(standing(inDatabases)).toHaveLength(1);
    expect((await stage.core.notices.report(chloe)).dead.total).toBe(0);
  });

  test.each([
    [403, 50001, 'I cannot see #git'],
    [403, 50013, 'I may not post in #git'],
    [404, 10003, '#git is gone'],
  ])(
    'is given up when Discord says %i %i; who set it up is told once what to do, and other channels go on',
    async (status, code, words) => {
      discord.server.break('POST', posting, refused(status, code));
      await aDay();
      const told = standing('I cannot post in #git any more');
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(words);
      expect(standing(inGit)).toHaveLength(0);
      expect(standing(inDatabases)).toHaveLength(1);
      const tries = discord.server.calls.filter(({ path }) => posting.test(path)).length;
      await aDay();
      expect(discord.server.calls.filter(({ path }) => posting.test(path))).toHaveLength(tries);
    },
  );
});
