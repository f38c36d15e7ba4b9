import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { type Courier, createCourier } from '../../adapters/courier.ts';
import { type DiscordDriver, discordHome, guild, openDiscord } from './discord-driver.ts';
import { openSlack, type SlackDriver, slackHome } from './slack-driver.ts';
import { openStage, type Stage } from './stage.ts';

const hour = 60 * 60 * 1000;
let stage: Stage;
let slack: SlackDriver;
let discord: DiscordDriver;
let courier: Courier;

/** A Slack workspace and a Discord server, each of its own community, served by one process. */
beforeEach(async () => {
  stage = await openStage(slackHome);
  const { store, community } = stage;
  const now = stage.clock();
  const { id } = await store.communities.add({ ref: 'guild', name: 'Guild', createdAt: now });
  const place = { communityId: id, platform: 'discord', externalId: guild, name: 'Data guild' };
  const { id: workspaceId } = await store.communities.connect(place, now);
  const dora = { ref: 'dora', handle: 'dora', name: 'Dora Lind', role: 'admin' } as const;
  const { id: memberId } = await store.members.add({ ...dora, communityId: id, joinedAt: now });
  const externalId = discordHome.account('dora');
  await store.members.addAccount({ workspaceId, memberId, externalId }, now);
  const ana = await store.members.byHandle(community.id, 'ana');
  await store.members.setRole(ana?.id ?? 0, 'admin');
  slack = await openSlack(stage);
  discord = await openDiscord(stage);
  const adapters = [slack.adapter, discord.adapter];
  const log = pino({ level: 'silent' });
  courier = createCourier({ core: stage.core, adapters, log, random: () => 0.5 });
});

afterEach(async () => {
  await slack.close();
  await discord.close();
  await stage.store.close();
});

const said = (driver: SlackDriver | DiscordDriver) =>
  driver
    .seen()
    .map(({ text }) => text)
    .join('\n');
const called = (driver: SlackDriver | DiscordDriver, from: number) =>
  JSON.stringify(('api' in driver ? driver.api : driver.server).calls.slice(from));

async function link(): Promise<void> {
  await slack.type('ana', 'git', 'settings link');
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(said(slack))?.[0] ?? '';
  await discord.type('dora', 'git', `settings link ${code}`);
  expect(said(discord)).toContain('The code is right');
  expect(said(discord)).not.toContain('Data folk');
  await slack.type('ana', 'git', 'settings link');
  expect(said(slack)).toContain('“Guild”: *Data folk* (Discord)');
  await slack.press('Become one community');
  expect(said(slack)).toContain('You are one community now');
}

test('a question asked in Slack is brought to an expert in Discord, answered there, accepted in Slack, and found in Discord', async () => {
  await discord.type('dora', 'git', 'expertise add git');
  await link();
  await slack.type('ben', 'git', 'ask How do I undo a rebase? tags:git');
  expect(said(slack)).toContain('Posted as');
  const before = discord.server.calls.length;
  for (let hours = 0; hours < 40; hours += 1) {
    stage.pass(hour);
    await courier.run();
  }
  expect(called(discord, before)).toContain('You may know this');
  expect(called(discord, before)).toContain('How do I undo a rebase?');

  await discord.type('dora', 'git', 'questions open');
  expect(said(discord)).toContain('How do I undo a rebase?');
  const [asked, heard] = [slack.api.calls.length, discord.server.calls.length];
  await discord.type('dora', 'git', 'answer 1 The reflog has it.');
  expect(called(discord, heard)).not.toContain(slackHome.channel('git'));
  await courier.run();
  expect(called(slack, asked)).toContain('chat.update');
  expect(called(slack, asked)).toContain('1 answer');
  expect(called(slack, asked)).toContain('@dora on Discord');
  await discord.type('dora', 'git', 'show 1');
  expect(said(discord)).toContain('@ben on Slack');
  expect(said(discord)).not.toContain('@dora on');

  await slack.type('ben', 'git', 'accept 1.1');
  expect(said(slack)).toContain('is accepted');
  await discord.type('dora', 'git', 'search undo a rebase');
  expect(said(discord)).toContain('The reflog has it.');

  await slack.type('ana', 'git', 'settings unlink');
  await slack.press('Take out Guild');
  await slack.press('Unlink');
  expect(said(slack)).toContain('a community of its own again');
  await discord.type('dora', 'git', 'search undo a rebase');
  expect(said(discord)).not.toContain('reflog');
  await slack.type('ben', 'git', 'show 1');
  expect(said(slack)).toContain('@dora-discord');
  expect(said(slack)).not.toContain('@ben on');
});

test('what is told in private reaches a member of both platforms once', async () => {
  await link();
  await slack.type('chloe', 'git', 'profile link');
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(said(slack))?.[0] ?? '';
  await discord.type('chloe', 'git', `profile link ${code}`);
  await discord.press('Yes, that is me');
  expect(said(discord)).toContain('You are one member now');
  await discord.type('chloe', 'git', 'profile reach discord');
  await slack.type('chloe', 'git', 'find-expert git');
  expect(said(slack)).not.toContain('@chloe on');
  await slack.type('chloe', 'git', 'ask What is a bare repository?');
  await slack.type('ben', 'git', 'answer 1 One without a working tree.');
  stage.pass(49 * hour);
  const [inSlack, inDiscord] = [slack.api.calls.length, discord.server.calls.length];
  await courier.run();
  expect(called(discord, inDiscord)).toContain('What is a bare repository?');
  expect(called(slack, inSlack)).not.toContain('D0CHLOE');
});
