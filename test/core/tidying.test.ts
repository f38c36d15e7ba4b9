import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SettingKey } from '../../src/settings.ts';
import { courierOver, createPlatform } from '../notices/platform.ts';
import { asking, day, type Fixture, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Ada', 'admin');
});
afterEach(() => here.close());

const ask = async (title: string, channel = 'general') =>
  (await here.core.questions.ask(await here.as('Ana', channel), asking(title))).number;
const find = async (number: number) => here.core.questions.find(await here.as('Ana'), number);
const set = async (key: SettingKey, value: string, channel?: string) =>
  here.core.settings.set(
    await here.as('Ada', channel),
    key,
    value,
    channel === undefined ? 'everywhere' : 'here',
  );
/** As if it had been tidied daily: whoever is to be told a week before was told then. */
async function live(days: number): Promise<void> {
  const last = Math.min(days, 10);
  for (const some of [days - last, ...Array<number>(last).fill(1)]) {
    here.wait(some * day);
    await here.core.forgetOld();
  }
}

describe('what had its time', () => {
  test('a question that nobody answered goes after a year, or as is set', async () => {
    const number = await ask('Why?');
    await live(364);
    expect(await find(number)).toBeDefined();
    await live(2);
    expect(await find(number)).toBeUndefined();
    await set('delete-unanswered', '30');
    const other = await ask('Why not?');
    await live(31);
    expect(await find(other)).toBeUndefined();
    await set('delete-unanswered', 'never');
    const third = await ask('Really?');
    await live(1_000);
    expect(await find(third)).toBeDefined();
  });

  test('who asked is told a week before, once, and can keep it', async () => {
    const platform = createPlatform(here.world.clock);
    const courier = courierOver(here.core, platform);
    const told = () => platform.messages.filter(({ key }) => key.startsWith('expiring'));
    const wait = async (days: number) => {
      for (let i = 0; i < days; i += 1) {
        await live(1);
        await courier.run();
      }
    };
    await set('delete-unanswered', '30');
    const kept = await ask('Why?');
    const left = await ask('Why not?');
    const helped = await ask('And how?');
    await wait(22);
    expect(told()).toEqual([]);
    await wait(3);
    expect(told()).toHaveLength(3);
    expect(told()[0]?.to).toBe('@account of Ana');
    const view = JSON.stringify(told()[0]?.view);
    expect(view).toContain('"Keep it"');
    expect(view).toContain('still-open');
    await here.core.questions.want(await here.as('Ana'), kept);
    await here.core.answers.add(await here.as('Bo'), helped, 'So.');
    await wait(6);
    expect(await find(left)).toBeUndefined();
    expect(await find(helped)).toBeDefined();
    await wait(15);
    expect(await find(kept)).toBeDefined();
    expect(told()).toHaveLength(3);
    await wait(4);
    // Its time is over again: it is told again, once.
    expect(told()).toHaveLength(4);
    await wait(10);
    expect(await find(kept)).toBeUndefined();
    expect(told()).toHaveLength(4);
  });

  test('nothing is deleted at once because the time was made shorter: who asked has a week', async () => {
    const number = await ask('Why?');
    here.wait(200 * day);
    await set('delete-unanswered', '30');
    await here.core.forgetOld();
    expect(await find(number)).toBeDefined();
    here.wait(6 * day);
    await here.core.forgetOld();
    expect(await find(number)).toBeDefined();
    here.wait(2 * day);
    await here.core.forgetOld();
    expect(await find(number)).toBeUndefined();
  });

  test('a question that was closed without an answer goes after 30 days, or as is set', async () => {
    const number = await ask('Why?');
    here.wait(100 * day);
    await here.core.questions.close(await here.as('Ana'), number);
    await live(29);
    expect(await find(number)).toBeDefined();
    await live(2);
    expect(await find(number)).toBeUndefined();
  });

  test('what was answered, and what is kept, stays', async () => {
    const number = await ask('How?');
    await here.core.answers.add(await here.as('Bo'), number, 'So.');
    const closed = await ask('How else?');
    await here.core.answers.add(await here.as('Bo'), closed, 'Otherwise.');
    await here.core.questions.close(await here.as('Ana'), closed);
    const accepted = await ask('How then?');
    await here.core.answers.add(await here.as('Bo'), accepted, 'Then so.');
    await here.core.answers.accept(await here.as('Ana'), { question: accepted, answer: 1 });
    await live(4_000);
    for (const one of [number, closed, accepted]) expect(await find(one)).toBeDefined();
    expect(await here.core.snippets.find(await here.as('Ana'), 1)).toBeDefined();
  });

  test('what stands in channels that nobody serves, like an import, stays', async () => {
    const number = await ask('Imported?');
    const reader = await here.as('Ana');
    await here.store.communities.leave('console', 'here', here.world.clock());
    await live(2_000);
    expect(await here.store.questions.find(reader, number)).toBeDefined();
  });

  test('the card of what is gone says so', async () => {
    const platform = createPlatform(here.world.clock);
    const courier = courierOver(here.core, platform);
    const number = await ask('Why?');
    const { channelId } = await here.as('Ana');
    await here.core.cards.claim(channelId, `question:${number}`);
    await here.core.cards.settle(channelId, `question:${number}`, 'm1');
    await live(366);
    await courier.run();
    const card = platform.messages.find(({ key }) => key === `question:${number}`);
    expect(JSON.stringify(card?.view)).toContain(`#${number} was deleted.`);
  });

  test('an idle question is closed after as many days as are set, in that channel', async () => {
    const [quiet, general] = [await ask('Why here?', 'quiet'), await ask('Why there?')];
    await here.core.answers.add(await here.as('Bo'), quiet, 'Because.');
    await live(100);
    expect((await find(quiet))?.state).toBe('open');
    await set('idle-close', '30', 'quiet');
    await here.core.answers.add(await here.as('Bo'), quiet, 'Or because.');
    await live(29);
    expect((await find(quiet))?.state).toBe('open');
    await live(2);
    expect((await find(quiet))?.state).toBe('closed');
    expect((await find(general))?.state).toBe('open');
  });

  test('the audit goes after two years, or as is set; never, where that is set', async () => {
    await set('quotes', 'named');
    await live(729);
    expect(await here.store.audit.list(here.communityId, 9)).toHaveLength(1);
    await live(2);
    expect(await here.store.audit.list(here.communityId, 9)).toHaveLength(0);
    await set('delete-audit', 'never');
    await live(4_000);
    expect(await here.store.audit.list(here.communityId, 9)).toHaveLength(1);
  });

  test('drafts go after as many days as are set', async () => {
    await set('delete-drafts', '2');
    const ana = await here.as('Ana');
    const id = await here.core.drafts.keep(ana, { command: 'ask', args: { title: 'Why?' } });
    await live(1);
    expect(await here.core.drafts.find(ana, id)).toBeDefined();
    await live(2);
    expect(await here.core.drafts.find(ana, id)).toBeUndefined();
  });

  test('what members asked each other by name goes after as many days as are set', async () => {
    await set('delete-notices', '10');
    const bo = await here.as('Bo');
    const wish = { kind: 'ask', member: bo.member, topic: 'git', words: 'Help?' } as const;
    await here.core.approaches.make(await here.as('Ana'), wish);
    const [approach] = await here.store.approaches.bySince((await here.as('Ana')).memberId, 0);
    await here.core.approaches.answer(bo, 1, 'no');
    await live(9);
    expect(await here.store.approaches.find(1)).toBeDefined();
    await live(2);
    expect(approach).toBeDefined();
    expect(await here.store.approaches.find(1)).toBeUndefined();
  });
});
