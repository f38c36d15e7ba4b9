import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestIn } from './digest-message.ts';
import { type DiscordDriver, discordHome, guild, openDiscord } from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import type { ApiCall } from './discord-rules.ts';
import { application } from './discord-server.ts';
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

const git = discordHome.channel('git');
const forum = discordHome.channel('forum');
const shown = () => textOf(discord.recent().map(({ body }) => body));
const standing = () => textOf([...discord.server.messages.values()]);
const made = (method: string, path: RegExp): readonly ApiCall[] =>
  discord.recent().filter((call) => call.method === method && path.test(call.path));
const cardId = () => String([...discord.server.messages.values()][0]?.id);

let written = 0;
/** A member's message, as Discord keeps and tells it. */
function message(member: string, content: string, more: object = {}) {
  written += 1;
  const body = {
    id: String(1_569_758_537_318_500_000n + BigInt(written)),
    channel_id: git,
    guild_id: guild,
    content,
    author: { id: discordHome.account(member), username: member },
    member: { roles: [] },
    mentions: [],
    ...more,
  };
  discord.server.messages.set(`${body.channel_id} ${body.id}`, body);
  return body;
}

const reaction = (member: string, id: string, name = '✅', channel_id = git) => ({
  user_id: discordHome.account(member),
  channel_id,
  message_id: id,
  guild_id: guild,
  member: { user: { id: discordHome.account(member), username: member }, roles: [] },
  emoji: { id: null, name },
});

test('a reaction to a digest, whatever its emoji, says that the digest is read', async () => {
  const id = '1569758537318500001';
  const scheduleId = await digestIn(stage, discordHome, git, id);
  await discord.dispatch('MESSAGE_REACTION_ADD', reaction('ana', id, '🎉'));
  expect((await stage.store.schedules.find(scheduleId))?.readAt).toBe(stage.clock());
});

describe('a reply to a question’s card', () => {
  test('is an answer; its author gets a sign, and the card shows it', async () => {
    await discord.type('ana', 'git', 'ask Does a reply count?');
    const reply = message('ben', 'Yes, it does.', { message_reference: { message_id: cardId() } });
    await discord.dispatch('MESSAGE_CREATE', reply);
    expect(made('PUT', /reactions/)).toHaveLength(1);
    expect(made('POST', /messages$/)).toEqual([]);
    expect(standing()).toContain('Yes, it does.');
    expect(standing()).toContain('1 answer');
  });

  test('is accepted by the asker’s tick, and by nobody else’s; taking it back undoes that', async () => {
    await discord.type('ana', 'git', 'ask Who may tick?');
    const reply = message('ben', 'The asker.', { message_reference: { message_id: cardId() } });
    await discord.dispatch('MESSAGE_CREATE', reply);
    await discord.dispatch('MESSAGE_REACTION_ADD', reaction('chloe', reply.id));
    expect(made('PATCH', /messages/)).toEqual([]);
    await discord.dispatch('MESSAGE_REACTION_ADD', reaction('ana', reply.id));
    expect(textOf(made('PATCH', /messages/)[0]?.body)).toContain('answered, 1 answer');
    stage.pass(1_000);
    await discord.dispatch('MESSAGE_REACTION_REMOVE', reaction('ana', reply.id));
    expect(textOf(made('PATCH', /messages/)[0]?.body)).not.toContain('answered, 1 answer');
  });

  test('without its content is left alone', async () => {
    await discord.type('ana', 'git', 'ask Does silence count?');
    const reply = message('ben', '', { message_reference: { message_id: cardId() } });
    await discord.dispatch('MESSAGE_CREATE', reply);
    expect(discord.recent()).toEqual([]);
  });

  test('that comes twice is one answer', async () => {
    await discord.type('ana', 'git', 'ask Twice?');
    const reply = message('ben', 'Once.', { message_reference: { message_id: cardId() } });
    await discord.dispatch('MESSAGE_CREATE', reply);
    await discord.dispatch('MESSAGE_CREATE', reply);
    expect(standing()).not.toContain('2 answers');
  });
});

describe('a mention', () => {
  test('is answered in the member’s own messages when the answer is for them alone', async () => {
    await discord.dispatch('MESSAGE_CREATE', message('ana', `<@${application}> questions mine`));
    expect(made('POST', /^\/users\/@me\/channels$/)).toHaveLength(1);
    expect(shown()).toContain('Your questions');
  });

  test('is answered in the channel when the answer is for all', async () => {
    await discord.dispatch('MESSAGE_CREATE', message('ana', `<@!${application}>, digest now`));
    expect(made('POST', /messages$/)[0]?.path).toContain(git);
  });

  test('says where to look when the member takes no messages, and tells nothing else', async () => {
    discord.server.fail('POST', /\/channels\/5\d+\/messages$/, {
      status: 403,
      body: { code: 50007 },
    });
    await discord.dispatch('MESSAGE_CREATE', message('ana', `<@${application}> profile`));
    const posts = made('POST', /messages$/);
    expect(posts).toHaveLength(2);
    expect(textOf(posts[1]?.body)).toContain('your direct messages are closed');
    expect(textOf(posts[1]?.body)).not.toContain('Here since');
  });

  test('of people, channels and emoji in it is read as their names', async () => {
    const ben = { id: discordHome.account('ben'), username: 'ben' };
    const line = `<@${application}> ask Why does <@${ben.id}> like <#${git}> <:cake:123456789>?`;
    await discord.dispatch('MESSAGE_CREATE', message('ana', line, { mentions: [ben] }));
    expect(standing()).toContain('Why does @ben like #git :cake:?');
  });

  test('in a direct message needs no name', async () => {
    await discord.dispatch(
      'MESSAGE_CREATE',
      message('ana', 'questions mine', { guild_id: undefined, channel_id: '51' }),
    );
    expect(made('POST', /messages$/)[0]?.path).toBe('/channels/51/messages');
  });
});

describe('a channel that lets us listen', () => {
  test('is asked under a reply in a thread whether it answers the question', async () => {
    await discord.type('ana', 'git', 'ask Who listens?');
    const { member } = discord.interaction('ana', 'git', {});
    await discord.dispatch(
      'INTERACTION_CREATE',
      discord.interaction('ana', 'git', {
        type: 2,
        data: discord.slash('settings listen on'),
        member: { ...(member as object), permissions: '32' },
      }),
    );
    const thread = cardId();
    await discord.dispatch('THREAD_CREATE', {
      id: thread,
      guild_id: guild,
      name: 't',
      type: 11,
      parent_id: git,
    });
    await discord.dispatch(
      'MESSAGE_CREATE',
      message('ben', 'Whoever a curator has let in, and only there.', { channel_id: thread }),
    );
    expect(shown()).toContain('Does this reply answer your question #1?');
    expect(made('POST', /messages$/)[0]?.path).toBe(`/channels/${thread}/messages`);
  });

  test('and one that does not is not heard', async () => {
    await discord.type('ana', 'git', 'ask Who listens?');
    await discord.dispatch('MESSAGE_CREATE', message('ben', 'Nobody.'));
    expect(discord.recent()).toEqual([]);
  });
});

describe('a forum', () => {
  const post = (id: string, tags: readonly string[]) => ({
    id,
    guild_id: guild,
    parent_id: forum,
    owner_id: discordHome.account('ben'),
    name: 'Why is my backup empty?',
    type: 11,
    newly_created: true,
    applied_tags: tags,
  });

  test('turns a post into a question with its tags, and shows the card in it', async () => {
    message('ben', 'It says 0 bytes.', {
      id: '777000000000000001',
      channel_id: '777000000000000001',
    });
    await discord.dispatch('THREAD_CREATE', post('777000000000000001', ['401']));
    const [card] = made('POST', /messages$/);
    expect(card?.path).toBe('/channels/777000000000000001/messages');
    expect(textOf(card?.body)).toContain('#1 Why is my backup empty?');
    expect(textOf(card?.body)).toContain('#postgres');
    expect(textOf(card?.body)).toContain('It says 0 bytes.');
    expect(made('POST', /threads$/)).toEqual([]);
  });

  test('shows by its tag that a post is solved, and keeps the others', async () => {
    await discord.dispatch('THREAD_CREATE', post('777000000000000002', ['401', '403']));
    await discord.type('ana', 'forum', 'answer 1 Look at the disk.');
    expect(made('PATCH', /^\/channels\/777000000000000002\/messages\/\d+$/)).toHaveLength(1);
    await discord.type('ben', 'forum', 'accept 1.1');
    const [change] = made('PATCH', /^\/channels\/777000000000000002$/);
    expect(change?.body).toEqual({ applied_tags: ['402', '401', '403'] });
    expect(made('PUT', /reactions/)).toEqual([]);
  });

  test('knows in a post which question is meant', async () => {
    const id = '777000000000000003';
    await discord.dispatch('THREAD_CREATE', post(id, []));
    await discord.dispatch(
      'INTERACTION_CREATE',
      discord.interaction('ana', 'forum', {
        type: 2,
        data: {
          id: '1',
          type: 1,
          name: 'answer',
          options: [{ name: 'text', type: 3, value: 'So.' }],
        },
        channel_id: id,
        channel: { id, name: 'post', type: 11, parent_id: forum },
      }),
    );
    expect(shown()).toContain('Your answer to #1 is **1.1**');
  });

  test('gets a post for a question that is asked there, with the tags that it has', async () => {
    await discord.type('ana', 'forum', 'ask "Why is it slow?" tags:postgres,sql');
    const [opened] = made('POST', /^\/channels\/\d+\/threads$/);
    expect(opened).toMatchObject({
      path: `/channels/${forum}/threads`,
      body: { name: '#1 Why is it slow?', applied_tags: ['401'] },
    });
    await discord.type('ben', 'forum', 'answer 1 An index.');
    expect(made('PATCH', /messages\/\d+$/)).toHaveLength(1);
    expect(standing()).toContain('An index.');
  });

  test('that wants a tag on every post says so', async () => {
    discord.server.fail('POST', /threads$/, { status: 400, body: { code: 40067, message: 'tag' } });
    await discord.type('ana', 'forum', 'ask Without a tag?');
    expect(shown()).toContain('wants a tag on every post');
  });

  test('of ours is not taken up again', async () => {
    await discord.dispatch('THREAD_CREATE', {
      ...post('777000000000000004', []),
      owner_id: application,
    });
    expect(discord.recent()).toEqual([]);
  });
});

describe('closing a question', () => {
  test('archives and locks its thread where a setting says so, and never opens it for a note', async () => {
    await discord.adapter.stop();
    discord = await openDiscord(stage, { server: discord.server, archivesClosed: true });
    await discord.type('ana', 'git', 'ask Is it over?');
    const thread = cardId();
    await discord.type('ana', 'git', 'close 1');
    const [change] = made('PATCH', /^\/channels\/\d+$/);
    expect(change).toMatchObject({
      path: `/channels/${thread}`,
      body: { archived: true, locked: true },
    });
  });

  test('leaves the thread alone otherwise', async () => {
    await discord.type('ana', 'git', 'ask Is it over?');
    await discord.type('ana', 'git', 'close 1');
    expect(made('PATCH', /^\/channels\/\d+$/)).toEqual([]);
  });
});
