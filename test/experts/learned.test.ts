import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { learnWhoAnswers, weightsOf } from '../../src/experts/learn.ts';
import { usualWeights, type Weights } from '../../src/experts/ranking.ts';
import type { Question } from '../../src/model.ts';
import { importEntries } from '../../src/transfer/import.ts';
import { type StreamEvent, streamEntries } from '../bench/corpora.ts';
import { asking, day, type Fixture, monday, openCommunity } from '../core/community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

const weights = () => weightsOf(here.store, here.communityId);
const save = (learned: object) =>
  here.store.learned.save(here.communityId, JSON.stringify(learned), monday);

/** Who answers a question about indexes, the likeliest first. */
async function knowing(question: Question): Promise<string[]> {
  const ranked = await here.core.experts.knowing(here.store, await here.as('Eve'), question);
  const people = await here.store.members.byIds(ranked.map(({ memberId }) => memberId));
  return ranked.map(({ memberId }) => people.find(({ id }) => id === memberId)?.handle ?? '');
}

async function answer(name: string, title: string): Promise<void> {
  const { number } = await here.core.questions.ask(await here.as('Ana'), asking(title));
  const text = 'Like the index of a book: sorted keys with pointers to the rows.';
  await here.core.answers.add(await here.as(name), number, text);
}

describe('what a community learned about who answers', () => {
  test('ranks whom its questions are brought to', async () => {
    await answer('Bo', 'How do indexes work in postgres?');
    here.wait(30 * day);
    await answer('Cy', 'How do indexes work in mysql?');
    const question = await here.core.questions.ask(
      await here.as('Dora'),
      asking('How do indexes work?'),
    );
    expect(await knowing(question)).toEqual(['cy', 'bo']);
    await save({ ...usualWeights, evidence: 0, recent: 0, away: 2 });
    expect(await knowing(question)).toEqual(['bo', 'cy']);
  });

  test('counts as nothing when it is about other clues than are known now', async () => {
    const { profile: _, ...fewer } = usualWeights;
    for (const other of [
      fewer,
      { ...usualWeights, evidence: null },
      { ...usualWeights, luck: 1 },
    ]) {
      await save(other);
      expect(await weights()).toEqual(usualWeights);
    }
  });

  test('is nothing with fewer than 2,000 answered questions', async () => {
    await answer('Bo', 'How do indexes work in postgres?');
    expect(await learnWhoAnswers(here.world)).toBe(0);
    expect(await here.store.learned.of(here.communityId)).toBeUndefined();
  });

  test('is learned from the newest that happened, in the order of time', async () => {
    await answer('Bo', 'How do indexes work in postgres?');
    here.wait(day);
    await answer('Cy', 'How do indexes work in mysql?');
    const all = await here.store.learned.happened(here.communityId, 9);
    expect(all.map(({ kind }) => kind)).toEqual(['question', 'answer', 'question', 'answer']);
    expect(await here.store.learned.happened(here.communityId, 3)).toEqual(all.slice(1));
  });

  test('is learned from its history, and not again within 30 days', async () => {
    await importHistory(2_300);
    const { id } = (await here.store.communities.byName('turns')) ?? { id: 0 };
    here.wait(200 * day);
    expect(await learnWhoAnswers(here.world)).toBe(1);
    const learned: Weights = await weightsOf(here.store, id);
    expect(learned.away).toBeGreaterThan(0);
    here.wait(29 * day);
    expect(await learnWhoAnswers(here.world)).toBe(0);
  });
});

/** Ten take turns: whoever has been away for longest is the next to answer. */
async function* turns(count: number): AsyncGenerator<StreamEvent> {
  const nothing = { id: '', q: '', title: '', body: '', text: '', ch: 'main' };
  for (let i = 1; i <= count; i += 1) {
    const t = i * 3_600;
    yield { ...nothing, k: 'q', t, u: 'asker', id: `q${i}`, title: `n${i}` };
    yield { ...nothing, k: 'a', t: t + 60, u: `u${i % 10}`, q: `q${i}`, text: `a${i}` };
  }
}

async function importHistory(count: number): Promise<void> {
  await importEntries({
    store: here.store,
    into: 'turns',
    entries: streamEntries(turns(count)),
    newRef: here.world.newRef,
    now: monday,
    onProgress: () => {},
  });
}
