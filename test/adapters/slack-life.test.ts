import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dumpOf } from '../store/dump.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { viewOf } from './samples.ts';
import { botUser, openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { openStage, type Stage } from './stage.ts';

const folder = temporaryFolder();
let stage: Stage;
let slack: SlackDriver;
let events = 0;

beforeEach(async () => {
  stage = await openStage(slackHome);
  slack = await openSlack(stage);
});

afterEach(async () => {
  await slack.close();
  await stage.store.close();
});

async function hear(event: Readonly<Record<string, unknown>>): Promise<void> {
  events += 1;
  await slack.deliver(slack.event(`Ev${events}`, event), 'application/json');
}

const called = (method: string) => slack.api.calls.filter((call) => call.method === method);
const channel = () => stage.store.channels.find(1, 'C0GIT');
const told = async (member: string, line: string, where = 'git') =>
  JSON.stringify(viewOf(await stage.tell(member, where, line)));
const seen = () =>
  slack
    .seen()
    .map(({ text }) => text)
    .join('\n');

describe('when we are brought into a channel', () => {
  const invite = (more: object = {}) =>
    hear({
      type: 'member_joined_channel',
      user: botUser,
      channel: 'C0GIT',
      channel_type: 'C',
      inviter: 'U0BEN',
      ...more,
    });

  test('who did it is told once, alone, what we do there', async () => {
    await invite();
    expect(slack.seen()).toMatchObject([{ audience: 'private' }]);
    expect(called('chat.postEphemeral')[0]?.args).toMatchObject({ user: 'U0BEN' });
    expect(seen()).toContain('Thank you for inviting me to #git');
    await invite();
    expect(called('chat.postEphemeral')).toHaveLength(1);
  });

  test('the cards come that could not be posted there', async () => {
    slack.api.fail('chat.postMessage', { body: { ok: false, error: 'not_in_channel' } });
    await slack.type('ana', 'git', 'ask Where is my card?');
    expect(slack.api.messages.size).toBe(0);
    await invite();
    expect(JSON.stringify([...slack.api.messages.values()])).toContain('Where is my card?');
  });

  test('nothing is said about others who come', async () => {
    await invite({ user: 'U0CHLOE' });
    expect(seen()).toBe('');
  });
});

test('a workspace is called as Slack calls it from now on', async () => {
  await hear({ type: 'team_rename', name: 'Data people', team_id: team });
  const home = () => stage.store.communities.connectedWorkspace('slack', team);
  expect(await home()).toMatchObject({ name: 'Data people' });
  await hear({ type: 'team_rename', name: '   ' });
  expect(await home()).toMatchObject({ name: 'Data people' });
});

describe('what becomes of a channel', () => {
  test('its new name is known at once', async () => {
    await hear({ type: 'channel_rename', channel: { id: 'C0GIT', name: 'version-control' } });
    expect(await channel()).toMatchObject({ name: 'version-control', private: false });
  });

  test.each(['channel_archive', 'channel_deleted', 'group_archive', 'group_deleted'])(
    'after %s nothing is posted there, and whoever asks is told',
    async (type) => {
      await slack.type('ana', 'git', 'ask Before?');
      await hear({ type, channel: 'C0GIT', user: 'U0BEN' });
      expect(await channel()).toMatchObject({ archived: true });
      const before = slack.api.calls.length;
      await slack.type('ben', 'databases', 'answer 1 In time.');
      const methods = slack.api.calls.slice(before).map(({ method }) => method);
      expect(methods).not.toContain('chat.update');
      expect(seen()).toContain('#git is archived');
    },
  );

  test('after it was taken out of the archive it is posted there again', async () => {
    await slack.type('ana', 'git', 'ask Before?');
    await hear({ type: 'channel_archive', channel: 'C0GIT', user: 'U0BEN' });
    await hear({ type: 'channel_unarchive', channel: 'C0GIT', user: 'U0BEN' });
    expect(await channel()).not.toHaveProperty('archived');
    await slack.type('ben', 'git', 'answer 1 In time.');
    expect(called('chat.update')).toHaveLength(1);
  });

  test.each([
    { type: 'channel_convert_to_private', channel: 'C0GIT' },
    {
      type: 'message',
      subtype: 'channel_convert_to_private',
      channel: 'C0GIT',
      channel_type: 'group',
      user: 'U0BEN',
      text: 'made this channel *private*. Now, it can only be viewed or joined by invitation.',
      ts: '9.9',
      event_ts: '9.9',
    },
  ])('turning private hides what was said there at once (%o)', async (event) => {
    await slack.type('ana', 'git', 'ask What is the zanzi plan? #zanzitag');
    await slack.type('ben', 'git', 'answer 1 zanzi it is.');
    await slack.type('ana', 'git', 'accept 1.1');
    for (const line of ['show 1', 'search zanzi', 'questions tag zanzitag', 'snippet show S1'])
      expect(await told('chloe', line, 'databases')).toContain('zanzi');
    await hear(event);
    for (const line of ['show 1', 'search plan', 'find-expert plan', 'snippet show S1'])
      expect(await told('chloe', line, 'databases')).not.toContain('zanzi');
    expect(await told('ana', 'show 1', 'databases')).toContain('zanzi');
  });

  test('that people from elsewhere are in it is known at once, and that the last are gone', async () => {
    await hear({ type: 'channel_shared', channel: 'C0GIT', connected_team_id: 'T0ELSE' });
    expect(await channel()).toMatchObject({ shared: true });
    await hear({ type: 'channel_unshared', channel: 'C0GIT', is_ext_shared: true });
    expect(await channel()).toMatchObject({ shared: true });
    await hear({ type: 'channel_unshared', channel: 'C0GIT', is_ext_shared: false });
    expect(await channel()).toMatchObject({ shared: false });
  });

  test('of one that nobody used here, nothing is kept', async () => {
    const before = await dumpOf(stage.store, folder);
    await hear({ type: 'channel_rename', channel: { id: 'C0ELSE', name: 'secret-plans' } });
    await hear({ type: 'channel_archive', channel: 'C0ELSE', user: 'U0BEN' });
    expect(await dumpOf(stage.store, folder)).toEqual(before);
  });
});

describe('what becomes of people', () => {
  const user = (more: object) => ({ id: 'U0BEN', team_id: 'T0DATA', name: 'ben', ...more });

  test('their name is known at once, and their zone until they say another', async () => {
    const profile = { display_name: 'Benjamin O.', real_name: 'Ben Okafor' };
    await hear({ type: 'user_change', user: user({ profile, tz: 'Africa/Lagos' }) });
    expect(await told('ana', 'profile @ben')).toContain('Benjamin O.');
    const { id = 0 } = (await stage.store.members.byAccount(1, 'U0BEN')) ?? {};
    const zone = async () => (await stage.store.preferences.of([id])).get(id)?.zone;
    expect(await zone()).toBe('Africa/Lagos');
    await hear({ type: 'user_change', user: user({ tz: 'Mars/Olympus' }) });
    await hear({ type: 'user_change', user: user({ tz: 'Europe/Berlin' }) });
    expect(await zone()).toBe('Africa/Lagos');
  });

  test('whoever is gone is no longer suggested, and is again when back', async () => {
    await stage.tell('ben', 'git', 'expertise add rebase');
    expect(await told('ana', 'find-expert rebase')).toContain('"handle":"ben"');
    await hear({ type: 'user_change', user: user({ deleted: true }) });
    expect(await told('ana', 'find-expert rebase')).not.toContain('"handle":"ben"');
    await hear({ type: 'user_change', user: user({ deleted: false }) });
    expect(await told('ana', 'find-expert rebase')).toContain('"handle":"ben"');
  });

  test('of who was never here, nothing is kept', async () => {
    const before = await dumpOf(stage.store, folder);
    const stranger = { id: 'U0NEW', name: 'new', real_name: 'Somebody New', tz: 'Asia/Tokyo' };
    await hear({ type: 'team_join', user: stranger });
    await hear({ type: 'user_change', user: stranger });
    expect(await dumpOf(stage.store, folder)).toEqual(before);
  });
});
