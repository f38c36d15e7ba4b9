import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEmulator, type Emulator } from 'emulate';
import { openStore, type Store } from '../../src/store/store.ts';
import { clientSecret, type Many, openMany } from './slack-many.ts';

/**
 * Another's stand-in for Slack's OAuth and Web API, which refuses what the granted scopes do not cover:
 * https://emulate.dev
 */
let slack: Emulator;
let store: Store;
let many: Many;

const team = 'T000000001';
const admin = 'U000000001';
const general = 'C000000001';
const observer = 'xoxb-of-the-test';

beforeAll(async () => {
  slack = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: 'Emulated folk' },
        strict_scopes: true,
        oauth_apps: [
          {
            client_id: '1.2',
            client_secret: clientSecret,
            name: 'Praxis',
            redirect_uris: ['http://localhost:3000/slack/oauth/callback'],
          },
        ],
        tokens: [{ token: observer, user_id: admin, scopes: ['channels:history'] }],
      },
    },
  });
  store = openStore(':memory:');
  many = await openMany({ store, clock: () => Date.now(), apiUrl: `${slack.url}/api/` });
});
afterAll(async () => {
  await many.close();
  await store.close();
  await slack.close();
});

/** Goes to Slack with the browser, lets `user` allow it with these scopes, and comes back. */
async function install(narrow: (scopes: string) => string = (scopes) => scopes) {
  const { location } = await many.visit('/slack/install');
  const asked = new URL(location ?? '');
  const page = await fetch(asked);
  expect(await page.text()).toContain('Authorize <strong>Praxis</strong>');
  const { scope = '', ...fields } = Object.fromEntries(asked.searchParams);
  const allowed = await fetch(new URL('/oauth/v2/authorize/callback', slack.url), {
    method: 'POST',
    body: new URLSearchParams({ ...fields, scope: narrow(scope), user_id: admin }),
    redirect: 'manual',
  });
  const back = new URL(allowed.headers.get('location') ?? '');
  expect(back.pathname).toBe('/slack/oauth/callback');
  return many.visit(`${back.pathname}${back.search}`);
}

const here = { user_id: admin, channel_id: general, response_url: '' };

async function posted(): Promise<string> {
  const response = await fetch(`${slack.url}/api/conversations.history`, {
    method: 'POST',
    headers: { authorization: `Bearer ${observer}` },
    body: new URLSearchParams({ channel: general }),
  });
  return JSON.stringify(await response.json());
}

describe('against another stand-in for Slack', () => {
  test('Praxis is installed, and its scopes suffice for a question with its card', async () => {
    expect(await install()).toMatchObject({
      status: 200,
      text: expect.stringContaining('installed in Emulated folk'),
    });
    await many.say(team, 'ask How do I undo a commit?', here);
    await many.say(team, 'answer 1 Reset it softly.', here);
    expect(await posted()).toContain('Reset it softly.');
    expect(many.log()).not.toContain('missing_scope');
    expect(many.log()).not.toContain('"event":"slack call failed"');
  });

  test('without a scope the rest works, and the log says what is missing', async () => {
    await install((scopes) => scopes.replace('users:read', 'pins:read'));
    await many.say(team, 'ask Is it said who asks?', here);
    expect(many.log()).toContain('missing_scope');
    expect(await posted()).toContain('Is it said who asks?');
  });

  test('a made-up code is refused with a sentence', async () => {
    const state = await many.begin();
    const query = new URLSearchParams({ code: 'made-up', state });
    expect((await many.visit(`/slack/oauth/callback?${query}`)).text).toContain('too old');
  });
});
