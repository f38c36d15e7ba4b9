import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scopes } from '../../adapters/slack/register.ts';
import type { Channel, Workspace } from '../../src/model.ts';
import { openSlack, type SlackDriver, slackHome } from './slack-driver.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let slack: SlackDriver;
let workspace: Workspace;
let channels: readonly Channel[];

beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
  const [first] = await stage.store.communities.workspacesOf(stage.community.id);
  if (!first) throw new Error('the stage is in no workspace');
  workspace = first;
  channels = await stage.store.channels.inWorkspace(first.id);
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

const wrong = async () =>
  (await slack.adapter.examine(workspace, channels)).filter(({ state }) => state !== 'well');
const identity = JSON.stringify({ ok: true, team_id: 'T0DATA', user_id: 'U0PRAXIS' });
const granted = (names: readonly string[]) => {
  const headers = { 'content-type': 'application/json', 'x-oauth-scopes': names.join(',') };
  slack.api.fail('auth.test', { status: 200, headers, text: identity });
};
const isIn = (...names: readonly string[]) =>
  slack.api.fail('users.conversations', {
    body: { ok: true, channels: names.map((name) => ({ id: slackHome.channel(name) })) },
  });

describe('doctor, in Slack', () => {
  test('finds nothing wrong where every scope is granted and it is in all channels', async () => {
    granted(Object.keys(scopes));
    isIn(...channels.map(({ name }) => name));
    expect(await wrong()).toEqual([]);
  });

  test('names each scope that the app lacks, and what it is for', async () => {
    granted(Object.keys(scopes).filter((name) => name !== 'reactions:read'));
    isIn(...channels.map(({ name }) => name));
    const [finding, ...more] = await wrong();
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      state: 'broken',
      sentence:
        'The app lacks `reactions:read`, to hear the tick by which whoever asked accepts an answer.',
    });
    expect(finding?.remedy).toContain('install it to the workspace again');
  });

  test('names the channels that it is not in, and how to invite it', async () => {
    granted(Object.keys(scopes));
    isIn('databases');
    expect(await wrong()).toMatchObject([
      { state: 'lacking', where: '#git', remedy: expect.stringContaining('/invite @Praxis') },
    ]);
  });

  test('says so when Slack does not take the token any more', async () => {
    slack.api.fail('auth.test', { body: { ok: false, error: 'token_revoked' } });
    expect(await wrong()).toMatchObject([{ where: 'the token', state: 'broken' }]);
    expect(await wrong()).toMatchObject([
      { where: workspace.name, sentence: expect.stringContaining('not installed') },
    ]);
  });
});
