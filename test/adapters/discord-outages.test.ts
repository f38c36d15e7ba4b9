import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DiscordDriver, discordHome, openDiscord } from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import type { Fault } from './discord-server.ts';
import { openStage, type Stage } from './stage.ts';

const posting = /^\/channels\/\d+\/messages$/;
const callback = /\/callback$/;

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage, { timeout: 300 });
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const ask = (words: string) => discord.type('ana', 'git', `ask ${words}`);
const cards = () =>
  [...discord.server.messages.values()].filter(({ nonce }) => nonce !== undefined);
const shown = () => textOf(discord.recent().map(({ body }) => body));
const limited = (headers: Record<string, string>): Fault => ({
  status: 429,
  headers: { 'retry-after': '2', ...headers },
  body: { message: 'You are being rate limited.', retry_after: 2, global: false },
});

describe('a question’s card stands once', () => {
  test.each<[string, Fault[]]>([
    ['Discord fails with 500, 502 and 503', [{ status: 500 }, { status: 502 }, { status: 503 }]],
    ['Discord fails with 504 once', [{ status: 504 }]],
    ['an error is no JSON', [{ status: 503, body: '<html>Bad gateway</html>' }]],
    ['the connection ends after it was taken', ['cut after']],
    ['the connection ends in the answer', ['cut within']],
    ['the answer is not whole', ['truncated']],
    ['no answer ever comes, though it was taken', ['silent after']],
    ['no answer ever comes, and it was not taken', ['silent']],
    ['all of that happens, one after the other', ['silent', 'cut within', { status: 500 }]],
    ['Discord limits us', [limited({ 'x-ratelimit-scope': 'user' })]],
    ['Discord limits all of us that share something', [limited({ 'x-ratelimit-scope': 'shared' })]],
    ['Discord limits the bot as a whole', [limited({ 'x-ratelimit-global': 'true' })]],
    ['Discord limits us and does not say for how long', [{ status: 429, body: {} }]],
  ])('when %s', async (_what, faults) => {
    discord.server.fail('POST', posting, ...faults);
    await ask('Does it stand once?');
    expect(cards()).toHaveLength(1);
    await discord.type('ben', 'git', 'answer 1 It does.');
    expect(cards()).toHaveLength(1);
    expect(textOf(cards())).toContain('It does.');
  });

  test('once Discord comes back, when it was away for longer than anybody waits', async () => {
    discord.server.break('POST', posting, { status: 503 });
    await ask('Does it come later?');
    expect(cards()).toHaveLength(0);
    expect(shown()).toContain('It is kept, but its card could not be posted');
  });
});

describe('an interaction is answered', () => {
  test.each<[string, Fault[]]>([
    ['Discord fails first', [{ status: 500 }]],
    ['the connection ends in the answer', ['cut within']],
    ['the answer is not whole', ['truncated']],
    ['no answer comes to the answer', ['silent after']],
  ])('once, though %s', async (_what, faults) => {
    discord.server.fail('POST', callback, ...faults);
    await discord.type('ana', 'git', 'help');
    const answers = discord.recent().filter(({ path }) => callback.test(path));
    expect(answers.length).toBeGreaterThanOrEqual(1);
    expect(discord.recent().filter(({ path }) => /^\/webhooks/.test(path))).toHaveLength(0);
    await discord.type('ana', 'git', 'questions open');
    expect(shown()).toContain('Open questions');
  });
});

test('limits that many of us share never open the circuit', async () => {
  discord.server.break('PUT', /reactions/, {
    status: 429,
    headers: { 'retry-after': '0.01', 'x-ratelimit-scope': 'shared' },
    body: { retry_after: 0.01 },
  });
  const web = () => discord.adapter.trouble();
  await ask('Who ticks?');
  const [card] = cards();
  for (let n = 0; n < 3; n += 1) {
    await discord.dispatch('MESSAGE_CREATE', {
      id: String(1_569_758_537_318_500_000n + BigInt(n)),
      channel_id: discordHome.channel('git'),
      guild_id: discordHome.workspace,
      content: `I do, ${n}.`,
      author: { id: discordHome.account('ben'), username: 'ben' },
      member: { roles: [] },
      message_reference: { message_id: card?.id },
    });
  }
  expect(discord.server.calls.filter(({ method }) => method === 'PUT').length).toBeGreaterThan(
    1_000,
  );
  expect(await web()).toBeUndefined();
});
