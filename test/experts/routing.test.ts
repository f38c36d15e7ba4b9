import { describe, expect, test } from '@jest/globals';
import { loadOf, pingsLeft, suggestedWeeklyLimit, unavailable } from '../../src/experts/load.ts';
import {
  type Asked,
  type Candidate,
  choose,
  decide,
  firstOfEach,
  firstWait,
  mayBeAsked,
  type Unanswered,
} from '../../src/experts/routing.ts';
import { day, hour, minute, monday } from '../core/community.ts';

const asker = 100;
const question: Unanswered = {
  number: 1,
  isSettled: false,
  askerId: asker,
  answererIds: [],
  firstAt: monday + 30 * minute,
  secondAt: monday + 4 * hour,
  lastAt: monday + 24 * hour,
  asked: [],
  firstSlots: 1,
  hangsOn: [],
};
const due = question.firstAt;

/** Somebody who knows, ranked by number: 1 is the best. */
const knows = (memberId: number, more: Partial<Candidate> = {}): Candidate => ({
  memberId,
  score: -memberId,
  standing: 'shown',
  declined: false,
  awakeAt: monday,
  weeklyLimit: 3,
  pausedUntil: null,
  pingedAt: [],
  hasOpenPing: false,
  ...more,
});
const four = [1, 2, 3, 4].map((id) => knows(id));
const asked = (memberId: number, outcome: Asked['outcome'] = 'open', at = due): Asked =>
  outcome === 'taken' ? { memberId, at, outcome, until: at + day } : { memberId, at, outcome };
const ask = (...memberIds: number[]) => ({ kind: 'ask', memberIds });
const at = (
  now: number,
  about: Partial<Unanswered> = {},
  candidates: readonly Candidate[] = four,
) => decide({ ...question, ...about }, candidates, now);

describe('the ladder', () => {
  test('first waits as long as the channel usually takes to answer, from 10 minutes to 4 hours', () => {
    expect(firstWait(25 * minute)).toBe(25 * minute);
    expect([firstWait(minute), firstWait(9 * hour)]).toEqual([10 * minute, 4 * hour]);
    expect(firstWait(undefined)).toBe(30 * minute);
    expect(at(due - 1)).toEqual({
      kind: 'wait',
      until: due,
      because: 'the community may answer',
    });
  });

  test('then asks one by name, or two where the community wants two', () => {
    expect(at(due)).toEqual(ask(1));
    expect(at(due, { firstSlots: 2 })).toEqual(ask(1, 2));
  });

  test('leaves who was asked alone with the question until four hours have passed', () => {
    expect(at(due + hour, { asked: [asked(1)] })).toEqual({
      kind: 'wait',
      until: question.secondAt,
      because: 'someone was asked',
    });
  });

  test('then asks one or two others, and never more than three about one question', () => {
    const { secondAt } = question;
    expect(at(secondAt, { asked: [asked(1)] })).toEqual(ask(2, 3));
    expect(at(secondAt, { asked: [asked(1), asked(2)] })).toEqual(ask(3));
    expect(at(secondAt + hour, { asked: [1, 2, 3].map((id) => asked(id)) })).toEqual({
      kind: 'wait',
      until: question.lastAt,
      because: 'someone was asked',
    });
    const passed = [1, 2, 3].map((id) => asked(id, 'passed'));
    expect(at(secondAt, { asked: passed })).toEqual({
      kind: 'hand-on',
      because: 'enough were asked',
    });
  });

  test("hands the question on to the channel's steward and the digest after a day", () => {
    expect(at(question.lastAt)).toEqual({ kind: 'hand-on', because: 'a day has passed' });
    expect(at(question.lastAt, { asked: [asked(1)] })).toMatchObject({ kind: 'hand-on' });
  });

  test('hands it on at once when there is nobody whom one may ask', () => {
    expect(at(due, {}, [])).toEqual({ kind: 'hand-on', because: 'nobody is left' });
    expect(at(due, { asked: [asked(1)], firstSlots: 2 }, [knows(1)])).toMatchObject({
      kind: 'wait',
      because: 'someone was asked',
    });
  });

  test('ends when the question is answered or closed', () => {
    for (const now of [monday, due, question.lastAt]) {
      expect(at(now, { isSettled: true })).toEqual({ kind: 'done' });
    }
  });
});

describe('what an expert says about a ping', () => {
  test('I’ll take it: the ladder stops as long as it is theirs, then goes on if there is no answer', () => {
    const taken = [asked(1, 'taken')];
    expect(at(due + 23 * hour, { asked: taken })).toEqual({
      kind: 'wait',
      until: due + day,
      because: 'someone took it',
    });
    expect(at(due + day, { asked: taken })).toMatchObject({ kind: 'hand-on' });
    expect(at(due + day, { asked: taken, lastAt: monday + 3 * day })).toEqual(ask(2, 3));
  });

  test('Pass: the next one is asked at once', () => {
    expect(at(due + minute, { asked: [asked(1, 'passed')] })).toEqual(ask(2));
  });

  test('Not my area: the next one is asked at once', () => {
    expect(at(due + minute, { asked: [asked(1, 'not-my-area')] })).toEqual(ask(2));
  });

  test('Later: it comes back to them, and the next one is asked meanwhile', () => {
    const postponed = [asked(1, 'postponed')];
    expect(at(due + hour, { asked: postponed })).toEqual(ask(2));
    expect(at(due + hour, { asked: [...postponed, asked(2)] })).toMatchObject({
      until: question.secondAt,
    });
    expect(at(question.secondAt, { asked: postponed })).toEqual(ask(2, 3));
    expect(at(due + hour, { asked: postponed }, [])).toMatchObject({ until: question.lastAt });
  });

  test('nothing: the ping expires and the next one is asked', () => {
    expect(at(due + 2 * hour, { asked: [asked(1, 'expired')] })).toEqual(ask(2));
  });
});

describe('who is not asked', () => {
  const chosen = (candidates: readonly Candidate[], now = due) =>
    choose(question, candidates, 3, now);

  test('who asked the question, and who has answered it', () => {
    expect(choose({ ...question, askerId: 1, answererIds: [2] }, four, 3, due)).toEqual([3, 4]);
  });

  test('who was told of it before, whatever they said and however its words and tags changed', () => {
    const outcomes = ['open', 'taken', 'passed', 'postponed', 'not-my-area', 'expired'] as const;
    for (const outcome of outcomes) {
      const told = { ...question, asked: [asked(1, outcome, monday - 3 * day)] };
      expect(choose(told, [knows(1, { score: 9 }), knows(2)], 2, due)).toEqual([2]);
    }
  });

  test('who has had as many questions in the last seven days as they want, three unless they say', () => {
    const pinged = [monday - day, monday - 2 * day, monday - 6 * day];
    expect(chosen([knows(1, { pingedAt: pinged }), knows(2)])).toEqual([2]);
    expect(chosen([knows(1, { pingedAt: pinged, weeklyLimit: 4 })])).toEqual([1]);
    expect(chosen([knows(1, { pingedAt: pinged })], monday + 1.5 * day)).toEqual([1]);
    expect(pingsLeft(knows(1, { pingedAt: pinged, weeklyLimit: 10 }), due)).toBe(7);
  });

  test('who set their limit to 0', () => {
    expect(chosen([knows(1, { weeklyLimit: 0 })])).toEqual([]);
  });

  test('who paused, until the pause is over', () => {
    const paused = knows(1, { pausedUntil: due + hour });
    expect(chosen([paused])).toEqual([]);
    expect(unavailable(paused, due)).toBe('paused');
    expect(chosen([paused], due + hour)).toEqual([1]);
  });

  test('who has an open ping', () => {
    expect(chosen([knows(1, { hasOpenPing: true }), knows(2)])).toEqual([2]);
  });

  test('who said "not me" to its topic', () => {
    expect(chosen([knows(1, { declined: true }), knows(2)])).toEqual([2]);
  });

  test('on another’s wish ("Ask them", "Introduce us"): the same people', () => {
    expect(mayBeAsked(knows(1), due)).toBe(true);
    for (const no of [
      { declined: true },
      { weeklyLimit: 0 },
      { pausedUntil: due + 1 },
      { hasOpenPing: true },
      { pingedAt: [due - 3, due - 2, due - 1] },
    ]) {
      expect(mayBeAsked(knows(1, no), due)).toBe(false);
    }
  });
});

describe('quiet hours', () => {
  const morning = due + 14 * hour;

  test('a ping waits for the morning of whom it is for', () => {
    expect(at(due, {}, [knows(1, { awakeAt: morning })])).toEqual({
      kind: 'wait',
      until: morning,
      because: 'they sleep',
    });
  });

  test('unless the next expert is awake', () => {
    expect(at(due, {}, [knows(1, { awakeAt: morning }), knows(2)])).toEqual(ask(2));
  });

  test('but an awake stranger is no substitute for five sleeping experts', () => {
    const asleep = [1, 2, 3, 4, 5].map((id) => knows(id, { awakeAt: morning + id }));
    expect(at(due, {}, [...asleep, knows(6)])).toMatchObject({ until: morning + 1 });
  });

  test('do not keep a question from being handed on after a day', () => {
    const away = knows(1, { awakeAt: question.lastAt + day });
    expect(at(due, {}, [away])).toMatchObject({ kind: 'wait', until: question.lastAt });
  });
});

describe('the load', () => {
  test('of being asked counts half after seven days', () => {
    expect(loadOf({ pingedAt: [due, due - 7 * day, due - 14 * day] }, due)).toBeCloseTo(1.75);
  });

  test('makes way for who was not asked lately and is nearly as good', () => {
    const [tired, fresh] = [
      knows(1, { score: 0, pingedAt: [due - hour] }),
      knows(2, { score: -0.2 }),
    ];
    expect(choose(question, [tired, fresh], 1, due)).toEqual([2]);
    expect(choose(question, [tired, { ...fresh, score: -2 }], 1, due)).toEqual([1]);
  });

  test('decides a tie: it goes to the least asked', () => {
    const pingedAt = [due - 60 * day];
    const tied = [knows(1, { score: 0, pingedAt }), knows(2, { score: 0 })];
    expect(choose(question, tied, 1, due)).toEqual([2]);
  });

  test('suggests a weekly limit by what the community needs, from 2 to 5', () => {
    expect(suggestedWeeklyLimit(0, 9)).toBe(3);
    expect([4, 30, 900].map((pings) => suggestedWeeklyLimit(pings, 20))).toEqual([2, 3, 5]);
  });
});

describe('one of three slots', () => {
  test('goes to a second-line person where a topic hangs on one or two people', () => {
    const hung = { ...question, hangsOn: [1, 2] };
    expect(choose({ ...hung, asked: [asked(1)] }, four, 2, due)).toEqual([2, 3]);
    const close = [knows(1), knows(2), knows(3, { score: -50 })];
    expect(choose({ ...hung, asked: [asked(1), asked(2)] }, close, 1, due)).toEqual([3]);
    expect(choose(hung, four, 1, due)).toEqual([1]);
  });

  test('goes in one question of five to someone who says they know and has not shown it', () => {
    const says = knows(9, { standing: 'declared' });
    const fifth = { ...question, asked: [asked(1)] };
    const chosen = [5, 6, 7, 8, 9, 10].map((number) =>
      choose({ ...fifth, number }, [...four, says], 2, due),
    );
    expect(chosen).toEqual([
      [2, 9],
      [2, 3],
      [2, 3],
      [2, 3],
      [2, 3],
      [2, 9],
    ]);
  });

  test('is there for who only says so, however many have shown it', () => {
    const ranked = Array.from({ length: 30 }, (_, i) => knows(i + 1));
    const looked = firstOfEach([...ranked, knows(50, { standing: 'declared' })]);
    expect(looked.length).toBeLessThan(30);
    expect(choose({ ...question, number: 5 }, looked, 3, due)).toEqual([1, 2, 50]);
  });

  test('goes to who only says so when nobody has shown it', () => {
    expect(choose(question, [knows(9, { standing: 'declared' })], 1, due)).toEqual([9]);
  });
});

test('in a young community who is active in the channel is asked after who shows it and who says so', () => {
  const all = [
    knows(1, { standing: 'declared' }),
    knows(2, { standing: 'active', score: 9 }),
    knows(3, { score: -9 }),
  ];
  expect(choose(question, all, 3, due)).toEqual([3, 1, 2]);
});
