import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { codeFrom, hashOf } from '../../src/linking/code.ts';
import { applyRetention } from '../../src/retention.ts';
import { asking } from '../core/community.ts';
import { inspect, temporaryFolder } from '../store/temporary.ts';
import { type Home, type Linkable, openLinkable } from './communities.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const folder = temporaryFolder();
let at: Linkable;
beforeEach(async () => {
  at = await openLinkable(folder);
});
afterEach(() => at.store.close());

const make = async (home: Home) => at.core.linking.makeCode(await at.as('Root', home));
const type = async (home: Home, code: string, who = 'Root') =>
  at.core.linking.typeCode(await at.as(who, home), code);
const areOne = async (one: Home, other: Home) =>
  (await at.communityOf(one)) === (await at.communityOf(other));

test('a code has no signs that are taken for others, and is read however it is typed', () => {
  for (let i = 0; i < 200; i += 1) {
    expect(codeFrom(`ref ${i}`)).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
  }
  expect(hashOf('k7rm 2qxd')).toBe(hashOf('K7RM-2QXD'));
});

test('a code is nowhere in the database, holds for 15 minutes, and is taken once', async () => {
  const { slack, discord, third } = at.homes;
  const first = await make(slack);
  const dump = inspect(at.file, (database) =>
    JSON.stringify(database.prepare('SELECT * FROM link_code').all()),
  );
  expect(dump).not.toContain(first);
  expect(dump).not.toContain(first.replace('-', ''));
  at.wait(16 * minute);
  await expect(type(discord, first)).rejects.toThrow('not a code that holds now');
  const second = await make(slack);
  const both = await Promise.allSettled([type(discord, second), type(third, second)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('few wrong codes are taken: then also the right one waits an hour', async () => {
  const { slack, discord } = at.homes;
  for (let i = 0; i < 5; i += 1) {
    await expect(type(discord, `AAAA-AAA${i + 2}`)).rejects.toThrow('not a code');
  }
  const code = await make(slack);
  await expect(type(discord, code)).rejects.toThrow('Too many wrong codes');
  at.wait(61 * minute);
  await type(discord, await make(slack));
});

test('only admins make, type and confirm; nobody links a community to itself', async () => {
  const { slack, discord } = at.homes;
  await expect(at.core.linking.makeCode(await at.as('Ana', slack))).rejects.toThrow('administers');
  const code = await make(slack);
  await expect(type(discord, code, 'Ana')).rejects.toThrow('administers');
  await expect(type(slack, code)).rejects.toThrow('this very community');
  await type(discord, code);
  const { waiting } = await at.core.linking.state(await at.as('Root', slack));
  const id = waiting?.code ?? 0;
  await expect(at.core.linking.join(await at.as('Ana', slack), id)).rejects.toThrow('administers');
  // Who typed it cannot confirm it for the other side.
  await expect(at.core.linking.join(await at.as('Root', discord), id)).rejects.toThrow(
    'Nobody waits',
  );
  await at.core.linking.refuse(await at.as('Root', slack), id);
  await expect(at.core.linking.join(await at.as('Root', slack), id)).rejects.toThrow(
    'Nobody waits',
  );
  expect(await areOne(slack, discord)).toBe(false);
});

test('both sides may begin at once: one of the two links them, the other is void', async () => {
  const { slack, discord } = at.homes;
  const [ours, theirs] = [await make(slack), await make(discord)];
  await type(discord, ours);
  await type(slack, theirs);
  const here = await at.core.linking.state(await at.as('Root', slack));
  const there = await at.core.linking.state(await at.as('Root', discord));
  const outcomes = await Promise.allSettled([
    at.core.linking.join(await at.as('Root', slack), here.waiting?.code ?? 0),
    at.core.linking.join(await at.as('Root', discord), there.waiting?.code ?? 0),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await areOne(slack, discord)).toBe(true);
});

test('a member who spoke before the link and acts after it is asked to say it again', async () => {
  const { slack, discord } = at.homes;
  const stale = await at.as('Ana', discord);
  await at.link(slack, discord);
  await expect(at.core.questions.ask(stale, asking('Late?'))).rejects.toThrow('say it again');
});

test('when one side takes us out, what it knew stays with the others', async () => {
  const { slack, discord } = at.homes;
  await at.core.questions.ask(await at.as('Ana', slack), asking('Kept by both?'));
  await at.core.questions.ask(await at.as('Ben', discord), asking('Asked there?'));
  await at.link(slack, discord);
  await at.store.communities.leave('discord', discord.workspace, at.world.clock());
  at.wait(31 * day);
  await applyRetention(at.world, 30);
  const page = { limit: 9, offset: 0 };
  const all = await at.core.questions.list(await at.as('Ana', slack), {}, page);
  expect(all.items.map(({ title }) => title).toSorted()).toEqual(['Asked there?', 'Kept by both?']);
  expect((await at.core.linking.state(await at.as('Root', slack))).sides).toEqual([]);
});

test('of what is private there, and to guests, nothing is told across', async () => {
  const { slack, discord } = at.homes;
  await at.core.questions.ask(await at.as('Ben', discord, 'private'), asking('A zanzi secret?'));
  await at.core.questions.ask(await at.as('Ben', discord), asking('A public zanzi?'));
  const page = { limit: 9, offset: 0 };
  const seen = async (guest?: 'here') => {
    const actor = await at.as('Ana', slack);
    const reader = { ...actor, isGuest: guest !== undefined };
    return (await at.core.questions.list(reader, {}, page)).items.map(({ title }) => title);
  };
  expect(await seen()).toEqual([]);
  await at.link(slack, discord);
  expect(await seen()).toEqual(['A public zanzi?']);
  expect(await seen('here')).toEqual([]);
  await at.part(slack);
  expect(await seen()).toEqual([]);
});
