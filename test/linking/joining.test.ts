import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asking } from '../core/community.ts';
import { inspect, temporaryFolder } from '../store/temporary.ts';
import { type Home, type Linkable, openLinkable } from './communities.ts';
import { pictureOf } from './picture.ts';

const folder = temporaryFolder();
let at: Linkable;
beforeEach(async () => {
  at = await openLinkable(folder);
});
afterEach(() => at.store.close());

const picture = async (home: Home) => {
  const id = await at.communityOf(home);
  return inspect(at.file, (database) => pictureOf(database, id));
};

async function asks(
  name: string,
  home: Home,
  title: string,
  tags: string[] = [],
  channel?: string,
) {
  const actor = await at.as(name, home, channel);
  return (await at.core.questions.ask(actor, asking(title, { tags }))).number;
}

/** A few things that people do in a workspace of their own. */
async function live(home: Home, tags: string[]): Promise<void> {
  const first = await asks('Ana', home, `How do I split a commit in ${home.platform}?`, tags);
  await asks('Ben', home, `A secret of ${home.platform}`, tags, 'private');
  await at.core.answers.add(await at.as('Ben', home), first, `Use rebase in ${home.platform}.`);
  await at.core.answers.markHelpful(await at.as('Cat', home), { question: first, answer: 1 });
  await at.core.answers.accept(await at.as('Ana', home), { question: first, answer: 1 });
  await at.core.expertise.declare(await at.as('Ben', home), tags);
}

/** What its admins set, and which of its questions are one. */
async function arrange(home: Home, value: string): Promise<void> {
  const root = (channel?: string) => at.as('Root', home, channel);
  await at.core.settings.set(await root(), 'quote-days', value, 'everywhere');
  await at.core.settings.set(await root(), 'first-wait', `${value}0`, 'here');
  await at.core.settings.set(await root('private'), 'experts-asked', '0', 'here');
  await at.core.settings.set(await root(), 'curator-role', 'Keepers', 'everywhere');
  await at.core.settings.set(await root(), 'keep-searches', 'on', 'everywhere');
  await at.core.digests.schedules.set(await root(), { weekday: 5, tags: ['git'] });
  await at.core.digests.schedules.setMine(await at.as('Cat', home), { weekday: 2 });
  const kept = await asks('Ana', home, `Where do the logs of ${home.platform} go?`);
  const gone = await asks('Dan', home, `Where does ${home.platform} put its logs?`);
  await at.core.duplicates.mergeQuestions(await root(), gone, kept);
}

test('linked and unlinked at once, both are as they were', async () => {
  const { slack, discord } = at.homes;
  await live(slack, ['git', 'kubernetes']);
  await live(discord, ['git', 'helm']);
  await arrange(slack, '3');
  await arrange(discord, '5');
  const before = [await picture(slack), await picture(discord)];
  await at.link(slack, discord);
  expect(await at.communityOf(discord)).toBe(await at.communityOf(slack));
  await at.part(discord);
  expect(await at.communityOf(discord)).not.toBe(await at.communityOf(slack));
  expect([await picture(slack), await picture(discord)]).toEqual(before);
});

test('what was asked on one side is found, answered and accepted from the other, and each keeps its own', async () => {
  const { slack, discord } = at.homes;
  await live(slack, ['git']);
  await live(discord, ['git']);
  await at.link(slack, discord);
  const asked = await asks('Ana', slack, 'Who reviews a migration?', ['git']);
  const mateo = await at.as('Mateo', discord);
  const open = await at.core.questions.list(mateo, { state: 'open' }, { limit: 9, offset: 0 });
  expect(open.items.map(({ title }) => title)).toEqual(['Who reviews a migration?']);
  await at.core.answers.add(mateo, asked, 'Two of us.');
  await at.core.answers.markHelpful(await at.as('Cora', discord), { question: asked, answer: 1 });
  await at.core.answers.accept(await at.as('Ana', slack), { question: asked, answer: 1 });
  await at.part(discord);
  const thread = await at.core.questions.thread(await at.as('Ben', slack), asked);
  expect(thread?.answers).toMatchObject([
    { body: 'Two of us.', accepted: true, helpfulCount: 1, author: { name: 'Mateo (Discord)' } },
  ]);
  const own = await at.core.questions.list(
    await at.as('Mateo', discord),
    {},
    { limit: 9, offset: 0 },
  );
  expect(own.items.map(({ number, title }) => [number, title])).toEqual([
    [1, 'How do I split a commit in discord?'],
  ]);
  // Linked again, the name that stood for him is him.
  await at.link(slack, discord);
  const again = await at.core.questions.thread(await at.as('Ben', slack), asked);
  expect(again?.answers[0]?.author).toMatchObject({ name: 'Mateo', handle: 'mateo' });
});

test('a number from before leads to the new one, where it was said', async () => {
  const { slack, discord } = at.homes;
  await live(slack, ['git']);
  await live(discord, ['git']);
  await at.link(slack, discord);
  const there = await at.as('Ana', discord);
  const { former, doubt } = at.core.formerNumbers;
  expect(await former(there, 'question', 1)).toMatchObject({ number: 101 });
  expect(await former(await at.as('Ana', slack), 'question', 1)).toBeUndefined();
  // What is private there is not told of elsewhere.
  expect(await former(await at.as('Cat', discord), 'question', 2)).toBeUndefined();
  expect(await doubt(there, { answer: '1.1' })).toContain('is #101 now');
  expect(await doubt(await at.as('Ana', slack), { answer: '1.1' })).toBeUndefined();
  expect(await doubt(there, { answer: '101.1' })).toBeUndefined();
  expect((await at.core.questions.find(there, 101))?.title).toContain('in discord');
});

test('a third workspace joins the two, and any of them can leave', async () => {
  const { slack, discord, third } = at.homes;
  for (const home of [slack, discord, third]) await live(home, ['git', home.platform]);
  const before = await Promise.all([slack, discord, third].map(picture));
  await at.link(slack, discord);
  await at.link(third, slack);
  const all = await Promise.all([slack, discord, third].map((home) => at.communityOf(home)));
  expect(new Set(all).size).toBe(1);
  await at.part(third);
  await at.part(discord);
  expect(await Promise.all([slack, discord, third].map(picture))).toEqual(before);
});

test('two accounts of one person become one member and two again, and nothing is counted twice', async () => {
  const { slack, discord } = at.homes;
  await live(slack, ['git']);
  await live(discord, ['helm']);
  await at.link(slack, discord);
  const question = await asks('Dora', slack, 'How do I sign a tag?', ['git']);
  await at.core.answers.add(await at.as('Ben', slack), question, 'With -s.');
  const name = { question, answer: 1 };
  await at.core.answers.markHelpful(await at.as('Ana', slack), name);
  await at.core.answers.markHelpful(await at.as('Ana', discord), name);
  await at.core.answers.markHelpful(await at.as('Ben', discord), name);
  const before = [await picture(slack)];
  for (const who of ['Ana', 'Ben']) {
    const code = await at.core.accountLinks.makeCode(await at.as(who, slack));
    const typed = await at.core.accountLinks.typeCode(await at.as(who, discord), code);
    await at.core.accountLinks.link(await at.as(who, discord), typed.code);
    const ids = [await at.as(who, slack), await at.as(who, discord)].map((one) => one.memberId);
    expect(new Set(ids).size).toBe(1);
  }
  // Ana's two votes are one, Ben's own is none.
  const [answer] =
    (await at.core.questions.thread(await at.as('Dora', slack), question))?.answers ?? [];
  expect(answer?.helpfulCount).toBe(1);
  for (const who of ['Ana', 'Ben']) {
    const { twins } = await at.core.accountLinks.of(await at.as(who, discord));
    await at.core.accountLinks.unlink(await at.as(who, discord), twins[0]?.id ?? 0);
  }
  expect([await picture(slack)]).toEqual(before);
});

test('members linked across are two again when the communities part', async () => {
  const { slack, discord } = at.homes;
  await live(slack, ['git']);
  await live(discord, ['helm']);
  const before = [await picture(slack), await picture(discord)];
  await at.link(slack, discord);
  const code = await at.core.accountLinks.makeCode(await at.as('Ben', slack));
  const typed = await at.core.accountLinks.typeCode(await at.as('Ben', discord), code);
  await at.core.accountLinks.link(await at.as('Ben', discord), typed.code);
  await at.part(slack);
  expect([await picture(slack), await picture(discord)]).toEqual(before);
});
