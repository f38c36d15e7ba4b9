import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore, type Store } from '../../src/store/store.ts';
import { temporaryFolder } from '../store/temporary.ts';
import type { ApiCall } from './slack-api.ts';
import { secret } from './slack-client.ts';
import { clientSecret, grantOf, key, type Many, openMany } from './slack-many.ts';

const folder = temporaryFolder();
let store: Store;
let now: number;
let many: Many;
let answer:
  | ((
      call: ApiCall,
    ) => Record<string, unknown> | undefined | Promise<Record<string, unknown> | undefined>)
  | undefined;

beforeEach(async () => {
  store = openStore(':memory:');
  now = Date.UTC(2026, 10, 2, 9);
  answer = undefined;
  many = await openMany({ store, clock: () => now, answer: (call) => answer?.(call) });
});
afterEach(async () => {
  await many.close();
  await store.close();
});

const served = async () => (await store.installations.served()).map(({ externalId }) => externalId);
const uninstalled = (team: string, more = {}) =>
  many.event({ team_id: team, event: { type: 'app_uninstalled' }, ...more });
const revoked = (team: string) =>
  many.event({ team_id: team, event: { type: 'tokens_revoked', tokens: { bot: ['UT1BOT'] } } });

describe('a workspace', () => {
  test('installs Praxis in a browser, and is served with its own token', async () => {
    const begun = await many.visit('/slack/install');
    const slack = new URL(begun.location ?? '');
    expect(begun.status).toBe(302);
    expect(`${slack.origin}${slack.pathname}`).toBe(`${many.api.url}/oauth/v2/authorize`);
    expect(Object.fromEntries(slack.searchParams)).toMatchObject({
      client_id: '1.2',
      redirect_uri: 'http://localhost:3000/slack/oauth/callback',
      scope: expect.stringContaining('commands'),
    });
    const state = slack.searchParams.get('state') ?? '';
    const page = await many.visit(`/slack/oauth/callback?code=T1-a&state=${state}`);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain('Praxis is installed in Team T1.');
    const { text, tokens } = await many.say('T1', 'ask How do I undo a commit?');
    expect(text).toContain('#1');
    expect(tokens).toEqual(['xoxb-T1-a']);
    expect((await store.communities.all()).map(({ name }) => name)).toEqual(['Team T1']);
  });

  test('shares nothing with another one', async () => {
    await many.install('T1-a');
    await many.install('T2-b');
    await many.say('T1', 'ask How do I undo a commit? #git');
    await many.say('T1', 'answer 1 Reset it softly.');
    await many.say('T1', 'accept 1.1');
    const said = await many.say('T2', 'questions');
    expect(said.text).not.toContain('undo');
    expect(said.tokens).toEqual(['xoxb-T2-b']);
    for (const line of ['show 1', 'snippet show S1', 'search undo commit', 'accept 1.1']) {
      expect((await many.say('T2', line)).text).not.toMatch(/undo a|softly/i);
    }
    // The same member of the same name in the same channel id is somebody else there.
    const same = { user_id: 'UT11', user_name: 'user-of-T1' };
    expect((await many.say('T2', 'questions mine', same)).text).toContain('not asked anything');
    const posts = many.api.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.map(({ token }) => token)).toEqual(['xoxb-T1-a']);
  });

  test('keeps its buttons to itself, whoever presses them, and its forms', async () => {
    await many.install('T1-a');
    await many.install('T2-b');
    for (const team of ['T1', 'T2']) await many.say(team, `ask What is it in ${team}?`);
    const press = (more: Record<string, unknown>) =>
      many.press({
        type: 'block_actions',
        user: { id: 'UT21', team_id: 'T2' },
        channel: { id: 'C1' },
        trigger_id: `${Object.keys(more).length}.press`,
        actions: [
          { type: 'button', action_id: 'call-0', value: 'me-too?question=1', action_ts: '1' },
        ],
        ...more,
      });
    // Someone of T2 presses a button under a message of T1's bot, in a channel that both share.
    await press({ team: { id: 'T2' }, message: { team: 'T1', user: 'UT1BOT', ts: '1.1' } });
    const edits = many.api.calls.filter(({ method }) => method === 'chat.update');
    expect(edits.map(({ token }) => token)).not.toContain('xoxb-T2-b');
    expect((await many.say('T1', 'show 1')).text).toContain('1 also has this');
    expect((await many.say('T2', 'show 1')).text).not.toContain('also has this');
    const before = many.api.calls.length;
    await many.press({
      type: 'view_submission',
      team: { id: 'T2' },
      user: { id: 'UT21', team_id: 'T2' },
      view: {
        id: 'V1',
        app_installed_team_id: 'T1',
        callback_id: 'form',
        private_metadata: JSON.stringify({ name: 'ask', args: {}, channel: 'C1' }),
        title: { text: 'Ask' },
        state: { values: { question: { value: { value: 'From a form of T1?' } } } },
      },
    });
    const tokens = many.api.calls.slice(before).flatMap(({ token }) => token ?? []);
    expect([...new Set(tokens)]).toEqual(['xoxb-T1-a']);
    expect((await many.say('T2', 'questions')).text).not.toContain('From a form');
  });

  test('is posted to after a restart, before anything was heard from it, until it is gone', async () => {
    await many.install('T1-a');
    await many.say('T1', 'help');
    const workspace = await store.communities.connectedWorkspace('slack', 'T1');
    const channel = await store.channels.find(workspace?.id ?? 0, 'C1');
    if (!channel) throw new Error('there is no channel');
    const again = await openMany({ store, clock: () => now });
    const view = { name: 'note', title: ['Hello'], blocks: [] };
    const to = { kind: 'channel', channel } as const;
    expect(await again.adapter.post(to, view, 'greeting')).toMatchObject({ kind: 'stands' });
    expect(again.api.calls.map(({ token }) => token)).toEqual(['xoxb-T1-a']);
    await uninstalled('T1');
    expect(await again.adapter.post(to, view, 'farewell')).toMatchObject({
      kind: 'refused',
      whose: 'workspace',
    });
    expect(again.api.calls).toHaveLength(1);
    await again.close();
  });

  test('that Slack renames is called so, also after a restart, and no other is', async () => {
    for (const code of ['T1-a', 'T2-b']) await many.install(code);
    await many.event({ team_id: 'T1', event: { type: 'team_rename', name: 'Tinkers' } });
    const again = await openMany({ store, clock: () => now });
    await again.say('T1', 'help');
    await again.close();
    const named = ['T1', 'T2'].map(async (team) => {
      const home = await store.communities.connectedWorkspace('slack', team);
      return [home?.name, (await store.installations.find('slack', team))?.name];
    });
    expect(await Promise.all(named)).toEqual([
      ['Tinkers', 'Tinkers'],
      ['Team T2', 'Team T2'],
    ]);
  });

  test('joins the community that all are to join', async () => {
    const empty = openStore(':memory:');
    const joint = await openMany({ store: empty, clock: () => now, into: 'Craft' });
    await joint.install('T1-a');
    await joint.install('T2-b');
    await joint.say('T1', 'ask Is this for all of us?');
    expect((await joint.say('T2', 'questions')).text).toContain('Is this for all of us?');
    expect((await empty.communities.all()).map(({ name }) => name)).toEqual(['Craft']);
    await joint.close();
    const wrong = openMany({ store: empty, clock: () => now, into: 'Carft' });
    await expect(wrong).rejects.toThrow('There is no community "Carft" here.');
    await empty.close();
  });

  test('of a name that is taken gets a community of its own', async () => {
    answer = ({ method, args }) =>
      method === 'oauth.v2.access'
        ? { ...grantOf(String(args.code)), team: { id: String(args.code), name: 'Data folk' } }
        : undefined;
    await many.install('T1-a');
    await many.install('T2-b');
    expect((await store.communities.all()).map(({ name }) => name)).toEqual([
      'Data folk',
      'Data folk (2)',
    ]);
  });

  test('that installs again is served with the newer token', async () => {
    await many.install('T1-a');
    await many.say('T1', 'ask Is this kept?');
    await many.install('T1-c');
    const said = await many.say('T1', 'questions');
    expect(said).toMatchObject({ text: expect.stringContaining('Is this kept?') });
    expect(said.tokens).toEqual(['xoxb-T1-c']);
    expect(await store.communities.all()).toHaveLength(1);
  });

  test('that is not installed is answered with 200, and nothing happens', async () => {
    expect((await uninstalled('T9')).status).toBe(200);
    expect((await many.say('T9', 'help')).text).toBe('');
    expect((await many.event({ event: { type: 'app_mention', text: 'help' } })).status).toBe(200);
    expect(await store.communities.all()).toEqual([]);
  });
});

describe('a workspace that uninstalls Praxis', () => {
  const ways = [
    ['app_uninstalled', 'tokens_revoked'],
    ['tokens_revoked', 'app_uninstalled'],
    ['app_uninstalled', 'app_uninstalled', 'tokens_revoked', 'tokens_revoked'],
  ].map((way) => [way.join(', '), way] as const);

  test.each(ways)('is called no more, and its token is gone: %s', async (_, way) => {
    await many.install('T1-a');
    await many.say('T1', 'ask Is this kept?');
    now += 1_000;
    for (const kind of way) {
      const { status } = await (kind === 'app_uninstalled' ? uninstalled('T1') : revoked('T1'));
      expect(status).toBe(200);
    }
    expect(await served()).toEqual([]);
    const before = many.api.calls.length;
    await many.say('T1', 'ask Is anybody there?');
    expect(many.api.calls).toHaveLength(before);
    now += 1_000;
    await many.install('T1-b');
    const said = await many.say('T1', 'questions');
    expect(said.text).toContain('Is this kept?');
    expect(said.tokens).toEqual(['xoxb-T1-b']);
  });

  test('does not take the one that was installed since with it, when Slack says it late or again', async () => {
    await many.install('T1-a');
    now += 1_000;
    const told = { event_id: 'Ev-gone', event_time: now / 1000 };
    await uninstalled('T1', told);
    now += 5 * 60_000;
    await many.install('T1-b');
    await uninstalled('T1', told);
    await uninstalled('T1', { event_time: told.event_time });
    expect(await served()).toEqual(['T1']);
  });

  test('while it is being installed is not served', async () => {
    answer = async ({ method }) => {
      if (method === 'oauth.v2.access') await uninstalled('T1');
      return undefined;
    };
    const page = await many.install('T1-a');
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining('was removed') });
    expect(await served()).toEqual([]);
    answer = undefined;
    now += 1_000;
    expect((await many.install('T1-b')).status).toBe(200);
    expect((await many.say('T1', 'help')).text).toContain('ask');
  });

  test('leaves the others in peace', async () => {
    await many.install('T1-a');
    await many.install('T2-b');
    await uninstalled('T1');
    expect(await served()).toEqual(['T2']);
    expect((await many.say('T2', 'questions')).tokens).toEqual(['xoxb-T2-b']);
  });

  test.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'is found out by a call: %s',
    async (error) => {
      await many.install('T1-a');
      await many.install('T2-b');
      many.api.fail('users.info', { body: { ok: false, error } });
      await many.say('T1', 'help');
      expect(await served()).toEqual(['T2']);
      const before = many.api.calls.length;
      await many.say('T1', 'help');
      expect(many.api.calls).toHaveLength(before);
      expect((await many.say('T2', 'help')).tokens).toEqual(['xoxb-T2-b']);
    },
  );
});

describe('an installation is refused with a sentence', () => {
  const back = (query: Record<string, string>) =>
    many.visit(`/slack/oauth/callback?${new URLSearchParams(query)}`);

  test('when its member cancels', async () => {
    const state = await many.begin();
    const page = await back({ error: 'access_denied', state });
    expect(page.text).toContain('Nothing was installed: you cancelled it.');
  });

  test('when it was not begun in this browser, or not at all', async () => {
    const state = await many.begin();
    await many.visit('/slack/oauth/callback');
    for (const query of [
      { code: 'T1-a', state },
      { code: 'T1-a', state: 'forged' },
      { code: 'T1-a' },
    ]) {
      const page = await back(query);
      expect(page).toMatchObject({ status: 400, text: expect.stringContaining('in this browser') });
    }
    expect(await served()).toEqual([]);
  });

  test('when it was begun more than ten minutes ago', async () => {
    const state = await many.begin();
    now += 10 * 60_000 + 1;
    expect((await back({ code: 'T1-a', state })).text).toContain('too long ago');
  });

  test('when it comes back a second time with the same state', async () => {
    const state = await many.begin();
    const cookie = `praxis_install=${state}`;
    const path = `/slack/oauth/callback?${new URLSearchParams({ code: 'T1-a', state })}`;
    const again = () => fetch(new URL(path, many.url), { headers: { cookie } });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status]).toEqual([200, 400]);
    expect(await second.text()).toContain('was finished before');
  });

  test('when Slack does not take the code, does not know us, or cannot be reached', async () => {
    expect((await many.install('nonsense')).text).toContain('was used before, or is too old');
    answer = () => ({ ok: false, error: 'invalid_client_id' });
    expect((await many.install('T1-a')).text).toContain('check SLACK_CLIENT_ID');
    answer = () => ({ ok: false, error: '<script>' });
    expect((await many.install('T1-a')).text).not.toContain('script>');
    answer = undefined;
    many.api.fail('oauth.v2.access', { status: 500 });
    expect(await many.install('T1-a')).toMatchObject({
      status: 503,
      text: expect.stringContaining('in a minute'),
    });
    expect(await served()).toEqual([]);
  });

  test('and names on the page are text', async () => {
    answer = ({ args }) => ({
      ...grantOf(String(args.code)),
      team: { id: 'T1', name: '<img src=x onerror=alert(1)>' },
    });
    expect((await many.install('T1-a')).text).toContain('&lt;img src=x');
  });
});

test('secrets are nowhere in clear: logs, pages, the database, a backup', async () => {
  const file = join(folder, 'secrets.db');
  const onDisk = openStore(file);
  const other = await openMany({ store: onDisk, clock: () => now });
  const pages = [(await other.install('T1-secretive')).text];
  await other.say('T1', 'ask Is this kept?');
  other.api.fail('users.info', { body: { ok: false, error: 'token_revoked' } });
  other.api.fail('oauth.v2.access', { body: { ok: false, error: 'bad_client_secret' } });
  pages.push((await other.install('T2-secretive')).text);
  await onDisk.backup(join(folder, 'copy.db'));
  await other.event({ team_id: 'T1', event: { type: 'app_uninstalled' } });
  const files = ['secrets.db', 'secrets.db-wal', 'copy.db'];
  const everything = [
    other.log(),
    ...pages,
    ...files.map((name) => readFileSync(join(folder, name)).toString('latin1')),
  ].join('\n');
  await other.close();
  await onDisk.close();
  expect(everything).toContain('Team T1');
  for (const word of ['xoxb-', 'secretive', clientSecret, secret, key.toString('hex')]) {
    expect([word, everything.includes(word)]).toEqual([word, false]);
  }
});
