import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { openConversation } from '../commands/conversation.ts';
import { readView } from '../commands/read.ts';
import { asking, day, type Fixture, hour, openCommunity } from '../core/community.ts';
import { courierOver, createPlatform, type Platform } from './platform.ts';

let here: Fixture;
let platform: Platform;
let courier: Courier;

beforeEach(async () => {
  here = await openCommunity();
  platform = createPlatform(here.world.clock);
  courier = courierOver(here.core, platform);
  await here.appoint('Kim', 'curator');
});
afterEach(() => here.close());

/** A question of Ana's, answered by Bo and kept; gives the snippet's number. */
async function keep(title: string, tags: string[] = []): Promise<number> {
  const asked = await here.core.questions.ask(await here.as('Ana'), asking(title, { tags }));
  const name = { question: asked.number, answer: 1 };
  await here.core.answers.add(await here.as('Bo'), asked.number, `Reset it: ${title}`);
  await here.core.answers.accept(await here.as('Ana'), name);
  const kept = await here.core.snippets.newest(await here.as('Ana'), { limit: 1, offset: 0 });
  return kept.items[0]?.number ?? 0;
}

/** Lets the days go by, looking twice in each; gives who was reminded of which snippets. */
async function pass(days: number): Promise<string[]> {
  const before = platform.messages.length;
  for (let half = 0; half < 2 * days; half += 1) {
    here.wait(day / 2);
    await courier.run();
  }
  return platform.messages.slice(before).flatMap(({ key, to, view }) => {
    if (!key.startsWith('verify')) return [];
    const named = [...readView(view).matchAll(/Outdated (S\d+) /g)].map(([, name]) => name);
    return [`${to.replace('account of ', '')} ${named.join(' ')}`];
  });
}
const last = () => platform.messages.findLast(({ key }) => key.startsWith('verify'));

test('what was verified 180 days ago reaches who wrote it, with all that can be said of it', async () => {
  const number = await keep('How do I undo a commit?');
  expect(await pass(179)).toEqual([]);
  expect(await pass(4)).toEqual([`@Bo S${number}`]);
  const said = readView(last()?.view ?? { name: '', title: [], blocks: [] });
  expect(said).toContain('[Still right S1 → snippet verify?snippet=1]');
  expect(said).toContain('[Edit S1 → snippet edit?snippet=1]');
  expect(said).toContain('[Outdated S1 → snippet outdated?snippet=1]');
  expect(said).toContain('[No more of these → notices off?kind=verify]');
  expect(said).toContain('verified by @ana');
});

test('at most three come at once, once a week, and nobody is asked about the same again', async () => {
  for (const n of [1, 2, 3, 4, 5]) await keep(`How does part ${n} work?`);
  here.wait(200 * day);
  expect(await pass(3)).toEqual(['@Bo S1 S2 S3']);
  expect(await pass(3)).toEqual([]);
  expect(await pass(8)).toEqual(['@Bo S4 S5']);
  expect((await pass(80)).filter((one) => one.startsWith('@Bo'))).toEqual([]);
});

test('nobody is reminded of what was verified, edited or found outdated', async () => {
  const numbers = [];
  for (const n of [1, 2, 3]) numbers.push(await keep(`How does part ${n} work?`));
  here.wait(179 * day);
  const [verified = 0, edited = 0, outdated = 0] = numbers;
  const snippet = await here.core.verification.verify(await here.as('Bo'), verified);
  expect(snippet).toMatchObject({ verifiedBy: { name: 'Bo' }, verifiedAt: here.world.clock() });
  await here.core.snippets.edit(await here.as('Bo'), edited, { answer: 'Another way.' });
  await here.core.verification.outdate(await here.as('Ana'), outdated, false);
  expect(await pass(30)).toEqual([]);
});

test('a topic has an interval of its own, and the shortest of several counts', async () => {
  await keep('How do I drain a node?', ['kubernetes', 'git']);
  await here.core.verification.every(await here.as('Kim'), 'kubernetes', 30);
  expect(await pass(29)).toEqual([]);
  expect(await pass(4)).toEqual(['@Bo S1']);
});

test('who turned it off is not reminded', async () => {
  await keep('How do I undo a commit?');
  for (const who of ['Bo', 'Ana', 'Kim']) {
    await here.core.mutes.turnOff(await here.as(who), 'verify');
  }
  expect(await pass(200)).toEqual([]);
});

test('who vouched for it is asked when nobody can ask who wrote it', async () => {
  await keep('How do I undo a commit?');
  const { workspaceId } = (await here.as('Bo')).channel;
  await here.core.accounts.note(workspaceId, 'account of Bo', { isActive: false });
  expect(await pass(184)).toEqual(['@Ana S1']);
});

test('only its owners and curators say whether it is right, and what a curator says is written down', async () => {
  const number = await keep('How do I undo a commit?');
  const { verification } = here.core;
  const stranger = await here.as('Eve');
  await expect(verification.verify(stranger, number)).rejects.toThrow('Only who wrote it');
  await expect(verification.outdate(stranger, number, false)).rejects.toThrow('or a curator');
  await expect(verification.every(stranger, 'git', 5)).rejects.toThrow('Only a curator');
  const { outdatedAt } = await verification.outdate(await here.as('Kim'), number, false);
  expect(outdatedAt).toBe(here.world.clock());
  expect((await verification.outdate(await here.as('Kim'), number, true)).outdatedAt).toBe(null);
});

test('who may say that it is outdated and not edit it is not shown how to', async () => {
  const chat = await openConversation();
  const kept = {
    title: 'How do I brew?',
    details: '',
    answer: 'Slowly, with hot water.',
    tags: [],
  };
  await chat.core.captures.save(await chat.as('Bo'), undefined, kept, []);
  await chat.appoint('Kim', 'curator');
  await chat.say('Kim', 'snippet verify S1');
  await chat.appoint('Ada', 'admin');
  await chat.say('Ada', 'settings role @kim member');
  expect(await chat.say('Kim', 'snippet outdated S1')).not.toContain('Edit S1');
  await chat.say('Kim', 'snippet outdated S1 --undo');
  expect(await chat.say('Kim', 'snippet show S1')).not.toContain('Edit S1');
  expect(await chat.say('Bo', 'snippet show S1')).toContain('Edit S1');
  expect(await chat.say('Bo', 'snippet outdated S1')).toContain('Edit S1');
  await chat.close();
});

test('what is outdated is offered to nobody who asks, and found last', async () => {
  const old = await keep('How do I undo the last git commit?');
  await keep('How do I undo the last git commit on a branch?');
  await here.core.verification.outdate(await here.as('Bo'), old, false);
  const eve = await here.as('Eve');
  const text = { title: 'How do I undo the last git commit?' };
  const { found } = await here.core.knowledge.suggest(eve, text);
  expect(found.map(({ snippet }) => snippet?.number)).not.toContain(old);
  const page = { limit: 5, offset: 0 };
  const all = await here.core.knowledge.search(eve, 'undo git commit', undefined, page);
  expect(all.items.map(({ snippet }) => snippet?.number)).toEqual([2, 1]);
  await here.core.snippets.edit(await here.as('Bo'), old, { answer: 'With git reset.' });
  here.wait(hour);
  const again = await here.core.knowledge.search(eve, 'undo git commit', undefined, page);
  expect(again.items.map(({ snippet }) => snippet?.outdatedAt)).toEqual([null, null]);
});
