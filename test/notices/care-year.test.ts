import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { readView } from '../commands/read.ts';
import { day, type Fixture, openCommunity } from '../core/community.ts';
import { courierOver, createPlatform, type Platform } from './platform.ts';

/**
 * A year in the life of 200 snippets of ten owners: some look at what they are asked about, some say
 * nothing, some say that it is not theirs, some turn it off, go on leave, or are gone.
 */
const kept = 200;
const answering = ['Ana', 'Bo', 'Cy'];
const silent = ['Dan', 'Eve'];
const disowning = ['Fay'];
const mute = ['Gil'];
const away = ['Hal'];
const leaving = ['Ida', 'Jon'];
const owners = [...answering, ...silent, ...disowning, ...mute, ...away, ...leaving];
const curators = ['Kim', 'Lou', 'Max'];
const atOnce = 3;

let here: Fixture;
let platform: Platform;
let courier: Courier;

beforeEach(async () => {
  here = await openCommunity();
  platform = createPlatform(here.world.clock);
  courier = courierOver(here.core, platform);
  for (const name of curators) await here.appoint(name, 'curator');
});
afterEach(() => here.close());

async function keepAll(): Promise<void> {
  for (let n = 0; n < kept; n += 1) {
    const { communityId, channelId, memberId } = await here.as(owners[n % owners.length] ?? '');
    const { id } = await here.store.snippets.add({
      ref: here.world.newRef(),
      ...{ communityId, channelId, authorId: memberId, answerId: null, verifiedById: memberId },
      ...{ title: `How does part ${n} work?`, question: '', answer: `By turning wheel ${n}.` },
      createdAt: here.world.clock(),
    });
    const tags = await here.store.tags.ensure(communityId, [`topic-${n % 5}`], here.world.clock());
    await here.store.tags.setOfSnippet(id, tags);
  }
}

/** What each of them does about all that they are asked. */
async function answerAs(name: string, act: 'verify' | 'disown'): Promise<void> {
  const { mine } = await here.core.ownership.due(await here.as(name));
  for (const { number } of mine) {
    const actor = await here.as(name);
    if (act === 'verify') await here.core.verification.verify(actor, number);
    else await here.core.ownership.release(actor, number);
  }
}

interface Told {
  readonly who: string;
  readonly at: number;
  readonly names: readonly string[];
}

const told = (): Told[] =>
  platform.messages.flatMap(({ key, to, at, view }) => {
    if (!key.startsWith('verify')) return [];
    const names = [...readView(view).matchAll(/Not mine (S\d+) /g)].map(([, name = '']) => name);
    return [{ who: to.replace('@account of ', ''), at, names }];
  });

test('over a year nobody is asked about more than three things a week, and all that is due is looked at or waits for a curator', async () => {
  await keepAll();
  for (const name of mute) await here.core.mutes.turnOff(await here.as(name), 'verify');
  for (const name of leaving) {
    const { workspaceId } = (await here.as(name)).channel;
    await here.core.accounts.note(workspaceId, `account of ${name}`, { isActive: false });
  }
  here.wait(180 * day);
  for (const name of away) {
    await here.core.preferences.pause(await here.as(name), here.world.clock() + 365 * day);
  }
  for (let n = 0; n < 364; n += 1) {
    here.wait(day);
    await courier.run();
    for (const name of [...answering, ...curators]) await answerAs(name, 'verify');
    for (const name of disowning) await answerAs(name, 'disown');
  }

  const all = told();
  expect(Math.max(...all.map(({ names }) => names.length))).toBeLessThanOrEqual(atOnce);
  for (const [who, mine] of Map.groupBy(all, ({ who }) => who)) {
    const waits = mine.slice(1).map(({ at }, i) => at - (mine[i]?.at ?? 0));
    expect([who, waits.filter((wait) => wait < 6.5 * day)]).toEqual([who, []]);
  }
  // Nobody who may not be asked was, and no owner twice about the same before it was verified.
  const asked = new Set(all.map(({ who }) => who));
  for (const name of [...mute, ...away, ...leaving]) expect(asked).not.toContain(name);
  for (const name of [...silent, ...disowning]) {
    const each = all.filter(({ who }) => who === name);
    for (const one of new Set(each.flatMap(({ names }) => names))) {
      const [first = 0, second = Number.POSITIVE_INFINITY] = each
        .filter(({ names }) => names.includes(one))
        .map(({ at }) => at);
      expect([name, one, second - first > 180 * day]).toEqual([name, one, true]);
    }
  }
  // Curators take turns.
  const turns = curators.map((name) => all.filter(({ who }) => who === name).length);
  expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);

  // All of it was looked at, is before somebody, or waits where every curator sees it.
  const now = here.world.clock();
  const page = { limit: kept, offset: 0 };
  const { items } = await here.core.snippets.newest(await here.as('Kim'), page);
  const unseen = items.filter(({ verifiedAt }) => verifiedAt < now - 180 * day);
  const { communityId } = here;
  const waiting = await here.store.care.waiting(communityId, now, kept);
  const before = new Set(waiting.map(({ id }) => id));
  for (const name of [...owners, ...curators]) {
    const ids = await here.store.care.dueTo(await here.as(name), now, {
      limit: kept,
      isNew: false,
    });
    for (const id of ids) before.add(id);
  }
  expect(unseen.filter(({ id }) => !before.has(id)).map(({ number }) => number)).toEqual([]);
  // What its owner looks after is never left.
  const looked = items.filter(({ author }) => answering.includes(author.name));
  expect(looked.filter(({ verifiedAt, createdAt }) => verifiedAt === createdAt)).toEqual([]);
});
