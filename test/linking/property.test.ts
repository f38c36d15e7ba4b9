import { afterEach, expect, test } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { KnownError } from '../../src/errors.ts';
import type { Actor } from '../../src/model.ts';
import { asking } from '../core/community.ts';
import { type Chance, createChance } from '../faults/chance.ts';
import { inspect, temporaryFolder } from '../store/temporary.ts';
import { type Home, type Linkable, openLinkable } from './communities.ts';

const folder = temporaryFolder();
const people = ['Ana', 'Ben', 'Cat', 'Dan', 'Eve'] as const;
const tags = ['git', 'helm', 'sql', 'rust'] as const;
let at: Linkable;
afterEach(() => at.store.close());

const pick = <T>(chance: Chance, list: readonly T[]): T => list[chance.below(list.length)] as T;

/** Some act of somebody somewhere; what may not be done is not done. */
async function actAtRandom(chance: Chance, homes: readonly Home[]): Promise<void> {
  const home = pick(chance, homes);
  const actor = await at.as(pick(chance, people), home, pick(chance, ['general', 'private']));
  const page = { limit: 50, offset: 0 };
  const { items } = await at.core.questions.list(actor, {}, page);
  const question = items.length > 0 ? pick(chance, items).number : 0;
  const thread = await at.core.questions.thread(actor, question);
  const answer = thread && thread.answers.length > 0 ? pick(chance, thread.answers) : undefined;
  const name = { question, answer: answer?.number ?? 0 };
  try {
    await perform(pick(chance, acts), chance, actor, name);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
  }
}

const acts = [
  'ask',
  'answer',
  'answer',
  'help',
  'accept',
  'edit',
  'retitle',
  'watch',
  'say',
  'endorse',
] as const;

async function perform(
  act: (typeof acts)[number],
  chance: Chance,
  actor: Actor,
  name: { question: number; answer: number },
): Promise<unknown> {
  const { questions, answers, expertise, members } = at.core;
  const words = `words ${chance.below(1e6)}`;
  switch (act) {
    case 'ask':
      return questions.ask(actor, asking(`How about ${words}?`, { tags: [pick(chance, tags)] }));
    case 'answer':
      return answers.add(actor, name.question, `Answer ${words}`);
    case 'help':
      return answers.markHelpful(actor, name);
    case 'accept':
      return answers.accept(actor, name);
    case 'edit':
      return answers.edit(actor, name, `Better ${words}`);
    case 'retitle':
      return questions.edit(actor, name.question, { title: `And ${words}?` });
    case 'watch':
      return questions.watch(actor, name.question);
    case 'say':
      return expertise.declare(actor, [pick(chance, tags)]);
    case 'endorse': {
      const found = await members.startingWith(actor, '', 20);
      return found.length > 0 && expertise.endorse(actor, pick(chance, found), pick(chance, tags));
    }
  }
}

/** The two accounts of somebody become one member. */
async function becomesOne(who: string): Promise<void> {
  const { slack, discord } = at.homes;
  const code = await at.core.accountLinks.makeCode(await at.as(who, slack));
  const typed = await at.core.accountLinks.typeCode(await at.as(who, discord), code);
  await at.core.accountLinks.link(await at.as(who, discord), typed.code);
}

/** Says with both accounts of what was answered that it helped, as far as they may. */
async function helpsTwice(who: string): Promise<void> {
  for (const home of [at.homes.slack, at.homes.discord]) {
    const actor = await at.as(who, home);
    const { items } = await at.core.questions.list(actor, {}, { limit: 5, offset: 0 });
    for (const { number: question } of items) {
      try {
        await at.core.answers.markHelpful(actor, { question, answer: 1 });
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
      }
    }
  }
}

type Told = ReturnType<typeof told>;

/**
 * What was said, by where it was born: texts, how often each helped, who wrote it by name. Whoever is
 * one member on both sides for a while has no other name than that there.
 */
function told(database: Database, linked: readonly string[]) {
  const all = (sql: string) =>
    database
      .prepare<[], { of: string }>(sql)
      .all()
      .map(({ of }) => of);
  const born =
    'JOIN channel AS c ON c.id = q.channel_id JOIN workspace AS w ON w.id = c.workspace_id';
  const bare = (name: string) => `replace(replace(${name}, ' (Slack)', ''), ' (Discord)', '')`;
  const by = bare('m.name');
  const those = linked.map((name) => `'${name}'`).join();
  const who = `iif(${by} IN (${those}), ${by}, m.ref)`;
  return {
    questions: all(`SELECT json_array(w.name, q.ref, q.title, q.state, ${by},
      (SELECT group_concat(t.name) FROM question_tag AS u JOIN tag AS t ON t.id = u.tag_id WHERE u.question_id = q.id),
      (SELECT count(*) FROM watcher WHERE question_id = q.id),
      (SELECT ref FROM answer WHERE id = q.accepted_answer_id)) AS "of"
      FROM question AS q ${born} JOIN member AS m ON m.id = q.author_id ORDER BY q.ref`),
    answers: all(`SELECT json_array(w.name, a.ref, a.body, ${by},
      (SELECT count(*) FROM vote WHERE answer_id = a.id),
      (SELECT count(*) FROM revision WHERE answer_id = a.id)) AS "of"
      FROM answer AS a JOIN question AS q ON q.id = a.question_id ${born}
      JOIN member AS m ON m.id = a.author_id ORDER BY a.ref`),
    snippets: all(`SELECT json_array(w.name, q.ref, q.answer, ${by}) AS "of"
      FROM snippet AS q ${born} JOIN member AS m ON m.id = q.author_id ORDER BY q.ref`),
    declared: all(`SELECT DISTINCT json_array(${who}, t.name) AS "of" FROM expertise AS e
      JOIN member AS m ON m.id = e.member_id JOIN tag AS t ON t.id = e.tag_id ORDER BY 1`),
    endorsed: all(`SELECT DISTINCT json_array(${who}, t.name, ${bare('e.name')}) AS "of"
      FROM endorsement AS n JOIN member AS m ON m.id = n.member_id JOIN tag AS t ON t.id = n.tag_id
      JOIN member AS e ON e.id = n.endorser_id ORDER BY 1`),
  };
}

/** Where each row has its ref, and how many accounts stand behind it. */
const counts = { questions: [1, 6], answers: [1, 4] } as const;

/** The same with what was there before two accounts became one member, and counted once then, or not at all. */
function withLost(now: Told, before: Told, after: Told): Told {
  const grown = (name: keyof typeof counts) => {
    const [ref, count] = counts[name];
    const of = (rows: readonly string[]) =>
      new Map(rows.map((row) => JSON.parse(row)).map((row) => [row[ref], Number(row[count])]));
    const [was, is] = [of(before[name]), of(after[name])];
    return now[name].map((row) => {
      const read = JSON.parse(row);
      const lost = (was.get(read[ref]) ?? 0) - (is.get(read[ref]) ?? 0);
      return JSON.stringify(read.with(count, read[count] + lost));
    });
  };
  const again = (name: 'declared' | 'endorsed') => {
    const lost = before[name].filter((row) => !after[name].includes(row));
    return [...new Set([...now[name], ...lost])].sort();
  };
  return {
    ...now,
    questions: grown('questions'),
    answers: grown('answers'),
    declared: again('declared'),
    endorsed: again('endorsed'),
  };
}

const votesIn = ({ answers }: Told): number =>
  answers.reduce((all, row) => all + JSON.parse(row)[counts.answers[1]], 0);

/** Whatever refers to something of another community than its own. */
function strays(database: Database): unknown[] {
  const stray = (sql: string) => database.prepare(sql).all();
  return [
    ...(database.pragma('foreign_key_check') as unknown[]),
    ...stray(`SELECT 'question', q.id FROM question AS q JOIN channel AS c ON c.id = q.channel_id
      JOIN workspace AS w ON w.id = c.workspace_id JOIN member AS m ON m.id = q.author_id
      WHERE q.community_id <> w.community_id OR m.community_id <> q.community_id`),
    ...stray(`SELECT 'answer', a.id FROM answer AS a JOIN question AS q ON q.id = a.question_id
      JOIN member AS m ON m.id = a.author_id
      WHERE q.community_id <> a.community_id OR m.community_id <> a.community_id`),
    ...stray(`SELECT 'vote', v.id FROM vote AS v JOIN answer AS a ON a.id = v.answer_id
      JOIN member AS m ON m.id = v.member_id
      WHERE a.community_id <> v.community_id OR m.community_id <> v.community_id`),
    ...stray(`SELECT 'tag', t.id FROM question_tag AS u JOIN tag AS t ON t.id = u.tag_id
      JOIN question AS q ON q.id = u.question_id WHERE t.community_id <> q.community_id`),
    ...stray(`SELECT 'document', d.id FROM document AS d JOIN member AS m ON m.id = d.author_id
      JOIN member AS k ON k.id = d.asker_id
      WHERE m.community_id <> d.community_id OR k.community_id <> d.community_id`),
    ...stray(`SELECT 'account', a.id FROM account AS a JOIN workspace AS w ON w.id = a.workspace_id
      JOIN member AS m ON m.id = a.member_id WHERE m.community_id <> w.community_id`),
    ...stray(`SELECT 'expertise', e.tag_id FROM expertise AS e JOIN tag AS t ON t.id = e.tag_id
      JOIN member AS m ON m.id = e.member_id WHERE m.community_id <> t.community_id`),
    ...stray(`SELECT 'endorsement', n.tag_id FROM endorsement AS n JOIN member AS e ON e.id = n.endorser_id
      JOIN member AS m ON m.id = n.member_id WHERE m.community_id <> e.community_id`),
    ...stray(`SELECT 'notice', n.id FROM notice AS n JOIN workspace AS w ON w.id = n.workspace_id
      LEFT JOIN question AS q ON q.id = n.question_id
      WHERE n.community_id <> w.community_id OR q.community_id <> n.community_id`),
  ];
}

const namesOfOthers = (database: Database) =>
  database.prepare<[], number>('SELECT count(*) FROM stand_in').pluck().get();

test.each([1, 2])(
  'whatever was done before, during and after a link, by members of one side or of both, each side keeps what was born there (%i)',
  async (seed) => {
    const chance = createChance(seed);
    at = await openLinkable(folder);
    const { slack, discord } = at.homes;
    const homes = [slack, discord];
    const live = async (times: number) => {
      for (let i = 0; i < times; i += 1) {
        at.wait(60 * 60 * 1000);
        await actAtRandom(chance, homes);
      }
    };
    await live(50);
    let lost = 0;
    for (const round of [1, 2]) {
      await at.link(...(round === 1 ? ([slack, discord] as const) : ([discord, slack] as const)));
      expect(inspect(at.file, strays)).toEqual([]);
      await live(30);
      const linked = ['Ana', 'Ben', 'Cat'].slice(0, round + 1);
      const see = () => inspect(at.file, (database) => told(database, linked));
      await helpsTwice('Ana');
      const apart = see();
      for (const who of linked) await becomesOne(who);
      const together = see();
      lost += votesIn(apart) - votesIn(together);
      expect(inspect(at.file, strays)).toEqual([]);
      await live(30);
      const before = see();
      await at.part(discord);
      expect(inspect(at.file, strays)).toEqual([]);
      expect(see()).toEqual(withLost(before, apart, together));
      expect(inspect(at.file, namesOfOthers)).toBeGreaterThan(0);
      await live(20);
    }
    // Votes were counted once that two accounts had given.
    expect(lost).toBeGreaterThan(0);
  },
  60_000,
);
