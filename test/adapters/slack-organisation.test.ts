import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore, type Store } from '../../src/store/store.ts';
import type { ApiCall } from './slack-api.ts';
import { grantOf, type Many, openMany } from './slack-many.ts';
import { textOf } from './slack-reader.ts';

let store: Store;
let many: Many;
let now: number;

/** An organisation with two workspaces; a code `E1-…` installs the app in all of it. */
function answer({ method, args }: ApiCall): Record<string, unknown> | undefined {
  if (method === 'auth.teams.list') {
    return { ok: true, teams: ['T1', 'T2'].map((id) => ({ id, name: `Team ${id}` })) };
  }
  if (method === 'users.info') {
    const teams = args.user === 'UOUT' ? [] : ['T1', 'T2'];
    const enterprise = { enterprise_id: teams.length > 0 ? 'E1' : 'E9', teams };
    const team = teams.length > 0 ? 'T1' : 'T9';
    const user = { name: String(args.user), team_id: team, enterprise_user: enterprise };
    return { ok: true, user };
  }
  const { code } = args;
  if (method !== 'oauth.v2.access' || typeof code !== 'string' || !code.startsWith('E1')) {
    return undefined;
  }
  return {
    ...grantOf(code),
    is_enterprise_install: true,
    team: null,
    enterprise: { id: 'E1', name: 'Corp' },
  };
}

beforeEach(async () => {
  store = openStore(':memory:');
  now = Date.UTC(2026, 10, 2, 9);
  many = await openMany({ store, clock: () => now, answer });
  expect((await many.install('E1-a')).text).toContain('installed in Corp');
});
afterEach(async () => {
  await many.close();
  await store.close();
});

const inOrganisation = {
  enterprise_id: 'E1',
  enterprise_name: 'Corp',
  is_enterprise_install: 'true',
};
const authorizations = [
  {
    enterprise_id: 'E1',
    team_id: null,
    user_id: 'UE1BOT',
    is_bot: true,
    is_enterprise_install: true,
  },
];

async function heard(body: Record<string, unknown>): Promise<string> {
  const from = many.api.calls.length;
  expect((await many.event(body)).status).toBe(200);
  return textOf(many.api.calls.slice(from).map(({ args }) => args));
}
const mention = (text: string, more: object = {}) => ({
  type: 'app_mention',
  user: 'U1',
  channel: 'C1',
  text: `<@UE1BOT> ${text}`,
  ts: '1.1',
  ...more,
});

describe('an app that a whole organisation installed', () => {
  test('serves each of its workspaces, as one community, with one token', async () => {
    const same = { ...inOrganisation, user_id: 'U1', user_name: 'una' };
    const asked = await many.say('T1', 'ask How do I undo a commit?', same);
    expect(asked.tokens).toEqual(['xoxb-E1-a']);
    const seen = await many.say('T2', 'questions', { ...inOrganisation, channel_id: 'C2' });
    expect(seen.text).toContain('undo a commit');
    // Who asked in one workspace is the same member in the other.
    expect((await many.say('T2', 'questions mine', same)).text).toContain('undo a commit');
    expect((await store.communities.all()).map(({ name }) => name)).toEqual(['Corp']);
    const homes = await Promise.all(
      ['T1', 'T2'].map((team) => store.communities.connectedWorkspace('slack', team)),
    );
    expect(homes.map((home) => home?.name)).toEqual(['Team T1', 'Team T2']);
  });

  test('calls each of its workspaces as Slack does now, and stays called as it is', async () => {
    for (const team of ['T1', 'T2']) await many.say(team, 'help', inOrganisation);
    const event = { type: 'team_rename', name: 'Corp Labs', team_id: 'T2' };
    await heard({ team_id: 'T2', enterprise_id: 'E1', authorizations, event });
    const stray = { ...event, name: 'Elsewhere' };
    await heard({ team_id: 'T1', enterprise_id: 'E1', authorizations, event: stray });
    const homes = await Promise.all(
      ['T1', 'T2'].map((team) => store.communities.connectedWorkspace('slack', team)),
    );
    expect(homes.map((home) => home?.name)).toEqual(['Team T1', 'Corp Labs']);
    expect(await many.installations.find('slack', 'E1')).toMatchObject({ name: 'Corp' });
  });

  test('is heard in events that name no team, by what else they name', async () => {
    const body = { team_id: null, enterprise_id: 'E1', authorizations };
    const byContext = { ...body, context_team_id: 'T1', event: mention('ask Is this Team T1?') };
    expect(await heard(byContext)).toContain('Is this Team T1?');
    const bare = { enterprise_id: 'E1', authorizations, event: mention('questions') };
    expect(await heard(bare)).toContain('Is this Team T1?');
    expect(await heard({ authorizations, event: mention('help') })).not.toBe('');
    expect(await heard({ event: mention('help') })).toBe('');
    expect(await heard({ team_id: null, enterprise_id: 'E7', event: mention('help') })).toBe('');
  });

  test('takes interactions without a team as those of where the member is', async () => {
    await many.say('T1', 'ask How do I undo a commit?', inOrganisation);
    const { status } = await many.press({
      type: 'block_actions',
      team: null,
      enterprise: { id: 'E1', name: 'Corp' },
      is_enterprise_install: true,
      user: { id: 'U2', team_id: 'T1' },
      channel: { id: 'C1' },
      trigger_id: '9.9',
      response_url: `${many.api.url}/respond/press`,
      actions: [
        { type: 'button', action_id: 'call-0', value: 'me-too?question=1', action_ts: '1' },
      ],
    });
    expect(status).toBe(200);
    const pressed = many.api.calls.findLast(({ method }) => method === 'respond');
    expect(textOf(pressed?.args)).toContain('#1');
  });

  test('does not take the workspace of a guest for one of its own', async () => {
    await many.say('T1', 'ask How do I undo a commit?', inOrganisation);
    expect((await many.say('T9', 'questions', inOrganisation)).text).toBe('');
    const shared = {
      team_id: 'T9',
      enterprise_id: 'E1',
      is_ext_shared_channel: true,
      authorizations,
      context_team_id: 'T1',
      event: mention('questions', { user: 'UOUT', channel: 'C2', user_team: 'T9' }),
    };
    expect(await heard(shared)).not.toContain('undo a commit');
    expect(await store.communities.connectedWorkspace('slack', 'T9')).toBeUndefined();
  });

  test('leaves all its workspaces when it is uninstalled, and finds them again', async () => {
    await many.say('T1', 'ask Is this kept?', inOrganisation);
    now += 1_000;
    await heard({ enterprise_id: 'E1', authorizations, event: { type: 'app_uninstalled' } });
    expect(await store.installations.served()).toEqual([]);
    const before = many.api.calls.length;
    for (const team of ['T1', 'T2']) await many.say(team, 'help', inOrganisation);
    expect(many.api.calls).toHaveLength(before);
    now += 1_000;
    await many.install('E1-b');
    const { text, tokens } = await many.say('T2', 'questions', inOrganisation);
    expect(text).toContain('Is this kept?');
    expect(tokens).toEqual(['xoxb-E1-b']);
  });

  test('leaves a workspace that installed it on its own to itself', async () => {
    await many.install('T1-own');
    const { tokens } = await many.say('T1', 'ask Is this ours?', inOrganisation);
    expect(tokens).toEqual(['xoxb-T1-own']);
    expect((await many.say('T2', 'questions', inOrganisation)).text).not.toContain('Is this ours?');
  });

  test('gives a workspace that installs it on its own later its token, where it is at home', async () => {
    await many.say('T1', 'ask Is this kept?', inOrganisation);
    await many.install('T1-own');
    const { text, tokens } = await many.say('T1', 'questions', inOrganisation);
    expect(tokens).toEqual(['xoxb-T1-own']);
    expect(text).toContain('Is this kept?');
  });
});
