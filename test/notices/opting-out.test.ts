import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { day, hour, minute } from '../core/community.ts';
import { readText } from '../rules/source.ts';
import { ask, openVillage, pass, paths, type Village, waysOut } from './ways-out.ts';

/** The table of the docs: what is left of each path after each way out. */
const [, below = ''] = readText('docs/experts.md').split('### Every way out, on every path');
const [head = [], , ...rows] = below
  .split(/^#/m, 1)
  .join('')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const told = head.slice(1).flatMap((ways, at) =>
  ways.split(', ').map((way) => {
    const left = rows.map(([path = '', ...cells]) => [path, cells[at] === 'yes'] as const);
    return [way, Object.fromEntries(left)] as const;
  }),
);

describe('on every path, somebody who alone knows a topic is named and asked only as their way out leaves it:', () => {
  test.each(told)('%s', async (way, left) => {
    const village = await openVillage();
    await waysOut[way]?.(village);
    const seen: Record<string, boolean> = {};
    for (const [path, look] of Object.entries(paths)) seen[path] = await look(village);
    await village.chat.close();
    expect(seen).toEqual(left);
  });

  test('the docs tell of every way out', () => {
    expect(told.map(([way]) => way)).toEqual(Object.keys(waysOut));
  });
});

describe('a way out holds', () => {
  let village: Village;
  beforeEach(async () => {
    village = await openVillage();
  });
  afterEach(() => village.chat.close());

  /** It is decided to bring Bo something, the platform takes it late, and he takes his way out. */
  async function meanwhile(way: string, kind: string, time: number) {
    village.platform.fail((key) => (key.startsWith(kind) ? 'busy' : 'none'));
    await ask(village.chat, 'Dora', 'Why are indexes slow in postgres?', 'ops');
    await pass(village, time);
    const owed = await village.chat.store.notices.countOf(3, kind as 'ping' | 'steward');
    await waysOut[way]?.(village);
    village.platform.fail(() => 'none');
    return { owed, told: (await pass(village, 2 * day, 4 * hour)).map(({ name }) => name) };
  }

  test.each(['none', 'not me', 'paused', 'limit 0', 'left'])(
    'also when it was decided before to bring them a question: %s',
    async (way) => {
      const { owed, told } = await meanwhile(way, 'ping', 45 * minute);
      expect([owed, told.includes('ping @Bo')]).toEqual([1, way === 'none']);
    },
  );

  test.each(['none', 'not me', 'paused', 'limit 0', 'left', 'guest'])(
    'also when it was decided before to tell them as steward, and the channel is told: %s',
    async (way) => {
      await village.chat.say('Bo', 'expertise hide 1.1');
      await village.chat.say('Bo', 'expertise hide 2.1');
      await village.chat.say('Bo', 'expertise hide @ana#postgres');
      const { owed, told } = await meanwhile(way, 'steward', hour);
      const whom = way === 'none' ? 'steward @Bo' : 'waiting #ops';
      expect([owed, told.filter((name) => !name.startsWith('question'))]).toEqual([1, [whom]]);
    },
  );

  test('for a topic of several words, however who asks spells it', async () => {
    const { chat } = village;
    await ask(chat, 'Ana', 'How big is a pool?', 'general', ['connection-pooling']);
    await chat.say('Bo', 'expertise not-me connection-pooling');
    for (const topic of ['Connection Pooling', 'how big? “connection-pooling”!']) {
      const asked = { member: '@bo', topic, words: 'How big?' };
      expect(await chat.submit('Eve', 'ask-them', asked)).toContain('not available now');
    }
  });

  test('for whatever has the topic among others, also of what is kept', async () => {
    const { chat } = village;
    const answer = 'Stop the old one, take a snapshot of its disk, and start the new one with it.';
    await ask(chat, 'Ana', 'What is a snapshot?', 'general', ['disks']);
    await chat.say('Bo', 'answer 3 A picture of a disk as it was at one moment, kept beside it.');
    const kept = { title: 'How do I move a disk?', answer, tags: 'postgres disks' };
    await chat.submit('Yan', 'save', kept);
    await chat.say('Bo', 'expertise not-me postgres');
    chat.wait(181 * day);
    const told = await pass(village, 8 * day, 12 * hour);
    const about = told.filter(({ text }) => text.includes('move a disk'));
    expect(about.map(({ name }) => name)).toEqual(['verify @Cora']);
  });
});
