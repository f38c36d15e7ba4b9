import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createChance } from '../faults/chance.ts';
import {
  type DiscordDriver,
  discordHome,
  guild,
  guildCreate,
  openDiscord,
} from './discord-driver.ts';
import { textOf } from './discord-reader.ts';
import { play } from './samples.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let discord: DiscordDriver;

beforeEach(async () => {
  stage = await openStage(discordHome);
  await play(stage);
  discord = await openDiscord(stage);
});

afterEach(async () => {
  await discord.close();
  await stage.store.close();
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(ownNames);
});

const ownNames = Object.getOwnPropertyNames(Object.prototype).toSorted();
const shown = () => textOf(discord.recent().map(({ body }) => body));
const git = discordHome.channel('git');
const user = { id: discordHome.account('ben'), username: 'ben' };
const poison = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

const option = (name: string, value: unknown, more: object = {}) => ({
  name,
  type: 3,
  value,
  ...more,
});
const typed = (name: string, options: readonly object[]) => ({
  type: 2,
  data: { id: '1', type: 1, name, options },
});
const submit = (custom_id: string, fields: Readonly<Record<string, unknown>>) => ({
  type: 5,
  data: {
    custom_id,
    components: Object.entries(fields).map(([id, value]) => ({
      type: 18,
      component: { type: 4, custom_id: id, value },
    })),
  },
});
const hear = (member: string, more: object) =>
  discord.dispatch('INTERACTION_CREATE', discord.interaction(member, 'git', more));

/** Every kind of thing that Discord tells us, once, in a shape that it has. */
function frames(): readonly (readonly [string, unknown])[] {
  const said = {
    id: '1569758537318500001',
    channel_id: git,
    guild_id: guild,
    content: '<@700000000000000001> help',
    author: user,
    member: { roles: [], nick: null },
    mentions: [user],
    message_reference: { message_id: '1' },
  };
  const by = (more: object) =>
    ['INTERACTION_CREATE', discord.interaction('ben', 'git', more)] as const;
  const resolved = {
    users: { [user.id]: user },
    members: {},
    messages: { '5': { ...said, id: '5' } },
  };
  const emoji = { id: null, name: '✅' };
  const thread = { id: '77', guild_id: guild, parent_id: discordHome.channel('forum'), type: 11 };
  const post = {
    ...thread,
    owner_id: user.id,
    name: 'Why?',
    newly_created: true,
    applied_tags: ['401'],
  };
  return [
    by(typed('ask', [option('question', 'Why is it so?'), option('tags', 'git')])),
    by(typed('questions', [{ type: 1, name: 'tag', options: [option('tag', 'git')] }])),
    by({
      type: 2,
      data: { id: '1', type: 3, name: 'Save as knowledge', target_id: '5', resolved },
    }),
    by({ type: 2, data: { id: '1', type: 2, name: 'Expertise', target_id: user.id, resolved } }),
    by({ type: 3, message: { id: '9', flags: 64 }, data: { custom_id: 'show?question=1' } }),
    by(submit('answer?question=2', { text: 'So.' })),
    by({ type: 4, data: typed('answer', [option('question', '1', { focused: true })]).data }),
    ['MESSAGE_CREATE', said],
    ['MESSAGE_UPDATE', said],
    ['MESSAGE_DELETE', { id: said.id, channel_id: git, guild_id: guild }],
    [
      'MESSAGE_REACTION_ADD',
      {
        user_id: user.id,
        channel_id: git,
        message_id: '5',
        guild_id: guild,
        member: { user },
        emoji,
      },
    ],
    ['THREAD_CREATE', post],
    ['THREAD_UPDATE', { ...post, name: 'Why not?', applied_tags: [] }],
    ['CHANNEL_UPDATE', { ...guildCreate.channels[1], guild_id: guild }],
    ['GUILD_UPDATE', { ...guildCreate, channels: undefined }],
    ['GUILD_ROLE_UPDATE', { guild_id: guild, role: guildCreate.roles[1] }],
    ['GUILD_MEMBER_UPDATE', { guild_id: guild, user, roles: [], nick: 'Ben' }],
  ];
}

const junk: readonly unknown[] = [
  undefined,
  null,
  '',
  '__proto__',
  '\ud800\u0000\u202e@everyone',
  'x'.repeat(7_000),
  {},
  { __proto__: null, constructor: { prototype: { polluted: true } } },
  [],
  [null],
  -1,
  Number.MAX_VALUE,
  true,
];

/** The paths of everything in the value. */
function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([k, v]) => pathsIn(v).map((path) => [k, ...path]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((v, i) => (String(i) === key ? replaced(v, rest, by) : v));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

/** The same with a key of every JavaScript object at each level, as JSON can have it. */
function poisoned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(poisoned);
  if (typeof value !== 'object' || value === null) return value;
  const more = poison.map((key) => [key, { polluted: 'yes', custom_id: 'show?question=1' }]);
  const all = Object.entries(value).map(([key, one]) => [key, poisoned(one)]);
  return Object.fromEntries([...all, ...more]);
}

/** Whether it serves still. */
async function isServed(): Promise<void> {
  await discord.type('ana', 'git', 'show 1');
  expect(shown()).toContain('How do I undo the last commit');
}

describe('whatever a dispatch has in it', () => {
  test('keys that every object has mean nothing, at any level of any payload', async () => {
    for (const [event, body] of frames()) await discord.dispatch(event, poisoned(body));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    await isServed();
  });

  test('each field of each payload may be missing, of another kind, or as long as it likes', async () => {
    const random = createChance(47);
    const paths = frames().flatMap(([event, body]) =>
      pathsIn(body).map((path) => ({ event, body, path })),
    );
    for (const { event, body, path } of paths) {
      for (let n = 0; n < 3; n += 1) {
        const by = random.oneOf(junk);
        discord.server.gateway.dispatch(event, replaced(body, path, by));
      }
    }
    await discord.server.gateway.read();
    await discord.adapter.idle();
    expect(paths.length).toBeGreaterThan(150);
    await isServed();
  }, 60_000);
});

describe('what has no special meaning', () => {
  test.each(poison)('as a command, an option, a value, a tag: %s', async (name) => {
    await hear('ben', typed(name, []));
    await hear(
      'ben',
      typed('ask', [option('question', name), option(name, 'x'), option('tags', name)]),
    );
    await hear('ben', typed('questions', [{ type: 1, name, options: [option(name, name)] }]));
    await hear('ben', { type: 4, data: typed(name, [option(name, name, { focused: true })]).data });
    await hear('ben', {
      type: 4,
      data: typed('answer', [option(name, name, { focused: true })]).data,
    });
    await hear('ben', typed('show', [option('question', name)]));
    expect(shown()).toMatch(/cannot be|not a question|no question|number/i);
    await isServed();
  });

  test.each(poison)('in a button, a form, what is kept of a form: %s', async (name) => {
    const press = (custom_id: string) =>
      hear('ben', {
        type: 3,
        message: { id: '1', flags: 0 },
        data: { custom_id, component_type: 2 },
      });
    await press(name);
    await press(`show?${name}=1`);
    await press(`show?question=1&${name}=1`);
    expect(shown()).not.toBe('');
    await hear('ben', submit(name, { [name]: name }));
    await hear('ben', submit('answer?question=2', { [name]: name, text: name }));
    await hear('ben', submit(`resume form?draft=${name}`, { text: 'x' }));
    expect(shown()).toContain('no longer available');
    await isServed();
  });
});

describe('a form that was forged', () => {
  test.each([
    ['of a question that is not there', 'answer?question=99999', { text: 'So.' }],
    ['of a negative page', 'questions open?page=-1', {}],
    ['of a command that is none', 'frobnicate?x=1', { text: 'So.' }],
    ['of a draft that is none', 'resume form?draft=-1', { text: 'So.' }],
    ['with a custom_id that is too long', `show?question=${'1'.repeat(120)}`, { text: 'So.' }],
    ['with fields that it does not have', 'answer?question=2', { accept: 'yes', role: 'admin' }],
  ])('%s is answered with a sentence', async (_what, custom_id, fields) => {
    await hear('ben', submit(custom_id, fields));
    expect(shown()).toMatch(/\p{L}{2,}.*\./su);
    await isServed();
  });

  test('of another’s answer changes nothing: it is checked who sends it', async () => {
    await hear('dora', submit('edit?what=1.1', { text: 'Mine now.' }));
    expect(shown()).toMatch(/[Oo]nly/);
    await discord.type('ana', 'git', 'show 1');
    expect(shown()).not.toContain('Mine now.');
  });

  test('after its sender lost the right to send it is refused', async () => {
    const as = (permissions: string) => ({
      member: {
        user: { id: discordHome.account('dora'), username: 'dora' },
        roles: [],
        permissions,
      },
    });
    await hear('dora', { ...typed('edit', [option('what', '1')]), ...as('32') });
    const modal = discord.recent().find(({ body }) => (body as { type?: number })?.type === 9);
    expect(modal).toBeDefined();
    const { data } = (modal?.body ?? {}) as { data?: { custom_id: string } };
    const custom_id = data?.custom_id ?? '';
    await hear('dora', {
      ...submit(custom_id, { title: 'Stolen', text: '', tags: '' }),
      ...as('0'),
    });
    expect(shown()).toMatch(/[Oo]nly the person who asked/);
    await discord.type('ana', 'git', 'show 1');
    expect(shown()).not.toContain('Stolen');
  });
});
