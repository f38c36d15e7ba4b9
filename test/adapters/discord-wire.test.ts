import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DiscordDriver, discordHome, guild, openDiscord } from './discord-driver.ts';
import { audienceOf, buttonsOf, textOf } from './discord-reader.ts';
import type { ApiCall } from './discord-rules.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

const shown = () => textOf(discord.recent().map(({ body }) => body));
const callbacks = () => discord.recent().filter(({ path }) => path.endsWith('/callback'));
const types = () => callbacks().map(({ body }) => (body as { type: number }).type);
const made = (method: string, path: RegExp): readonly ApiCall[] =>
  discord.recent().filter((call) => call.method === method && path.test(call.path));
const hear = (member: string, channel: string, more: object) =>
  discord.dispatch('INTERACTION_CREATE', discord.interaction(member, channel, more));
const data = (name: string, options: readonly object[] = []) => ({
  type: 2,
  data: { id: '1', type: 1, name, options },
});
const expired = { status: 404, body: { code: 10062, message: 'Unknown interaction' } };

describe('suggestions', () => {
  const suggest = (command: string, options: readonly object[]) =>
    hear('ana', 'git', { type: 4, data: { id: '1', type: 1, name: command, options } });
  const choices = () =>
    (callbacks()[0]?.body as { data?: { choices: unknown } } | undefined)?.data?.choices;

  test('name questions by number and by words', async () => {
    await discord.type('ana', 'git', 'ask How do I squash commits?');
    for (const value of ['1', 'squash']) {
      await suggest('answer', [{ name: 'question', type: 3, value, focused: true }]);
      expect(choices()).toEqual([{ name: '#1 How do I squash commits?', value: '1' }]);
    }
  });

  test('complete the last of several tags', async () => {
    await discord.type('ana', 'git', 'ask "Is it slow?" tags:postgres');
    await stage.tell('chloe', 'git', 'tags approve postgres');
    await suggest('ask', [{ name: 'tags', type: 3, value: 'sql,pos', focused: true }]);
    expect(choices()).toEqual([{ name: 'postgres', value: 'sql,postgres' }]);
  });

  test('are none for what nobody knows, and in a subcommand they are its own', async () => {
    await suggest('frobnicate', [{ name: 'x', type: 3, value: '', focused: true }]);
    expect(choices()).toEqual([]);
    const options = [{ name: 'tag', type: 3, value: 'zz', focused: true }];
    await suggest('questions', [{ name: 'tag', type: 1, options }]);
    expect(choices()).toEqual([]);
  });
});

describe('menus', () => {
  const said = {
    id: '1569758537318400009',
    channel_id: discordHome.channel('git'),
    content: 'Use **git rerere**, <@100000000000000001>.',
    author: { id: discordHome.account('ben'), username: 'ben' },
  };
  const menu = (name: string, member = 'ana') => {
    // As without the intent: what the menu brought along cannot be read again.
    discord.server.messages.set(`${said.channel_id} ${said.id}`, { ...said, content: '' });
    return hear(member, 'git', {
      type: 2,
      data: {
        id: '1',
        type: 3,
        name,
        target_id: said.id,
        resolved: { messages: { [said.id]: said } },
      },
    });
  };

  test('of a message keep it as knowledge, through a form with its words in it', async () => {
    await menu('Save as knowledge');
    expect(types()).toEqual([9]);
    expect(shown()).toContain('Use **git rerere**, @ben.');
    await discord.fill({ title: 'How do I stop repeating merges?' });
    expect(shown()).toContain('Kept as **S1**');
    await discord.type('chloe', 'git', 'snippet show S1');
    expect(shown()).toContain('git rerere');
  });

  test('of a message answer a question with it, though it cannot be read again', async () => {
    await discord.type('ana', 'git', 'ask How do I stop repeating merges?');
    await menu('Answer with this');
    await discord.fill({ question: '1' });
    expect(shown()).toContain('Kept as answer **1.1** by @ben');
  });

  test('of a member show what they know', async () => {
    await hear('ana', 'git', {
      type: 2,
      data: {
        id: '1',
        type: 2,
        name: 'Expertise',
        target_id: discordHome.account('ben'),
        resolved: {
          users: {
            [discordHome.account('ben')]: { id: discordHome.account('ben'), username: 'ben' },
          },
        },
      },
    });
    expect(shown()).toContain('What @ben knows');
  });

  test('that are gone say so', async () => {
    await menu('Frame it');
    expect(shown()).toContain('no longer available');
  });
});

describe('a form', () => {
  test('that is refused keeps what was written, and is edited again', async () => {
    await discord.type('ben', 'git', 'ask');
    const long = 'y'.repeat(301);
    await discord.fill({ question: long, details: 'the details' });
    expect(shown()).toContain('What you wrote is kept.');
    await discord.press('Edit again');
    expect(types()).toEqual([9]);
    expect(shown()).toContain(long);
    expect(shown()).toContain('the details');
    await discord.fill({ question: 'Shorter now?', details: 'the details' });
    expect(shown()).toContain('Posted as **#1**');
  });

  test('of someone else cannot be opened', async () => {
    await discord.type('ben', 'git', 'ask');
    await discord.fill({ question: 'y'.repeat(301) });
    const [button] = buttonsOf(discord.recent().map(({ body }) => body));
    await hear('chloe', 'git', {
      type: 3,
      message: { id: '1', flags: 64 },
      data: { custom_id: button?.id, component_type: 2 },
    });
    expect(shown()).toContain('no longer available');
  });

  test('whose text is longer than a modal says what to do instead', async () => {
    await discord.type('ana', 'git', 'ask Who reads this?');
    await stage.tell('ana', 'git', `edit 1 text:"${'word '.repeat(6_000)}"`);
    await discord.type('ana', 'git', 'edit 1');
    expect(types()).toEqual([4]);
    expect(shown()).toContain('longer than a form holds here');
  });

  test('with a long text has it in parts, and nothing of it is lost', async () => {
    const text = Array.from({ length: 300 }, (_, i) => `line ${i} of many, all different`).join(
      '\n',
    );
    await stage.tell('ana', 'git', 'ask Who reads this?');
    await stage.tell('ana', 'git', `answer 1 ${text}`);
    await discord.type('ana', 'git', 'edit 1.1');
    const modal = callbacks()[0]?.body as {
      data: { components: readonly { component: { custom_id: string; value: string } }[] };
    };
    const parts = modal.data.components.map(({ component }) => component);
    expect(parts.map(({ custom_id }) => custom_id)).toEqual(['text', 'text~2n', 'text~3n']);
    await discord.fill(
      Object.fromEntries(parts.map(({ custom_id, value }) => [custom_id, `${value}!`])),
    );
    const { reply } = await stage.tell('ana', 'git', 'show 1');
    const shownNow = JSON.stringify(reply);
    expect(shownNow).toContain('line 0 of many');
    expect(shownNow).toContain('line 299 of many, all different!');
    expect(shownNow).toContain('different!\\nline');
  });
});

describe('an answer that comes late', () => {
  const late = () =>
    openDiscord(stage, { server: discord.server, lateness: async () => undefined });

  beforeEach(async () => {
    await discord.adapter.stop();
    discord = await late();
  });

  test('is deferred for the right eyes, and filled in', async () => {
    await discord.type('ana', 'git', 'questions mine');
    expect(callbacks()[0]?.body).toMatchObject({ type: 5, data: { flags: 64 } });
    expect(made('PATCH', /@original$/)).toHaveLength(1);
    await discord.type('ana', 'git', 'digest now');
    expect(callbacks()[0]?.body).toEqual({ type: 5 });
    expect(made('PATCH', /@original$/)).toHaveLength(1);
  });

  test('that turns out to be for the member alone is taken from everyone', async () => {
    await discord.type('ana', 'git', 'digest now 900');
    expect(made('DELETE', /@original$/)).toHaveLength(1);
    const [follow] = made('POST', /^\/webhooks\//);
    expect(audienceOf(follow ?? { method: '', path: '', body: {} })).toBe('private');
  });

  test('offers the form that can no longer be opened', async () => {
    await discord.type('ana', 'git', 'ask');
    await discord.press('Open the form');
    expect(types()).toEqual([9]);
  });

  test('to a button leaves its message alone, and says it below', async () => {
    await discord.type('ana', 'git', 'ask Does it wait?');
    await discord.press('Me too');
    expect(types()).toEqual([6]);
    expect(made('POST', /^\/webhooks\//)).toHaveLength(1);
  });
});

describe('an interaction that Discord takes no answer to any more', () => {
  test('after three seconds is told to the member directly', async () => {
    discord.server.fail('POST', /callback$/, expired);
    await discord.type('ana', 'git', 'questions mine');
    expect(callbacks()).toHaveLength(1);
    expect(made('POST', /^\/users\/@me\/channels$/)).toHaveLength(1);
    expect(shown()).toContain('Your questions');
  });

  test('is said in the channel, when it was for everyone', async () => {
    discord.server.fail('POST', /callback$/, expired);
    await discord.type('ana', 'git', 'digest now');
    const [post] = made('POST', /^\/channels\/\d+\/messages$/);
    expect(post?.path).toContain(discordHome.channel('git'));
  });

  test('because it was answered before gets a follow-up', async () => {
    discord.server.fail('POST', /callback$/, { status: 400, body: { code: 40060, message: 'x' } });
    await discord.type('ana', 'git', 'questions mine');
    expect(made('POST', /^\/webhooks\//)).toHaveLength(1);
  });

  test('after fifteen minutes is told to the member directly, and nobody is signed out', async () => {
    await discord.adapter.stop();
    discord = await openDiscord(stage, { server: discord.server, lateness: async () => undefined });
    const gone = { status: 401, body: { code: 50027, message: 'Invalid Webhook Token' } };
    discord.server.fail('PATCH', /@original$/, gone);
    await discord.type('ana', 'git', 'questions mine');
    expect(made('POST', /^\/users\/@me\/channels$/)).toHaveLength(1);
    await discord.type('ana', 'git', 'help');
    expect(shown()).toContain('What you can do');
  });

  test('is answered once when the connection broke after Discord took the answer', async () => {
    discord.server.fail('POST', /callback$/, 'cut after');
    await discord.type('ana', 'git', 'questions mine');
    expect(callbacks()).toHaveLength(2);
    expect(discord.seen()).toHaveLength(2);
    expect(made('POST', /^\/webhooks\//)).toHaveLength(0);
  });
});

describe('what is repeated, forged or hostile', () => {
  test('the same interaction four times in parallel asks once', async () => {
    const body = discord.interaction('ana', 'git', {
      type: 2,
      data: discord.slash('ask Only once?'),
    });
    for (let n = 0; n < 3; n += 1) discord.server.gateway.dispatch('INTERACTION_CREATE', body);
    await discord.dispatch('INTERACTION_CREATE', body);
    expect(discord.server.messages.size).toBe(1);
  });

  for (const id of [
    'accept?answer=1.1&undo',
    'x'.repeat(101),
    'post?draft=1',
    'questions open?page=-1',
    '__proto__?constructor=1',
    'resume form?draft=__proto__',
    'resume form?draft=1e99',
    'answer?question=1%00',
    'show?question=1?2?3',
  ]) {
    test(`the custom_id ${id.slice(0, 40)} gets a sentence`, async () => {
      await hear('ana', 'git', {
        type: 3,
        message: { id: '1', flags: 64 },
        data: { custom_id: id, component_type: 2 },
      });
      expect(shown()).not.toContain('went wrong');
      expect(callbacks()).toHaveLength(1);
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  }

  test('another server cannot see the question, by command, button or suggestion', async () => {
    await discord.type('ana', 'git', 'ask What is our secret?');
    const other = await stage.store.communities.add({ ref: 'o', name: 'Other', createdAt: 0 });
    const elsewhere = '900000000000000002';
    await stage.store.communities.connect(
      { communityId: other.id, platform: 'discord', externalId: elsewhere, name: 'Other' },
      0,
    );
    const from = (more: object) =>
      discord.dispatch('INTERACTION_CREATE', {
        ...discord.interaction('ana', 'git', more),
        guild_id: elsewhere,
        channel_id: '299',
        channel: { id: '299', name: 'there', type: 0 },
      });
    await from(data('show', [{ name: 'question', type: 3, value: '1' }]));
    expect(shown()).toContain('There is no question #1');
    await from({
      type: 3,
      message: { id: '1', flags: 0 },
      data: { custom_id: 'answer?question=1', component_type: 2 },
    });
    expect(shown()).not.toContain('secret');
    const focused = { name: 'question', type: 3, value: 'secret', focused: true };
    await from({ type: 4, data: { id: '1', type: 1, name: 'answer', options: [focused] } });
    expect(shown()).not.toContain('secret');
  });

  test('bots and webhooks, our own words too, are not heard', async () => {
    const base = {
      channel_id: discordHome.channel('git'),
      guild_id: guild,
      content: '<@700000000000000001> help',
    };
    const author = { id: '700000000000000001', username: 'Praxis', bot: true };
    await discord.dispatch('MESSAGE_CREATE', { ...base, id: '11', author });
    await discord.dispatch('MESSAGE_CREATE', {
      ...base,
      id: '12',
      webhook_id: '5',
      author: { id: '5', username: 'hook' },
    });
    expect(discord.recent()).toEqual([]);
  });

  test('a flood of one member leaves the others served', async () => {
    for (let n = 0; n < 100; n += 1) {
      const body = discord.interaction('ben', 'git', { type: 2, data: discord.slash('help') });
      discord.server.gateway.dispatch('INTERACTION_CREATE', body);
    }
    await discord.type('ana', 'git', 'help');
    expect(callbacks().some(({ body }) => (body as { type: number }).type === 4)).toBe(true);
  });
});

describe('who may see and do what', () => {
  test('what is asked in a channel that not all see is found from there alone', async () => {
    await discord.type('ana', 'secret', 'ask Who may see this?');
    await discord.type('ben', 'git', 'questions open');
    expect(shown()).not.toContain('Who may see this?');
    await discord.type('ben', 'secret', 'questions open');
    expect(shown()).toContain('Who may see this?');
  });

  test('a server that is renamed is called so from then on', async () => {
    const named = async () =>
      (await stage.store.communities.connectedWorkspace('discord', guild))?.name;
    for (const name of ['Data people', 'Data folks', 'Data people']) {
      await discord.dispatch('GUILD_UPDATE', { id: guild, name });
      expect(await named()).toBe(name);
    }
    await discord.dispatch('GUILD_UPDATE', { id: guild });
    expect(await named()).toBe('Data people');
  });

  test('a channel that turns private hides what was asked there', async () => {
    await discord.type('ana', 'databases', 'ask Is this still open?');
    await discord.dispatch('CHANNEL_UPDATE', {
      id: discordHome.channel('databases'),
      guild_id: guild,
      name: 'databases',
      type: 0,
      permission_overwrites: [{ id: guild, type: 0, allow: '0', deny: '1024' }],
    });
    await discord.type('ben', 'git', 'questions open');
    expect(shown()).not.toContain('Is this still open?');
  });

  test('a channel that Discord does not describe counts as private', async () => {
    await hear('ana', 'git', {
      ...data('ask', [{ name: 'question', type: 3, value: 'Who may see that?' }]),
      channel_id: '298',
      channel: { id: '298', name: 'elsewhere', type: 0 },
    });
    await discord.type('ben', 'git', 'questions open');
    expect(shown()).not.toContain('Who may see that?');
  });

  test('is asked for once in a while, not with each command: refusals count against us', async () => {
    const from = { channel_id: '298', channel: { id: '298', name: 'elsewhere', type: 0 } };
    for (let n = 0; n < 20; n += 1) await hear('ana', 'git', { ...data('help', []), ...from });
    const asked = () => discord.server.calls.filter(({ path }) => path === '/channels/298').length;
    expect(asked()).toBe(1);
    stage.pass(2 * 60_000);
    await hear('ana', 'git', { ...data('help', []), ...from });
    expect(asked()).toBe(2);
  });

  test('a command in a thread happens in its channel, about its question', async () => {
    await discord.type('ana', 'git', 'ask Does the thread know?');
    const [card] = [...discord.server.messages.values()];
    const thread = { id: card?.id, name: 't', type: 11, parent_id: discordHome.channel('git') };
    await hear('ben', 'git', {
      ...data('answer', [{ name: 'text', type: 3, value: 'It does.' }]),
      channel_id: card?.id,
      channel: thread,
    });
    expect(shown()).toContain('Your answer to #1 is **1.1**');
  });

  test('who manages the server is an admin, while they do', async () => {
    await discord.type('ana', 'git', 'ask Whose question is it?');
    await discord.type('ben', 'git', 'close 1');
    expect(shown()).toContain('Only the person who asked');
    const { member } = discord.interaction('ben', 'git', {});
    await hear('ben', 'git', {
      ...data('close', [{ name: 'question', type: 3, value: '1' }]),
      member: { ...(member as object), permissions: '32' },
    });
    expect(shown()).toContain('closed');
    await discord.type('ben', 'git', 'reopen 1');
    expect(shown()).toContain('Only the person who asked');
  });

  test('a role that the community set makes curators, by its name', async () => {
    await discord.type('ana', 'git', 'ask Who may close?');
    const { member } = discord.interaction('ben', 'git', {});
    const asAdmin = { member: { ...(member as object), permissions: '32' } };
    const option = (name: string, value: string) => ({ name, type: 3, value });
    await hear('ben', 'git', {
      ...data('settings', [
        {
          name: 'set',
          type: 1,
          options: [option('key', 'curator-role'), option('value', '@Keepers')],
        } as never, // A subcommand holds its options itself.
      ]),
      ...asAdmin,
    });
    expect(shown()).toContain('curator-role is now **Keepers**');
    await discord.type('ben', 'git', 'close 1');
    expect(shown()).toContain('Only the person who asked');
    await hear('ben', 'git', {
      ...data('close', [{ name: 'question', type: 3, value: '1' }]),
      member: { ...(member as object), roles: ['300000000000000001'] },
    });
    expect(shown()).toContain('closed');
  });

  test('a configured role, by name, may accept', async () => {
    await discord.adapter.stop();
    discord = await openDiscord(stage, { server: discord.server, curatorRole: 'Keepers' });
    await discord.type('ana', 'git', 'ask Who may accept?');
    await discord.type('ben', 'git', 'answer 1 Keepers.');
    const { member } = discord.interaction('chloe', 'git', {});
    await stage.store.members.byHandle(1, 'chloe');
    await hear('dora', 'git', {
      ...data('accept', [{ name: 'answer', type: 3, value: '1.1' }]),
      member: {
        ...(member as object),
        user: { id: discordHome.account('dora'), username: 'dora' },
        roles: ['300000000000000001'],
      },
    });
    expect(shown()).toContain('1.1 is accepted');
  });
});
