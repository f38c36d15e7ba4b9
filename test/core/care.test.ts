import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCore } from '../../src/core.ts';
import type { Store } from '../../src/store/store.ts';
import { asking, day, type Fixture, minute, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Kim', 'curator');
});
afterEach(() => here.close());

const save = async (who: string, title: string, channel = 'general') =>
  (
    await here.core.captures.save(
      await here.as(who, channel),
      undefined,
      { title, details: '', answer: `This is how it is done, step by step: ${title}`, tags: [] },
      [],
    )
  ).snippet.number;

const find = async (who: string, number: number, channel = 'general') =>
  here.core.snippets.find(await here.as(who, channel), number);

const markSolved = async (who: string, number: number) => {
  const snippet = await find(who, number);
  await here.core.knowledge.markSolved(
    await here.as(who),
    { snippetId: snippet?.id ?? 0 },
    undefined,
  );
};

const outdate = async (who: string, number: number) =>
  here.core.verification.outdate(await here.as(who), number, false);

/** How many rows of each kind are there. */
async function counts() {
  const snippet = await find('Bo', 1);
  const { events } = await here.core.snippets.story(await here.as('Bo'), 1);
  const undoable = await here.core.undoing.last(await here.as('Bo'), 1);
  const owed = await here.store.notices.lastTo((await here.as('Eve')).memberId, 'outdated');
  return {
    outdated: snippet?.outdatedAt !== null,
    events: events.length,
    undo: undoable?.act,
    owed: owed.isDue,
  };
}

describe('an act and what is owed because of it', () => {
  test('are kept together or not at all, and the delivery may come again', async () => {
    await save('Bo', 'How do I brew?');
    await markSolved('Eve', 1);
    const actor = await here.as('Bo');
    const store: Store = {
      ...here.store,
      write: (change) =>
        here.store.write(async (tables) => {
          await change(tables);
          throw new Error('killed before it was written');
        }),
    };
    const dying = createCore({ ...here.world, store });
    await expect(dying.verification.outdate(actor, 1, false)).rejects.toThrow('killed');
    expect(await counts()).toEqual({ outdated: false, events: 0, undo: 'save', owed: false });

    await here.core.verification.outdate(actor, 1, false);
    expect(await counts()).toEqual({ outdated: true, events: 1, undo: 'outdate', owed: true });
    await expect(here.core.verification.outdate(actor, 1, false)).rejects.toMatchObject({
      code: 'repeated',
    });
    expect(await counts()).toEqual({ outdated: true, events: 1, undo: 'outdate', owed: true });
  });

  test('an undo that is delivered twice takes back one act', async () => {
    await save('Bo', 'How do I brew?');
    here.wait(11 * minute);
    for (const answer of ['Hotter.', 'Longer.']) {
      await here.core.snippets.edit(await here.as('Bo'), 1, { answer });
      here.wait(minute);
    }
    const last = await here.core.undoing.last(await here.as('Bo'));
    const actor = await here.as('Bo');
    await here.core.undoing.undo(actor, last?.id ?? 0);
    await expect(here.core.undoing.undo(actor, last?.id ?? 0)).rejects.toMatchObject({
      code: 'repeated',
    });
    expect((await find('Bo', 1))?.answer).toBe('Hotter.');
  });
});

test('what is outdated stays so when another answer to its question is edited', async () => {
  await here.core.questions.ask(await here.as('Ana'), asking('How do I brew?'));
  for (const answer of ['With water, and slowly.', 'Ask Bo.']) {
    await here.core.answers.add(await here.as('Bo'), 1, answer);
  }
  await here.core.answers.accept(await here.as('Ana'), { question: 1, answer: 1 });
  await outdate('Bo', 1);
  const edit = async (answer: number, text: string) =>
    here.core.answers.edit(await here.as('Bo'), { question: 1, answer }, text);
  await edit(2, 'Ask me.');
  expect((await find('Bo', 1))?.outdatedAt).not.toBeNull();
  await edit(1, 'With hot water, and slowly.');
  expect((await find('Bo', 1))?.outdatedAt).toBeNull();
});

describe('what is undone', () => {
  test('is not something that others have made use of since', async () => {
    await save('Bo', 'How do I brew?');
    const saved = await here.core.undoing.last(await here.as('Bo'));
    await markSolved('Eve', 1);
    await expect(here.core.undoing.undo(await here.as('Bo'), saved?.id ?? 0)).rejects.toThrow(
      'made use of it',
    );
    expect(await find('Eve', 1)).toBeDefined();
  });

  test('by a curator may be what others did, named by its snippet; others see nothing to undo', async () => {
    await save('Bo', 'How do I brew?');
    await outdate('Bo', 1);
    expect(await here.core.undoing.last(await here.as('Eve'), 1)).toBeUndefined();
    const last = await here.core.undoing.last(await here.as('Kim'), 1);
    expect(last).toMatchObject({ act: 'outdate', by: { handle: 'bo' } });
    await here.core.undoing.undo(await here.as('Kim'), last?.id ?? 0);
    expect((await find('Bo', 1))?.outdatedAt).toBeNull();
  });

  test('in a private channel is there for nobody outside, be they curators', async () => {
    await save('Bo', 'How do we pay?', 'private-leads');
    expect(await here.core.undoing.last(await here.as('Kim'), 1)).toBeUndefined();
    const done = await here.core.undoing.last(await here.as('Kim', 'private-leads'), 1);
    await expect(here.core.undoing.undo(await here.as('Kim'), done?.id ?? 0)).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });

  test('what a curator did by their right is written down, and so is that it was undone', async () => {
    await save('Bo', 'How do I brew?');
    here.wait(minute);
    await outdate('Kim', 1);
    here.wait(minute);
    const last = await here.core.undoing.last(await here.as('Kim'), 1);
    await here.core.undoing.undo(await here.as('Kim'), last?.id ?? 0);
    const acts = (await here.store.audit.list(here.communityId, 9)).map(({ act }) => act);
    expect(acts).toEqual(['undo outdate snippet', 'outdate snippet']);
  });
});

describe('what stands in the place of another', () => {
  test('is not named to who may not see it any more, and what it replaced is found then, but last', async () => {
    await save('Bo', 'How do I brew coffee?');
    await save('Bo', 'How do I brew coffee nowadays?', 'cafe');
    await save('Bo', 'How do I brew tea or coffee?');
    await here.core.ownership.supersede(await here.as('Bo'), 1, 2);
    const found = async (who: string) => {
      const page = { limit: 5, offset: 0 };
      const all = await here.core.knowledge.search(await here.as(who), 'coffee', undefined, page);
      return all.items.map(({ snippet }) => snippet?.number).toSorted();
    };
    expect((await find('Eve', 1))?.successor).toBe(2);
    expect(await found('Eve')).toEqual([2, 3]);
    const { workspaceId } = (await here.as('Bo', 'cafe')).channel;
    await here.core.channels.note(workspaceId, 'cafe', { private: true });
    expect((await find('Eve', 1))?.successor).toBeNull();
    expect(await found('Eve')).toEqual([1, 3]);
    const { events } = await here.core.snippets.story(await here.as('Eve'), 1);
    expect(events.map(({ what, successor }) => [what, successor])).toEqual([
      ['superseded', undefined],
    ]);
    expect((await find('Bo', 1))?.successor).toBe(2);
    expect(await found('Bo')).toEqual([2, 3]);
    const text = { title: 'How do I brew coffee?' };
    const offered = await here.core.knowledge.suggest(await here.as('Eve'), text);
    expect(offered.found.map(({ snippet }) => snippet?.number)).not.toContain(1);
  });

  test('is what is edited and verified: what it replaced says where to go', async () => {
    await save('Bo', 'How do I brew?');
    await save('Bo', 'How do I brew nowadays?');
    await here.core.ownership.supersede(await here.as('Bo'), 1, 2);
    const edit = here.core.snippets.edit(await here.as('Bo'), 1, { answer: 'So.' });
    await expect(edit).rejects.toThrow('S2 stands in the place of S1');
    await expect(here.core.verification.verify(await here.as('Bo'), 1)).rejects.toThrow(
      'snippet supersede S1 --undo',
    );
  });

  test('keeps the snippet of an answer whose acceptance is taken back', async () => {
    await here.core.questions.ask(await here.as('Ana'), asking('How do I brew?'));
    await here.core.answers.add(await here.as('Bo'), 1, 'With water, and slowly.');
    await here.core.answers.accept(await here.as('Ana'), { question: 1, answer: 1 });
    await here.core.verification.verify(await here.as('Bo'), 1);
    await here.core.answers.unaccept(await here.as('Ana'), { question: 1, answer: 1 });
    expect(await find('Bo', 1)).toBeDefined();
  });
});

describe('who looks after it', () => {
  test('can only be somebody who sees it', async () => {
    await save('Bo', 'How do we pay?', 'private-leads');
    const eve = await here.as('Eve');
    const bo = await here.as('Bo', 'private-leads');
    await expect(here.core.ownership.handOver(bo, 1, eve.member)).rejects.toThrow(
      'cannot look after S1',
    );
  });

  test('and was forgotten makes room for the next one', async () => {
    await save('Bo', 'How do I brew?');
    here.wait(181 * day);
    await here.core.notices.claim(['console'], 9);
    const { memberId } = await here.as('Bo');
    const asked = () => here.store.care.stuck(here.world.clock(), 0, 9);
    expect(await asked()).toEqual([]);
    await here.core.privacy.forget(await here.as('Bo'), memberId);
    expect((await asked()).map((one) => one.memberId)).toEqual([null]);
  });
});

test('history tells in words what each edit took out and put in', async () => {
  await save('Bo', 'How do I brew coffee?');
  const change = { title: 'How do I brew good coffee?', question: 'At home.' };
  await here.core.snippets.edit(await here.as('Bo'), 1, change);
  await here.core.snippets.edit(await here.as('Bo'), 1, {
    answer: 'This is how it is done, quickly: How do I brew coffee?',
  });
  const { revisions } = await here.core.snippets.story(await here.as('Bo'), 1);
  expect(revisions.map(({ changes }) => changes)).toEqual([
    [
      {
        what: 'answer',
        gone: '… it is done, step by step: How do I …',
        come: '… it is done, quickly: How do I …',
      },
    ],
    [
      { what: 'title', gone: '… do I brew coffee?', come: '… do I brew good coffee?' },
      { what: 'details', gone: '', come: 'At home.' },
    ],
  ]);
});

test('nobody is told where no curator can be asked, but doctor says so', async () => {
  await save('Bo', 'How do I brew?');
  for (const who of ['Bo', 'Kim']) await here.core.mutes.turnOff(await here.as(who), 'verify');
  here.wait(181 * day);
  await here.core.notices.claim(['console'], 9);
  const findings = await here.core.checkup(await here.as('Kim'));
  expect(findings).toContainEqual(
    expect.objectContaining({
      state: 'lacking',
      where: 'what is kept',
      sentence: expect.stringContaining('no curator can be asked'),
    }),
  );
});
