import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, day, type Fixture, openCommunity } from './community.ts';

/** Every way out that a member has, on every path that would name or ask them. */

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Cora', 'curator');
  const asked = asking('How do indexes work in postgres?', { tags: ['postgres'] });
  const { number } = await here.core.questions.ask(await here.as('Ana'), asked);
  const text = 'Like the index of a book: sorted keys with pointers to the rows.';
  await here.core.answers.add(await here.as('Bo'), number, text);
  await here.core.answers.accept(await here.as('Ana'), { question: number, answer: 1 });
  await here.core.expertise.endorse(await here.as('Ana'), (await here.as('Bo')).member, 'postgres');
  const open = asking('Why are indexes slow in postgres?', { tags: ['postgres'] });
  await here.core.questions.ask(await here.as('Dora'), open);
  // A digest names who answered two threads like it.
  const again = asking('Which indexes does postgres have?', { tags: ['postgres'] });
  const third = await here.core.questions.ask(await here.as('Gil'), again);
  await here.core.answers.add(await here.as('Bo'), third.number, `${text} B-trees, mostly.`);
  const name = { question: third.number, answer: 1 };
  await here.core.answers.accept(await here.as('Gil'), name);
});
afterEach(() => here.close());

const handles = (people: readonly { handle: string }[]) => people.map(({ handle }) => handle);

/** Where Bo is named, or would be asked. */
async function paths() {
  const reader = await here.as('Eve');
  const question = await here.core.questions.find(reader, 2);
  if (!question) throw new Error('no question');
  const { shown, declared } = await here.core.experts.onTopic(reader, 'postgres');
  const knowing = await here.core.experts.knowing(here.store, reader, question);
  const bo = (await here.as('Bo')).member;
  const digest = await here.core.digests.compose(reader, 7);
  return {
    found: handles([...shown, ...declared].map(({ member }) => member)),
    couldHelp: handles(await here.core.experts.forQuestion(reader, question, 3)),
    inDigest: digest.open.items.flatMap(({ couldHelp }) => handles(couldHelp)),
    asked: knowing.map(({ memberId }) => memberId === bo.id),
    listed: (await here.core.expertise.of(reader, bo)).map(({ tag }) => tag),
    profile: (await here.core.members.profile(reader, bo)).expertise.map(({ tag }) => tag),
    atRisk: (await here.core.risks.list(await here.as('Cora'))).risks.map(({ people }) =>
      handles(people),
    ),
  };
}

const everywhere = {
  found: ['bo'],
  couldHelp: ['bo'],
  inDigest: ['bo'],
  asked: [true],
  listed: ['postgres'],
  profile: ['postgres'],
  atRisk: [['bo']],
};
const nowhere = {
  found: [],
  couldHelp: [],
  inDigest: [],
  asked: [],
  listed: [],
  profile: [],
};

test('who opted out of nothing is named and asked', async () => {
  expect(await paths()).toEqual(everywhere);
});

test('who is not to be visible is named nowhere, and still asked in private', async () => {
  await here.core.preferences.listed(await here.as('Bo'), false);
  expect(await paths()).toEqual({ ...nowhere, asked: [true], atRisk: [[]] });
  const own = await here.core.expertise.of(await here.as('Bo'), (await here.as('Bo')).member);
  expect(own).toMatchObject([{ tag: 'postgres', answers: 2 }]);
});

test('who said "not me" to a topic is neither named for it nor asked, until they take it back', async () => {
  await here.core.withholding.notMe(await here.as('Bo'), 'postgres', false);
  expect(await paths()).toMatchObject(nowhere);
  await here.core.withholding.notMe(await here.as('Bo'), 'postgres', true);
  expect(await paths()).toEqual(everywhere);
});

test('who declares a topic again has taken "not me" back', async () => {
  await here.core.withholding.notMe(await here.as('Bo'), 'postgres', false);
  await here.core.expertise.declare(await here.as('Bo'), ['postgres']);
  expect(await paths()).toEqual(everywhere);
});

test('who left is neither named nor asked', async () => {
  const workspace = await here.store.communities.connectedWorkspace('console', 'here');
  await here.store.members.noteAccount(workspace?.id ?? 0, 'account of Bo', false);
  const { found, couldHelp, inDigest, asked } = await paths();
  expect({ found, couldHelp, inDigest, asked }).toEqual({
    found: [],
    couldHelp: [],
    inDigest: [],
    asked: [],
  });
});

describe('evidence that is hidden', () => {
  const answer = { question: 1, answer: 1 };
  const other = { question: 3, answer: 1 };
  const endorsement = { endorser: 'ana', tag: 'postgres' };

  test('is neither shown nor counted, and is again when it is shown', async () => {
    await here.core.withholding.hide(await here.as('Bo'), answer);
    await here.core.withholding.hide(await here.as('Bo'), other);
    await here.core.withholding.hide(await here.as('Bo'), endorsement);
    expect(await paths()).toMatchObject(nowhere);
    await here.core.withholding.show(await here.as('Bo'), answer);
    await here.core.withholding.show(await here.as('Bo'), other);
    await here.core.withholding.show(await here.as('Bo'), endorsement);
    expect(await paths()).toEqual(everywhere);
    const again = here.core.withholding.show(await here.as('Bo'), answer);
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });

  test("is one's own", async () => {
    const others = here.core.withholding.hide(await here.as('Eve'), answer);
    await expect(others).rejects.toMatchObject({ code: 'not_found' });
    const endorsements = here.core.withholding.hide(await here.as('Eve'), endorsement);
    await expect(endorsements).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is disputed with a reason, which curators see until one has looked at it', async () => {
    await here.core.withholding.dispute(await here.as('Bo'), endorsement, 'We never worked on it.');
    const seen = await here.core.withholding.disputes(await here.as('Cora'));
    expect(seen).toMatchObject([
      { handle: 'bo', reason: 'We never worked on it.', tag: 'postgres', endorser: 'ana' },
    ]);
    const others = here.core.withholding.disputes(await here.as('Eve'));
    await expect(others).rejects.toMatchObject({ code: 'forbidden' });
    await here.core.withholding.settle(await here.as('Cora'), seen[0]?.id ?? 0);
    expect(await here.core.withholding.disputes(await here.as('Cora'))).toEqual([]);
    const { endorsements } = await here.core.withholding.mine(await here.as('Bo'), {
      limit: 5,
      offset: 0,
    });
    expect(endorsements).toMatchObject([{ isWithheld: true }]);
  });

  test('of another community cannot be settled', async () => {
    await here.core.withholding.dispute(await here.as('Bo'), answer, 'Not mine.');
    const [dispute] = await here.core.withholding.disputes(await here.as('Cora'));
    const elsewhere = await here.as('Zoe', 'general', 'elsewhere');
    const curator = { ...elsewhere, member: { ...elsewhere.member, role: 'curator' as const } };
    const settled = here.core.withholding.settle(curator, dispute?.id ?? 0);
    await expect(settled).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('what members declared and nobody backed is forgotten after a year, but not by themselves', async () => {
  await here.core.expertise.declare(await here.as('Says'), ['postgres']);
  const found = async () => (await paths()).found;
  expect(await found()).toEqual(['bo', 'says']);
  here.wait(361 * day);
  expect(await found()).toEqual(['bo']);
  const says = await here.as('Says');
  expect(await here.core.expertise.of(says, says.member)).toHaveLength(1);
  await here.core.expertise.declare(await here.as('Says'), ['postgres']);
  expect(await found()).toEqual(['bo', 'says']);
});
