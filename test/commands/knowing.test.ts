import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { indexStale } from '../../src/search/documents.ts';
import type { Entry } from '../../src/transfer/entry.ts';
import { asking, day, hour } from '../core/community.ts';
import { courierOver, createPlatform } from '../notices/platform.ts';
import { load, streamOf } from '../transfer/scratch.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { readView } from './read.ts';

/** What is told of who knows something, as its readers read it. */

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
});
afterEach(() => chat.close());

/** Somebody asks, and somebody else answers at some length. Gives the question's number. */
async function answered(by: string, title: string, asker = 'Ana', tag = 'postgres') {
  const asked = asking(title, { tags: [tag] });
  const { number } = await chat.core.questions.ask(await chat.as(asker), asked);
  const text = `This is why, how, and what to look out for: ${title}`;
  await chat.core.answers.add(await chat.as(by), number, text);
  return number;
}
const found = (topic = 'postgres', who = 'Eve') => chat.say(who, `find-expert ${topic}`);
const links = (text: string) => text.split('\n').filter((line) => /^\*#\d+\* “/.test(line));

describe('`find-expert` says of a person', () => {
  test('at most three answers, each with its age and who was glad of it, and a button to each', async () => {
    for (const n of [1, 2, 3, 4, 5]) await answered('Bo', `How is thing ${n} done?`);
    await chat.say('Ana', 'accept 1.1');
    await chat.say('Ana', 'helpful 2.1');
    await chat.say('Cy', 'helpful 3.1');
    await chat.say('Di', 'helpful 3.1');
    const text = await found();
    expect(links(text).toSorted()).toEqual([
      '*#1* “How is thing 1 done?” some time ago, accepted',
      '*#2* “How is thing 2 done?” some time ago, who asked said thanks',
      '*#3* “How is thing 3 done?” some time ago, helped 2 people',
    ]);
    expect(text.match(/\[Show #\d → show\?question=\d\]/g)).toHaveLength(3);
  });

  test('those of the last time, where all count alike', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      await answered('Bo', `How is thing ${n} done?`);
      chat.wait(40 * day);
    }
    expect(links(await found()).map((line) => line.slice(0, 4))).toEqual(['*#5*', '*#4*', '*#3*']);
  });

  test('how many questions they answered, and how many of these in the last 90 days', async () => {
    for (const n of [1, 2]) await answered('Bo', `How is thing ${n} done?`);
    expect(await found()).toContain('answered 2 questions about this, all in the last 90 days');
    chat.wait(91 * day);
    expect(await found()).toContain('answered 2 questions about this, none in the last 90 days');
    await answered('Bo', 'How is thing 3 done?');
    expect(await found()).toContain('answered 3 questions about this, 1 of them in the last 90');
  });

  test('that they are usually around at this hour, when they are and did enough to tell', async () => {
    for (let n = 1; n <= 9; n += 1) {
      await answered('Bo', `How is thing ${n} done?`);
      chat.wait(day);
    }
    expect(await found()).not.toContain('usually around');
    await answered('Bo', 'How is thing 10 done?');
    expect(await found()).toContain('usually around at this hour');
    chat.wait(12 * hour);
    expect(await found()).not.toContain('usually around');
  });

  test('what they declare, and who endorsed them on it', async () => {
    await answered('Bo', 'How is it done?');
    await chat.say('Bo', 'expertise add postgres');
    await chat.say('Ana', 'expertise endorse @bo postgres');
    expect(await found()).toContain('#postgres: declared; endorsed by @ana');
  });

  test('nothing for an answer of a few words, until somebody is glad of it', async () => {
    const asked = asking('How is it done?', { tags: ['postgres'] });
    await chat.core.questions.ask(await chat.as('Ana'), asked);
    await chat.say('Bo', 'answer 1 Turn it off and on again.');
    expect(await found()).not.toContain('answered 1 question');
    await chat.say('Ana', 'helpful 1.1');
    expect(await found()).toContain('answered 1 question about this');
  });

  test('nothing for what two do for each other alone', async () => {
    for (const n of [1, 2]) {
      const [mine, theirs] = [
        await answered('Bo', `How does Ana do thing ${n}?`, 'Ana'),
        await answered('Ana', `How does Bo do thing ${n}?`, 'Bo'),
      ];
      chat.wait(day);
      await chat.say('Ana', `accept ${mine}.1`);
      await chat.say('Bo', `accept ${theirs}.1`);
    }
    expect(await found()).not.toMatch(/answered \d/);
  });

  test.each([
    ['who asks, three a day', () => 'Ana', 3],
    ['all, twenty a day', (n: number) => `Asker${n}`, 20],
  ] as const)('no more than they could well do of one day, for %s', async (_, asker, most) => {
    for (let n = 1; n <= most + 2; n += 1) await answered('Bo', `How is it ${n}?`, asker(n));
    expect(await found()).toContain(`answered ${most} questions about this, all`);
  });
});

test('that there is little to go by is said while there are fewer than 200 answers, kept texts aside', async () => {
  await answered('Bo', 'How is it done?');
  const at = '2026-01-01T09:00:00.000Z';
  const [workspace, named] = ['console:here', { name: 'general', createdAt: at }] as const;
  const more: Entry[] = Array.from({ length: 198 }, (_, n) => {
    const text = { body: `Turn handle ${n} until it stops.`, editedAt: null, revisions: [] };
    const rest = { ...text, question: 'much', number: n + 1, createdAt: at };
    return { kind: 'answer', ref: `answer ${n}`, author: 'wyn', ...rest };
  });
  const wyn = { ref: 'wyn', handle: 'wyn', name: 'Wyn', role: 'member', joinedAt: at } as const;
  const asked = { title: 'What is there?', body: '', anonymous: false, closed: false, tags: [] };
  const where = { ref: 'much', number: 9, workspace, channel: 'general', author: 'wyn' };
  const rest = { createdAt: at, editedAt: null, watchers: [], revisions: [] };
  const entries: Entry[] = [
    { kind: 'member', ...wyn, accounts: [] },
    { kind: 'channel', workspace, id: 'general', ...named, private: false },
    { kind: 'question', ...where, ...asked, ...rest },
    ...more,
  ];
  await load(chat.store, streamOf(entries), { into: 'Craft' });
  await indexStale(chat.store);
  const guide = 'Stop the old one, dump it with `pg_dumpall`, and load that into the new one.';
  await chat.submit('Yan', 'save', { title: 'How do I upgrade?', answer: guide, tags: 'postgres' });
  expect(await found()).toContain('Little has been answered here yet');
  await answered('Bo', 'And how is this done?');
  expect(await found()).not.toContain('Little has been answered here yet');
});

/** What two members say to the bot, and what it brings them, wherever it speaks of who knows. */
async function everything(): Promise<{ readonly own: string; readonly others: string }> {
  const platform = createPlatform(chat.world.clock);
  const courier = courierOver(chat.core, platform);
  await chat.appoint('Cora', 'curator');
  await answered('Bo', 'How is it done?');
  await chat.say('Ana', 'accept 1.1');
  await chat.say('Eve', 'helpful 1.1');
  await chat.say('Bo', 'expertise add postgres');
  await chat.say('Ana', 'expertise endorse @bo postgres');
  await answered('Cy', 'How is another thing done?');
  await chat.as('Di');
  const ask = { member: '@bo', topic: 'postgres', words: 'Why?' };
  const others = [await chat.submit('Eve', 'ask-them', ask)];
  for (const line of ['find-expert postgres', 'profile show @bo', 'expertise list @bo', 'home']) {
    others.push(await chat.say('Eve', line));
  }
  for (const line of ['expertise risks', 'expertise nominate postgres @di', 'digest now']) {
    others.push(await chat.say('Cora', line));
  }
  await chat.core.questions.ask(await chat.as('Dora'), asking('So how?', { tags: ['postgres'] }));
  for (let step = 0; step < 8; step += 1) {
    chat.wait(hour / 2);
    await courier.run();
  }
  const own = [await chat.press('Bo', 'approach-yes?approach=1')];
  for (const line of ['home', 'expertise list', 'profile show', 'expertise evidence']) {
    own.push(await chat.say('Bo', line));
  }
  own.push(await found('postgres', 'Bo'));
  for (const { to, view } of platform.messages) {
    (to.endsWith('of Bo') ? own : others).push(readView(view));
  }
  return { own: own.join('\n'), others: others.join('\n') };
}

test('how many questions may still be brought to somebody is told to them alone', async () => {
  const { own, others } = await everything();
  expect(own.match(/2 more questions may be brought to you this week/g)).toHaveLength(4);
  expect(others).not.toMatch(/more questions? (may be|are) brought|this week/);
});

test('nobody is scored or ranked in words, to others or to themselves', async () => {
  const { own, others } = await everything();
  expect(own).toContain('would like to ask you');
  expect(others).toContain('You may know this');
  expect(`${own}\n${others}`).not.toMatch(
    /\b(scor\w+|rank\w*|rating|points?|level|karma|reputation|leader\w*|top|best|strongest|position|percentile|winner|#\d+ (of|in))\b/i,
  );
});
