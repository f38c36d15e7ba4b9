import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { readView } from '../commands/read.ts';
import { asking, day, type Fixture, hour, minute, openCommunity } from '../core/community.ts';
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

/** A question of Ana's, answered by `by` and kept; gives the snippet's number. */
async function keep(title: string, by = 'Bo', tags: string[] = [], channel = 'general') {
  const ana = () => here.as('Ana', channel);
  const asked = await here.core.questions.ask(await ana(), asking(title, { tags }));
  await here.core.answers.add(
    await here.as(by, channel),
    asked.number,
    `This is how it is done well, step by step: ${title}`,
  );
  await here.core.answers.accept(await ana(), { question: asked.number, answer: 1 });
  const kept = await here.core.snippets.newest(await ana(), { limit: 1, offset: 0 });
  return kept.items[0]?.number ?? 0;
}

/** Lets the days go by, looking in the morning of each; gives who was told what about which snippets. */
async function pass(days: number, kind = 'verify'): Promise<string[]> {
  const before = platform.messages.length;
  for (let one = 0; one < days; one += 1) {
    here.wait(day);
    await courier.run();
  }
  return platform.messages.slice(before).flatMap(({ key, to, view }) => {
    if (!key.startsWith(kind)) return [];
    const named = [...readView(view).matchAll(/\*(S\d+)\*/g)].map(([, name]) => name);
    return [`${to.replace('account of ', '')} ${named.join(' ')}`];
  });
}

const turnOff = async (who: string) =>
  here.core.mutes.turnOff(await here.as(who), 'verify' as const);

describe('what is due', () => {
  test('reaches its owner, then who vouched for it, then who knows the topic, then a curator', async () => {
    await keep('How do I drain a node?', 'Bo', ['kubernetes']);
    here.wait(100 * day);
    for (const n of [1, 2]) await keep(`How do I upgrade node ${n}?`, 'Eve', ['kubernetes']);
    await turnOff('Eve');
    await here.core.mutes.turnOn(await here.as('Eve'), 'verify');
    here.wait(81 * day);
    expect(await pass(55)).toEqual(['@Bo S1', '@Ana S1', '@Eve S1', '@Kim S1']);
  });

  test('goes on at once where somebody says that it is not theirs, and to nobody twice', async () => {
    const number = await keep('How do I drain a node?');
    here.wait(181 * day);
    expect(await pass(2)).toEqual(['@Bo S1']);
    const { owner } = await here.core.ownership.release(await here.as('Bo'), number);
    expect(owner).toBeNull();
    expect(await pass(2)).toEqual(['@Ana S1']);
    await here.core.ownership.release(await here.as('Ana'), number);
    expect(await pass(2)).toEqual(['@Kim S1']);
    await here.core.verification.verify(await here.as('Kim'), number);
    expect(await pass(179)).toEqual([]);
  });

  test('is not brought to an owner who is away, nor to an expert who is, wants no questions, or may not see it', async () => {
    const tags = ['kubernetes'];
    await keep('How do I drain a node?', 'Bo', tags, 'private-ops');
    for (const who of ['Eve', 'Dan', 'Fay']) await keep(`How does ${who} do it?`, who, tags);
    const { preferences } = here.core;
    here.wait(175 * day);
    await preferences.pause(await here.as('Eve'), here.world.clock() + 90 * day);
    await preferences.limit(await here.as('Dan'), 0);
    for (const who of ['Bo', 'Ana', 'Fay']) await turnOff(who);
    const told = await pass(60);
    // Dan is asked about his own alone; Kim stands in no private channel, so S1 waits.
    expect(told.filter((one) => one.startsWith('@Dan'))).toEqual(['@Dan S3']);
    expect(new Set(told.map((one) => one.split(' ', 1)[0]))).toEqual(new Set(['@Dan', '@Kim']));
    expect(told.join(' ')).not.toMatch(/S1\b/);
    const waiting = async (who: string, channel: string) =>
      (await here.core.ownership.due(await here.as(who, channel))).waiting.map((one) => one.number);
    expect(await waiting('Kim', 'general')).toEqual([]);
    expect(await waiting('Kim', 'private-ops')).toEqual([1]);
  });

  test('without a curator waits, and is counted', async () => {
    await turnOff('Kim');
    await turnOff('Bo');
    await turnOff('Ana');
    await keep('How do I drain a node?');
    expect(await pass(200)).toEqual([]);
    const { mine, waiting } = await here.core.ownership.due(await here.as('Kim'));
    expect([mine, waiting.map(({ number }) => number)]).toEqual([[], [1]]);
    expect((await here.core.ownership.due(await here.as('Eve'))).waiting).toEqual([]);
  });

  test('that nobody looks after goes round among the curators, one a week, three at once', async () => {
    await here.appoint('Lou', 'admin');
    for (const n of [1, 2, 3, 4]) await keep(`How does part ${n} work?`);
    for (const who of ['Bo', 'Ana']) await turnOff(who);
    here.wait(181 * day);
    const told = await pass(30);
    expect(told.slice(0, 4)).toEqual(['@Kim S1 S2 S3', '@Lou S4', '@Lou S1 S2 S3', '@Kim S4']);
    // Nobody of them said anything: it goes round again.
    expect(told.slice(4)).toEqual(['@Lou S1 S2 S3']);
  });

  test('over a year everything is looked at, and nobody is asked about more than three things a week', async () => {
    const people = ['Bo', 'Cy', 'Dan', 'Eve'];
    for (let n = 0; n < 24; n += 1) {
      await keep(`How does part ${n} of it work?`, people[n % 4], [`topic-${n % 3}`]);
      here.wait(6 * hour);
    }
    let told: { readonly who: string; readonly at: number; readonly names: number }[] = [];
    for (let week = 0; week < 45; week += 1) {
      const said = await pass(7);
      told = [
        ...told,
        ...said.map((one) => {
          const [who = '', ...names] = one.split(' ');
          return { who, at: week, names: names.length };
        }),
      ];
      // Cy and Kim look at what they are asked about; the others say nothing.
      for (const who of ['Cy', 'Kim']) {
        const actor = await here.as(who);
        for (const { number } of (await here.core.ownership.due(actor)).mine) {
          await here.core.verification.verify(await here.as(who), number);
        }
      }
    }
    expect(Math.max(...told.map(({ names }) => names))).toBeLessThanOrEqual(3);
    for (const [, all] of Map.groupBy(told, ({ who }) => who)) {
      expect(all.filter((one, i) => one.at === all[i - 1]?.at)).toEqual([]);
    }
    const kept = await here.core.snippets.newest(await here.as('Kim'), { limit: 50, offset: 0 });
    const unseen = kept.items.filter(({ verifiedAt, createdAt }) => verifiedAt === createdAt);
    expect(unseen.map(({ number }) => number)).toEqual([]);
  });
});

describe('whom it helped', () => {
  const title = 'How do I undo a commit?';
  async function help(): Promise<number> {
    const number = await keep(title);
    const what = { question: 1, answer: 1 };
    await here.core.answers.markHelpful(await here.as('Dan'), what);
    return number;
  }
  const outdate = async (number: number, isUndone = false) =>
    here.core.verification.outdate(await here.as('Bo'), number, isUndone);

  test('hears once, and in private, when it is outdated', async () => {
    const number = await help();
    await outdate(number);
    expect((await pass(3, 'outdated')).toSorted()).toEqual(['@Ana S1', '@Dan S1']);
    await outdate(number, true);
    expect(await pass(3, 'outdated')).toEqual([]);
  });

  test('hears nothing when that is taken back in time, when it was long ago, or when they turned it off', async () => {
    const number = await help();
    await outdate(number);
    here.wait(5 * minute);
    await outdate(number, true);
    expect(await pass(2, 'outdated')).toEqual([]);
    await here.core.mutes.turnOff(await here.as('Dan'), 'outdated');
    here.wait(80 * day);
    await outdate(number);
    expect(await pass(2, 'outdated')).toEqual(['@Ana S1']);
    await outdate(number, true);
    here.wait(20 * day);
    await outdate(number);
    expect(await pass(3, 'outdated')).toEqual([]);
  });

  test('is led to what stands in its place', async () => {
    const number = await help();
    const better = await keep('How do I undo a commit nowadays?');
    await here.core.ownership.supersede(await here.as('Bo'), number, better);
    const before = platform.messages.length;
    await pass(2, 'outdated');
    const view = platform.messages
      .slice(before)
      .find(({ key }) => key.startsWith('outdated'))?.view;
    expect(view && readView(view)).toContain(`[Show S${better} → snippet show?snippet=${better}]`);
  });
});

describe('what stands in the place of another', () => {
  const page = { limit: 5, offset: 0 };
  const found = async (words: string) =>
    (await here.core.knowledge.search(await here.as('Eve'), words, undefined, page)).items.map(
      ({ snippet }) => snippet?.number,
    );
  const supersede = async (number: number, by: number | undefined, who = 'Bo') =>
    here.core.ownership.supersede(await here.as(who), number, by);

  test('is found instead of it, along a chain, and offered to who asks', async () => {
    const [one, two, three] = [
      await keep('How do I undo the last commit?'),
      await keep('How is the newest change taken back?'),
      await keep('What about reverting?'),
    ];
    await supersede(one, two);
    await supersede(two, three);
    expect(await found('undo the last commit')).toEqual([three]);
    const text = { title: 'How do I undo the last commit?' };
    const { found: offered } = await here.core.knowledge.suggest(await here.as('Eve'), text);
    expect(offered.map(({ snippet }) => snippet?.number)).toEqual([three]);
    const snippet = await here.core.snippets.find(await here.as('Eve'), one);
    const last = snippet && (await here.core.snippets.inPlaceOf(await here.as('Eve'), snippet));
    expect(last?.number).toBe(three);
    await supersede(two, undefined);
    expect(await found('undo the last commit')).toEqual([two]);
  });

  test('does not lead round in a circle, nor into a private channel', async () => {
    const [one, two] = [await keep('How do I undo it?'), await keep('How do I redo it?')];
    const hidden = await keep('How do we undo it?', 'Bo', [], 'private-ops');
    await supersede(one, two);
    await expect(supersede(two, one)).rejects.toThrow('itself leads to');
    await expect(supersede(one, one)).rejects.toThrow('its own place');
    await expect(supersede(one, hidden)).rejects.toThrow('private channel');
    await expect(supersede(one, two, 'Eve')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what was not verified in time goes behind what was and fits nearly as well', async () => {
    const old = await keep('How do I undo the last git commit?');
    here.wait(170 * day);
    const fresh = await keep('How do I undo the last git commit in the shell?');
    expect(await found('undo the last git commit')).toEqual([old, fresh]);
    here.wait(11 * day);
    expect(await found('undo the last git commit')).toEqual([fresh, old]);
  });
});

test('the owner of what is kept may be anybody who takes it over while nobody does', async () => {
  const number = await keep('How do I undo it?');
  const { ownership } = here.core;
  await expect(ownership.takeOver(await here.as('Eve'), number)).rejects.toThrow(
    'can take over S1',
  );
  const dan = await here.as('Dan');
  await expect(ownership.handOver(await here.as('Ana'), number, dan.member)).rejects.toThrow(
    'can hand over S1',
  );
  await ownership.release(await here.as('Bo'), number);
  const { owner } = await ownership.takeOver(await here.as('Eve'), number);
  expect(owner).toMatchObject({ handle: 'eve' });
  expect((await ownership.handOver(await here.as('Eve'), number, dan.member)).owner?.handle).toBe(
    'dan',
  );
  await here.core.snippets.edit(await here.as('Dan'), number, { answer: 'As its owner says.' });
  const { events } = await here.core.snippets.story(await here.as('Ana'), number);
  expect(events.map(({ what, by }) => [what, by?.handle])).toEqual([
    ['owned', 'eve'],
    ['owned', 'eve'],
    ['released', 'bo'],
  ]);
  here.wait(hour);
});

test('what nobody knows was delivered comes once, and counts as asked', async () => {
  await keep('How do I drain a node?');
  // A Monday again.
  here.wait(182 * day);
  let isLost = true;
  platform.fail(() => (isLost ? 'lost after' : 'none'));
  await courier.run();
  isLost = false;
  expect(await pass(10)).toEqual([]);
  expect(platform.keys('verify')).toHaveLength(1);
  expect(await pass(6)).toEqual(['@Ana S1']);
});

test('a digest lists nothing as kept that is outdated or replaced', async () => {
  const titles = ['How do I brew?', 'How do I brew nowadays?', 'How do I pour?'];
  const save = async (title: string) => {
    const kept = { title, details: '', answer: `Like this, step by step: ${title}`, tags: [] };
    await here.core.captures.save(await here.as('Bo'), undefined, kept, []);
  };
  for (const title of titles) await save(title);
  await here.core.ownership.supersede(await here.as('Bo'), 1, 2);
  await here.core.verification.outdate(await here.as('Bo'), 3, false);
  const bo = await here.as('Bo');
  const scope = { reader: bo, channelIds: [bo.channelId], tagIds: [] };
  const period = { from: here.world.clock() - day, to: here.world.clock() + 1 };
  const ids = await here.store.digests.kept(scope, period);
  const listed = await here.store.snippets.byIds(bo, ids);
  expect(listed.map(({ number }) => number)).toEqual([2]);
});
