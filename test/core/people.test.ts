import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { handleFrom } from '../../src/handles.ts';
import { accountOf, asking, day, type Fixture, openCommunity, placeOf } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

const handle = async (name: string, account = name) =>
  (
    await here.core.members.arrive(
      { externalId: account, name },
      placeOf('general'),
      `for ${account}`,
    )
  ).member.handle;

describe('a handle', () => {
  test.each([
    ['Ana Díaz', 'ana-diaz'],
    ['  O’Neill, Shaun (he/him) ', 'o-neill-shaun-he-him'],
    ['김철수', '김철수'],
    ['がくと', 'がくと'],
    ['मीरा', 'मीरा'],
    ['Владимир', 'владимир'],
    ['محمد', 'محمد'],
    ['👩‍💻', 'member'],
    ['...', 'member'],
  ])('of %j is %j', async (name, expected) => {
    expect(await handle(name)).toBe(expected);
  });

  test.each(['김철수', 'がくと', 'मीरा', 'Ana Díaz', 'ＡＮＡ', 'Ángel'.normalize('NFD')])(
    'of %j finds its member as it is shown',
    async (name) => {
      const shown = await handle(name);
      expect((await here.core.members.byHandle(await here.as('Bo'), `@${shown}`))?.handle).toBe(
        shown,
      );
      expect(shown).toBe(shown.normalize('NFC'));
    },
  );

  test('is unique: the second of a name gets a number', async () => {
    expect([await handle('Ana', 'a'), await handle('ana!', 'b'), await handle('Ána', 'c')]).toEqual(
      ['ana', 'ana-2', 'ana-3'],
    );
    expect(await handle('Ana renamed', 'a')).toBe('ana');
  });

  test('is unique even when many of one name arrive together', async () => {
    const handles = await Promise.all(
      ['a', 'b', 'c', 'd'].map((account) => handle('Sam', account)),
    );
    expect(new Set(handles).size).toBe(4);
  });

  test('is one for an account that arrives twice together', async () => {
    const handles = await Promise.all(['a', 'a', 'a'].map((account) => handle('Sam', account)));
    expect(handles).toEqual(['sam', 'sam', 'sam']);
  });

  test('is cut between characters, and what is kept is well-formed', async () => {
    const long = await handle('𝒜'.repeat(0) + '𠮷'.repeat(80));
    expect(long).toMatch(/^𠮷+$/u);
    expect([...long].length).toBeLessThanOrEqual(40);
  });
});

test('the same account is another member in another community', async () => {
  const a = await here.core.members.arrive(accountOf('Ana'), placeOf('general'), 'a');
  const b = await here.core.members.arrive(accountOf('Ana'), placeOf('general', 'elsewhere'), 'b');
  expect(a.memberId).not.toBe(b.memberId);
  expect(a.member.handle).toBe(b.member.handle);
});

test('a channel that turned private is private for what was born in it', async () => {
  const open = { externalId: 'c', name: 'talk', private: false };
  const at = (channel: typeof open, who: string) =>
    here.core.members.arrive(
      accountOf(who),
      { ...placeOf('c'), channel },
      `${who} ${channel.private}`,
    );
  await here.core.questions.ask(await at(open, 'Ana'), asking('Why?'));
  expect(await here.core.questions.find(await here.as('Bo'), 1)).toBeDefined();
  await at({ ...open, private: true }, 'Ana');
  expect(await here.core.questions.find(await here.as('Bo'), 1)).toBeUndefined();
});

test('a handle never calls everyone', () => {
  expect(['@everyone', '<!here>', 'Channel'].map(handleFrom)).toEqual([
    'member-everyone',
    'member-here',
    'member-channel',
  ]);
});

describe('what may be typed', () => {
  test('is suggested without adding a member or a channel', async () => {
    const account = { externalId: 'stranger', name: 'Stranger' };
    const place = placeOf('nowhere');
    expect(await here.core.members.recognise(account, place)).toBeUndefined();
    expect(await here.core.members.byHandle(await here.as('Ana'), 'stranger')).toBe(undefined);
    const { channelId, memberId } = await here.as('Ana');
    const known = { externalId: 'account of Ana', name: 'Ana' };
    expect(await here.core.members.recognise(known, placeOf('general'))).toMatchObject({
      channelId,
      memberId,
    });
  });
});

describe('the owner of a terminal', () => {
  test('is the first admin', async () => {
    await here.appoint('Zoe', 'admin');
    expect((await here.core.members.owner(here.communityId)).handle).toBe('zoe');
  });

  test('of a community without one is a new admin, the same each time', async () => {
    const you = await here.core.members.owner(here.communityId);
    expect(you).toMatchObject({ handle: 'you', role: 'admin' });
    expect(await here.core.members.owner(here.communityId)).toEqual(you);
  });

  test('finds a channel to stand in', async () => {
    const names = (await here.core.members.channels('console', 'here')).map(({ name }) => name);
    expect(names).toEqual(['general']);
  });
});

describe('declared expertise', () => {
  const declare = async (who: string, ...tags: string[]) =>
    here.core.expertise.declare(await here.as(who), tags);

  test('is at most ten tags, and each once', async () => {
    const ten = Array.from({ length: 10 }, (_, i) => `tag${i}`);
    expect(await declare('Ana', ...ten)).toHaveLength(10);
    expect(await declare('Ana', 'TAG1')).toHaveLength(10);
    await expect(declare('Ana', 'one-more')).rejects.toMatchObject({
      code: 'conflict',
      message: 'That would be 11 tags; one declares at most 10. Remove one first.',
    });
    expect(
      await here.core.expertise.of(await here.as('Bo'), (await here.as('Ana')).member),
    ).toHaveLength(10);
  });

  test('is retracted as far as it was declared', async () => {
    await declare('Ana', 'git', 'sql');
    expect(await here.core.expertise.retract(await here.as('Ana'), ['sql', 'css'])).toEqual([
      'git',
    ]);
    await expect(here.core.expertise.retract(await here.as('Ana'), ['sql'])).rejects.toMatchObject({
      code: 'not_found',
      message: 'You do not declare that. Name what you declare: #git.',
    });
  });
});

describe('an endorsement', () => {
  const endorse = async (who: string, whom: string, tag: string) =>
    here.core.expertise.endorse(await here.as(who), (await here.as(whom)).member, tag);

  const helped = async (asker: string, by: string, tag: string, anonymous = false) => {
    const asked = asking('How?', { tags: [tag], anonymous });
    const { number } = await here.core.questions.ask(await here.as(asker), asked);
    await here.core.answers.add(await here.as(by), number, 'So.');
    return { question: number, answer: 1 };
  };

  test('is by someone whom they helped on it: who asked, or found the answer helpful', async () => {
    const answer = await helped('Ana', 'Bo', 'git');
    await expect(endorse('Cy', 'Bo', 'git')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endorse('Bo', 'Ana', 'git')).rejects.toMatchObject({ code: 'forbidden' });
    await here.core.answers.markHelpful(await here.as('Cy'), answer);
    expect(await endorse('Cy', 'Bo', 'git')).toBe('git');
  });

  test('does not tell who asked anonymously', async () => {
    await helped('Ana', 'Bo', 'git', true);
    await expect(endorse('Ana', 'Bo', 'git')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is given at most five times in a quarter', async () => {
    await helped('Ana', 'Bo', 'git');
    for (const tag of ['a1', 'a2', 'a3', 'a4', 'a5']) {
      here.wait(day);
      await helped('Ana', 'Bo', tag);
      await endorse('Ana', 'Bo', tag);
    }
    await expect(endorse('Ana', 'Bo', 'git')).rejects.toMatchObject({ code: 'conflict' });
    here.wait(90 * day);
    expect(await endorse('Ana', 'Bo', 'git')).toBe('git');
  });

  test('fades: after two years nobody else is shown it, half as long when it is mutual', async () => {
    await helped('Ana', 'Bo', 'git');
    await helped('Bo', 'Ana', 'git');
    await endorse('Ana', 'Bo', 'git');
    const endorsers = async () => {
      const [git] = await here.core.expertise.of(await here.as('Cy'), (await here.as('Bo')).member);
      return git?.endorsedBy.length;
    };
    here.wait(700 * day);
    expect(await endorsers()).toBe(1);
    await endorse('Bo', 'Ana', 'git');
    expect(await endorsers()).toBe(0);
  });

  test('is of another member, on a tag in use, once', async () => {
    await helped('Ana', 'Bo', 'git');
    await expect(endorse('Ana', 'Ana', 'git')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endorse('Ana', 'Bo', 'gti')).rejects.toMatchObject({ code: 'not_found' });
    await expect(endorse('Ana', 'Bo', '!')).rejects.toMatchObject({ code: 'invalid' });
    expect(await endorse('Ana', 'Bo', '#Git')).toBe('git');
    await expect(endorse('Ana', 'Bo', 'git')).rejects.toMatchObject({ code: 'conflict' });
    const [git] = await here.core.expertise.of(await here.as('Cy'), (await here.as('Bo')).member);
    expect(git?.endorsedBy).toMatchObject([{ handle: 'ana' }]);
  });
});

test('a profile counts what its reader may see', async () => {
  await here.core.questions.ask(await here.as('Ana'), asking('Why?'));
  await here.core.questions.ask(await here.as('Ana', 'private-leads'), asking('How much?'));
  await here.core.questions.ask(await here.as('Ana'), asking('Who?', { anonymous: true }));
  await here.core.questions.close(await here.as('Ana'), 1);
  const { member } = await here.as('Ana');
  const seenBy = async (who: string, channel?: string) =>
    here.core.members.profile(await here.as(who, channel), member);
  expect(await seenBy('Bo')).toMatchObject({ questionsAsked: 1, openQuestions: 0 });
  expect(await seenBy('Bo', 'private-leads')).toMatchObject({
    questionsAsked: 2,
    openQuestions: 1,
  });
  expect(await seenBy('Ana')).toMatchObject({ questionsAsked: 3, openQuestions: 2 });
});
