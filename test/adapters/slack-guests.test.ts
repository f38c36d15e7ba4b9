import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore, type Store } from '../../src/store/store.ts';
import type { ApiCall } from './slack-api.ts';
import { type Many, openMany } from './slack-many.ts';
import { textOf } from './slack-reader.ts';

let store: Store;
let many: Many;
/** What Slack says of people, besides their names. */
let people: Record<string, Record<string, unknown>>;

function answer({ method, args }: ApiCall): Record<string, unknown> | undefined {
  if (method === 'conversations.info' && args.channel === 'C1') {
    return { ok: true, channel: { name: 'shared', is_private: false, is_ext_shared: true } };
  }
  if (method !== 'users.info') return undefined;
  const id = String(args.user);
  const user = { name: id.toLowerCase(), team_id: 'T1', ...people[id] };
  return people[id]?.hidden ? { ok: false, error: 'user_not_found' } : { ok: true, user };
}

beforeEach(async () => {
  people = {
    UOUT: { team_id: 'T9', is_stranger: true },
    UHIDDEN: { hidden: true },
    URESTRICTED: { is_restricted: true },
    UULTRA: { is_ultra_restricted: true },
  };
  store = openStore(':memory:');
  many = await openMany({ store, clock: () => Date.UTC(2026, 10, 2, 9), answer });
  await many.install('T1-a');
  await many.say('T1', 'ask How do we sell the zanzi? #zanzitag', at('UINA', 'C2'));
  await many.say('T1', 'answer 1 Zanzi sells itself.', at('UINB', 'C2'));
  await many.say('T1', 'accept 1.1', at('UINA', 'C2'));
  await many.say('T1', 'expertise add zanzitag', at('UINB', 'C2'));
  await many.say('T1', 'ask How do we share a branch? #git', at('UINA', 'C1'));
});
afterEach(async () => {
  await many.close();
  await store.close();
});

const at = (user_id: string, channel_id: string) => ({ user_id, user_name: user_id, channel_id });

/** Says it to the bot, as an event of a shared channel has it. */
async function mention(user: string, text: string, more: object = {}, channel = 'C1') {
  const from = many.api.calls.length;
  const { status } = await many.event({
    team_id: 'T9',
    context_team_id: 'T1',
    is_ext_shared_channel: true,
    authorizations: [{ enterprise_id: null, team_id: 'T1', user_id: 'UT1BOT', is_bot: true }],
    event: { type: 'app_mention', user, channel, text: `<@UT1BOT> ${text}`, ts: '1.1', ...more },
  });
  expect(status).toBe(200);
  return textOf(many.api.calls.slice(from).map(({ args }) => args));
}

const guests = [
  ['from another organisation', 'UOUT', {}],
  ['from another organisation, of whom only the delivery tells', 'UHIDDEN', { user_team: 'T9' }],
  ['of several channels', 'URESTRICTED', {}],
  ['of a single channel', 'UULTRA', {}],
] as const;

describe.each(guests)('a guest %s', (_, user, more) => {
  test('asks and answers in the channel, as its members see', async () => {
    await mention(user, 'answer 2 Push it under its own name.', more);
    await mention(user, 'ask May I ask here, too?', more);
    const seen = await many.say('T1', 'questions', at('UINA', 'C2'));
    expect(seen.text).toContain('May I ask here, too?');
    expect((await many.say('T1', 'show 2', at('UINA', 'C1'))).text).toContain('its own name');
  });

  test('sees nothing else of the community', async () => {
    expect(await mention(user, 'questions', more)).toContain('share a branch');
    for (const line of [
      'show 1',
      'search zanzi',
      'snippet show S1',
      'find-expert zanzitag',
      'find-expert how do we sell',
      'expertise list @uinb',
      'profile @uinb',
      'questions tag:zanzitag',
      'digest',
    ]) {
      const seen = (await mention(user, line, more)).replaceAll(line.split(' ').pop() ?? '', '');
      expect([line, /zanzi sells|sell the|uinb\b.*(answer|declare)/i.test(seen)]).toEqual([
        line,
        false,
      ]);
    }
    const direct = await mention(user, 'questions', more, 'D1');
    expect(direct).not.toContain('share a branch');
  });

  test('is shown to be one', async () => {
    await mention(user, 'ask May I ask here, too?', more);
    const handle = user.toLowerCase();
    const { text } = await many.say('T1', `profile @${handle}`, at('UINA', 'C1'));
    expect(text).toContain('sees the channel they are in');
    expect(text.includes('another organisation')).toBe(user === 'UOUT' || user === 'UHIDDEN');
  });
});

test('who is let in fully later sees what others see', async () => {
  expect(await mention('URESTRICTED', 'show 1')).not.toContain('sell the zanzi');
  people.URESTRICTED = {};
  await many.event({ team_id: 'T1', event: { type: 'user_change', user: { id: 'URESTRICTED' } } });
  expect(await mention('URESTRICTED', 'show 1')).toContain('sell the zanzi');
  const { text } = await many.say('T1', 'profile @urestricted', at('UINA', 'C1'));
  expect(text).not.toContain('Guest');
});

test('who was never here counts as a guest until Slack says who they are, and then sees what others see', async () => {
  expect(await mention('UHIDDEN', 'show 1')).not.toContain('sell the zanzi');
  people.UHIDDEN = {};
  expect(await mention('UHIDDEN', 'show 1')).toContain('sell the zanzi');
});

test('who belongs here goes on seeing what others see while Slack does not say who they are', async () => {
  people.UINA = { hidden: true };
  await many.event({ team_id: 'T1', event: { type: 'user_change', user: { id: 'UINA' } } });
  expect(await mention('UINA', 'show 1')).toContain('sell the zanzi');
});

test('what all in a shared channel see names nobody from elsewhere in the community', async () => {
  await many.say('T1', 'ask How do we sell the branch? #zanzitag', at('UINA', 'C1'));
  const digest = await many.say('T1', 'digest', at('UINA', 'C1'));
  expect(digest.text).toContain('sell the branch');
  expect(digest.text).not.toMatch(/uinb/i);
  const cards = many.api.calls.filter(({ method }) => method === 'chat.postMessage');
  expect(textOf(cards.at(-1)?.args)).not.toMatch(/uinb/i);
  // In a channel of our own it is said who could help.
  const own = await many.say(
    'T1',
    'ask How do we sell the zanzi again? #zanzitag',
    at('UINA', 'C2'),
  );
  expect(own.text).toMatch(/uinb/i);
});

describe('what no person says is no command', () => {
  test.each([
    ['a bot', { user: 'UOTHERBOT', bot_id: 'B9' }],
    ['a webhook', { user: undefined, subtype: 'bot_message', bot_id: 'B9' }],
    ['Slackbot, repeating a reminder', { user: 'USLACKBOT' }],
    ['the bot itself', { user: 'UT1BOT' }],
  ])('of %s', async (_, more) => {
    expect(await mention('UINA', 'ask Who is there?', more)).toBe('');
    expect((await many.say('T1', 'questions', at('UINA', 'C2'))).text).not.toContain(
      'Who is there?',
    );
  });
});
