import { describe, expect, test } from '@jest/globals';
import { createExpertIndex } from '../../src/experts/expert-index.ts';
import { fewestScored, learnWeights, type Scored } from '../../src/experts/learning.ts';
import { clueNames, usualWeights } from '../../src/experts/ranking.ts';
import { seeded } from '../bench/figures.ts';
import { hour, monday } from '../core/community.ts';

const people = 6;
const profile = clueNames.indexOf('profile');
const recent = clueNames.indexOf('recent');

/** Questions that are answered by who has most of one clue; all clues are chance. */
function questions(count: number, clue: (at: number) => number): Scored[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, at) => {
    const clues = Float32Array.from({ length: people * clueNames.length }, () => random());
    const of = Array.from({ length: people }, (_, i) => clues[i * clueNames.length + clue(at)]);
    return { clues, right: new Set([of.indexOf(Math.max(...of.map(Number)))]) };
  });
}

describe('weights are learned from a community’s own questions', () => {
  test('from 2,000 on, and then say what decided who answered', () => {
    expect(learnWeights(questions(fewestScored - 1, () => profile))).toBeUndefined();
    const learned = learnWeights(questions(fewestScored, () => profile));
    expect(learned?.profile).toBeGreaterThan(1);
    expect(Math.abs(learned?.threads ?? 9)).toBeLessThan(Math.abs(usualWeights.threads));
  });

  test('and the same questions give the same weights', () => {
    const learn = () => learnWeights(questions(fewestScored, () => profile));
    expect(learn()).toEqual(learn());
  });

  test('not when the newest fifth is ranked worse by what the others teach', () => {
    const turned = fewestScored * 0.8;
    // What decided long ago speaks against who answers now.
    const lately = (at: number) => (at < turned ? clueNames.indexOf('threads') : recent);
    expect(learnWeights(questions(fewestScored, lately))).toBeUndefined();
  });
});

test('a history that is replayed teaches an index as it goes, unless it is told not to learn', () => {
  const replay = (learns: boolean) => {
    const index = createExpertIndex({ learns });
    for (let id = 1; id <= 2_300; id += 1) {
      const at = monday + id * hour;
      const asked = { askerId: 100, channelId: 1, title: '', body: '' };
      index.index({ kind: 'question', id, ...asked, at });
      // Ten take turns: whoever has been away for longest is the next.
      const memberId = 1 + (id % 10);
      index.index({ kind: 'answer', questionId: id, memberId, text: '', at: at + hour / 2 });
    }
    return index.weights;
  };
  expect(replay(false)).toEqual(usualWeights);
  const learned = replay(true);
  expect(learned.away).toBeGreaterThan(0);
});
