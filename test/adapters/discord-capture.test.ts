import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCourier } from '../../adapters/courier.ts';
import { type DiscordDriver, discordHome, guild, openDiscord } from './discord-driver.ts';
import { audienceOf, buttonsOf, textOf } from './discord-reader.ts';
import { viewOf } from './samples.ts';
import { openStage, type Stage } from './stage.ts';

const git = discordHome.channel('git');
const epoch = 1_420_070_400_000;
const saidAt = Date.UTC(2026, 9, 31, 9);
/** Discord's names of messages tell when they were written. */
const idAt = (minutes: number) => String(BigInt(saidAt + minutes * 60_000 - epoch) << 22n);
const thread = idAt(0);
const first = 'The planner picks a sequential scan, as the statistics are stale since yesterday.';
const second = 'Run ANALYZE orders right after the load, then the index is used again.';
let stage: Stage;
let discord: DiscordDriver;

/** Ana asks in a channel, and Ben answers in the thread of her message, on the day before. */
beforeEach(async () => {
  stage = await openStage(discordHome);
  discord = await openDiscord(stage);
  for (const member of ['ben', 'chloe']) await discord.type(member, 'git', 'help');
  const asked = 'Hello all. Why is the export slow? It takes two hours.';
  say(0, 'ana', '', {
    type: 21,
    message_reference: { type: 0, channel_id: git, message_id: thread, guild_id: guild },
    referenced_message: { ...written(0, 'ana', asked), channel_id: git },
  });
  say(1, 'ben', first);
  say(2, 'ana', 'thanks!');
  say(3, 'ben', second);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
});

/** As the API gives a message: https://docs.discord.com/developers/resources/message */
function written(minutes: number, member: string, content: string) {
  return {
    id: idAt(minutes),
    channel_id: thread,
    type: 0,
    content,
    author: {
      id: discordHome.account(member),
      username: member,
      global_name: null,
      discriminator: '0',
      avatar: null,
      public_flags: 0,
    },
    attachments: [],
    embeds: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: 0,
    components: [],
    edited_timestamp: null,
    timestamp: new Date(saidAt + minutes * 60_000).toISOString(),
  };
}

function say(minutes: number, member: string, content: string, more: object = {}) {
  const message = { ...written(minutes, member, content), ...more };
  discord.server.messages.set(`${thread} ${message.id}`, message);
}

/** Without the Message Content intent all that people wrote comes empty, but not what a menu brings. */
function hideContent() {
  const empty = { content: '', attachments: [], embeds: [], components: [] };
  for (const [key, message] of discord.server.messages) {
    const inside = message.referenced_message as object | undefined;
    const more = inside && { referenced_message: { ...inside, ...empty } };
    discord.server.messages.set(key, { ...message, ...empty, ...more });
  }
}

const where = {
  channel_id: thread,
  channel: {
    id: thread,
    name: 'Why is the export slow?',
    type: 11,
    parent_id: git,
    guild_id: guild,
  },
};

async function interact(more: object): Promise<void> {
  const by = discord.interaction('chloe', 'git', { ...where, ...more });
  await discord.dispatch('INTERACTION_CREATE', by);
}

/** The same in her direct messages with us, where there is no guild. */
async function alone(more: object): Promise<void> {
  const home = `5${discordHome.account('chloe')}`;
  const {
    guild_id: _,
    member,
    ...by
  } = discord.interaction('chloe', 'git', {
    channel_id: home,
    channel: { id: home, type: 1 },
    context: 1,
    ...more,
  });
  const { user } = member as { user: object };
  await discord.dispatch('INTERACTION_CREATE', { ...by, user });
}

/** Chloe chooses "Save as knowledge" in the menu of a message. */
async function choose(minutes: number, content: string, more: object = {}): Promise<void> {
  const message = { ...written(minutes, 'ben', content), ...more };
  const data = {
    id: '1',
    type: 3,
    name: 'Save as knowledge',
    target_id: message.id,
    resolved: { messages: { [message.id]: message } },
  };
  await interact({ type: 2, data });
}

const last = () => discord.server.calls.findLast((call) => audienceOf(call) === 'private');
const seen = () => textOf(last()?.body);

/** Chloe presses a button of what was shown last, the `nth` of that name. */
async function press(label: string, nth = 0, by = interact): Promise<void> {
  const found = buttonsOf(last()?.body).filter((one) => one.label === label)[nth];
  if (!found) throw new Error(`there is no "${label}" in:\n${seen()}`);
  await by({
    type: 3,
    message: { id: '800000000000000001', flags: 64 },
    data: { custom_id: found.id, component_type: 2 },
  });
}

interface Modal {
  readonly data: {
    readonly custom_id: string;
    readonly components: readonly {
      type: number;
      component: { type: number; custom_id: string; value?: string };
    }[];
  };
}

const modal = () =>
  discord.server.calls.findLast(({ body }) => (body as { type?: number } | undefined)?.type === 9)
    ?.body as Modal;

/** What the modal that was opened last begins with. */
const begun = (): Record<string, string> =>
  Object.fromEntries(
    modal()
      .data.components.filter(({ type }) => type === 18)
      .map(({ component: { custom_id, value = '' } }) => [custom_id, value]),
  );

async function submit(values: Readonly<Record<string, string>>, by = interact): Promise<void> {
  const { custom_id, components } = modal().data;
  const filled = components
    .filter(({ type }) => type === 18)
    .map(({ component }) => ({
      type: 18,
      component: {
        type: component.type,
        custom_id: component.custom_id,
        value: values[component.custom_id] ?? '',
      },
    }));
  await by({ type: 5, data: { custom_id, components: filled } });
}

const snippet = async () =>
  JSON.stringify(viewOf(await stage.tell('ana', 'git', 'snippet show 1')));

/** Everything that is owed is delivered, by day; gives what was sent to that member. */
async function mailOf(member: string): Promise<string> {
  const log = pino({ level: 'silent' });
  const { core } = stage;
  for (let hours = 0; hours < 30; hours += 1) {
    stage.pass(60 * 60 * 1000);
    await createCourier({ core, adapters: [discord.adapter], log, random: () => 0.5 }).run();
  }
  return [...discord.server.messages.values()]
    .filter((one) => one.channel_id === `5${discordHome.account(member)}`)
    .map(textOf)
    .join('\n');
}

test('a thread is kept from the menu of a message: chosen, ordered, looked over, with its source', async () => {
  await stage.tell('ben', 'git', 'ask "Where do dumps go?" tags:export');
  await stage.tell('chloe', 'git', 'tags approve export');
  await choose(3, second);
  expect(seen()).toContain('1 message chosen');
  expect(seen()).toContain('It answers: “Why is the export slow?”');
  const [read] = discord.recent().filter(({ method }) => method === 'GET');
  expect(read?.path).toBe(`/channels/${thread}/messages?limit=100`);

  await press('Add', 1);
  expect(seen()).toMatch(/The planner[\s\S]*✓ 2nd[\s\S]*Run ANALYZE[\s\S]*✓ 1st/);
  expect(last()?.body).toMatchSnapshot('which messages');
  await press('Continue');
  expect(begun()).toMatchObject({
    title: 'Why is the export slow?',
    answer: `${second}\n\n${first}`,
    details: expect.stringContaining('It takes two hours.'),
    tags: 'export',
  });

  await submit(begun());
  expect(seen()).toContain('“yesterday” will mean another day soon. It meant: 30 October 2026.');
  expect(last()?.body).toMatchSnapshot('before it is kept');
  await press('Use the dates');
  expect(seen()).toContain('Kept as **S1**');
  expect(seen()).toContain('2 people whose words are in it are asked in private');

  expect(await snippet()).toContain('statistics are stale since 30 October 2026');
  expect(await snippet()).toContain(`https://discord.com/channels/${guild}/`);
  expect(await snippet()).not.toContain('Ben');
  const asked = await mailOf('ben');
  const home = `5${discordHome.account('ben')}`;
  const question = [...discord.server.messages.values()].find((one) => one.channel_id === home);
  expect(question?.components).toMatchSnapshot('may you be named');
  expect(asked).toContain('Run ANALYZE');
  expect(asked).not.toContain('It takes two hours');
  expect(await mailOf('ana')).toContain('It takes two hours');
});

describe('the emoji under a message', () => {
  const react = (name: string, minutes = 3) =>
    discord.dispatch('MESSAGE_REACTION_ADD', {
      user_id: discordHome.account('chloe'),
      channel_id: thread,
      message_id: idAt(minutes),
      guild_id: guild,
      member: { user: { id: discordHome.account('chloe'), username: 'chloe' }, roles: [] },
      message_author_id: discordHome.account('ben'),
      emoji: { id: null, name },
      burst: false,
      type: 0,
    });

  test('offers to keep it to who put it there alone', async () => {
    await discord.dispatch('THREAD_CREATE', { ...where.channel });
    await react('🧠');
    const posts = discord.recent().filter(({ method, path }) => {
      return method === 'POST' && /\/messages$/.test(path);
    });
    expect(posts.map(({ path }) => path)).toEqual([
      `/channels/5${discordHome.account('chloe')}/messages`,
    ]);
    expect(textOf(posts[0]?.body)).toContain('Save this as knowledge?');
  });

  test('of a message of nothing but a file says that files are not kept', async () => {
    const attachments = [
      { id: '42', filename: 'plan.png', size: 9, url: 'https://x', proxy_url: 'https://x' },
    ];
    say(3, 'ben', '', { attachments });
    await discord.dispatch('THREAD_CREATE', { ...where.channel });
    await react('🧠');
    expect(textOf(discord.recent().map(({ body }) => body))).toContain('Files are not kept');
    await choose(3, '', { attachments });
    expect(seen()).toContain('Files are not kept, and there are no words in that message.');
    say(3, 'ben', second, { attachments });
    await choose(3, second, { attachments });
    expect(seen()).toContain('1 file with it: not kept.');
    await press('Continue');
    expect(textOf(modal())).toContain('1 file of what was chosen is not kept');
  });

  test('goes on in their direct messages: picks, form, kept with its source where it was said', async () => {
    await discord.dispatch('THREAD_CREATE', { ...where.channel });
    await react('🧠');
    const [note] = buttonsOf(discord.recent().map(({ body }) => body));
    expect(note?.label).toBe('Save as knowledge');
    const message = { id: '800000000000000001', flags: 0 };
    await alone({ type: 3, message, data: { custom_id: note?.id, component_type: 2 } });
    expect(seen()).toContain('It answers: “Why is the export slow?”');
    expect(seen()).toMatch(/1 message so far[\s\S]*Run ANALYZE/);
    expect(seen()).toContain('Only what you chose there can be read from here.');

    await react('🧠', 1);
    const more = discord.recent().filter(({ method }) => method === 'POST');
    expect(more).toEqual([]);
    await alone({ type: 3, message, data: { custom_id: note?.id, component_type: 2 } });
    expect(seen()).toMatch(/2 messages so far[\s\S]*Run ANALYZE[\s\S]*The planner/);
    await press('Continue', 0, alone);
    expect(begun()).toMatchObject({
      title: 'Why is the export slow?',
      answer: `${second}\n\n${first}`,
      details: expect.stringContaining('It takes two hours.'),
    });
    await submit(begun(), alone);
    expect(seen()).toContain('It meant: 30 October 2026.');
    await press('Use the dates', 0, alone);
    expect(seen()).toContain('Kept as **S1**');
    expect(seen()).toContain('2 people whose words are in it are asked in private');
    const said = discord.server.calls.filter(
      ({ method, path }) => method === 'POST' && /\/messages$/.test(path),
    );
    expect(said.map(({ path }) => path)).toEqual([
      `/channels/5${discordHome.account('chloe')}/messages`,
    ]);
    expect(await snippet()).toContain('statistics are stale since 30 October 2026');
    expect(await snippet()).toContain(`https://discord.com/channels/${guild}/${git}/${thread}`);
    expect(await snippet()).not.toContain('Ben');
    expect(await mailOf('ben')).toContain('Run ANALYZE');
    expect(await mailOf('ana')).toContain('It takes two hours');
  });

  test('that means nothing is not heard', async () => {
    await react('👀');
    expect(discord.recent().filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('where what people wrote is kept from us', () => {
  test.each([
    ['the intent is missing', hideContent],
    [
      'the permission is missing',
      () =>
        discord.server.break('GET', /\/messages\?/, {
          status: 403,
          body: { code: 50001, message: 'Missing Access' },
        }),
    ],
  ])('as %s, messages are added one at a time', async (_, keep) => {
    keep();
    await choose(3, second);
    expect(seen()).toContain('1 message so far');
    await choose(1, first);
    expect(seen()).toMatch(/2 messages so far[\s\S]*Run ANALYZE[\s\S]*The planner/);
    await press('Continue');
    expect(begun().answer).toBe(`${second}\n\n${first}`);
    await submit({ ...begun(), title: 'Why is the export slow?', answer: second });
    expect(seen()).toContain('Kept as **S1**');
    expect(seen()).toContain('One person whose words are in it is asked in private');
    expect(await mailOf('ben')).toContain('Run ANALYZE');
  });
});
