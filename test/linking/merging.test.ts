import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asking, day } from '../core/community.ts';
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

/** A question with an accepted answer that helped, somebody who has it too, and something kept. */
async function live(home: Home, word: string): Promise<void> {
  const as = (name: string) => at.as(`${name}-${home.platform}`, home);
  const title = `How do I ${word} a commit?`;
  const { number } = await at.core.questions.ask(await as('Ana'), asking(title, { tags: [word] }));
  await at.core.questions.watch(await as('Eve'), number);
  await at.core.answers.add(await as('Ben'), number, `With ${word}, on ${home.platform}.`);
  await at.core.answers.markHelpful(await as('Cat'), { question: number, answer: 1 });
  const kept = { title: `How to ${word}`, details: '', answer: `${word} it.`, tags: [word] };
  await at.core.captures.save(await as('Dan'), undefined, kept, []);
}

/** The number that something of that title has here. */
async function numberOf(kind: 'questions' | 'snippets', title: string): Promise<number> {
  const root = await at.as('Root', at.homes.slack);
  const page = { limit: 9, offset: 0 };
  const { items } =
    kind === 'questions'
      ? await at.core.questions.list(root, {}, page)
      : await at.core.snippets.newest(root, page);
  const found: readonly { readonly title: string; readonly number: number }[] = items;
  return found.find((one) => one.title === title)?.number ?? 0;
}

const root = () => at.as('Root', at.homes.slack);

/** Two sides, linked, with one question merged over the wall. Gives its number. */
async function mergedAcross(): Promise<number> {
  await at.link(at.homes.slack, at.homes.discord);
  const theirs = await numberOf('questions', 'How do I reset a commit?');
  await at.core.duplicates.mergeQuestions(await root(), 1, theirs);
  return theirs;
}

beforeEach(async () => {
  await live(at.homes.slack, 'undo');
  await live(at.homes.discord, 'reset');
});

test('where communities part, what was merged across is on its own side again, and a merge within one stays', async () => {
  const { slack, discord } = at.homes;
  await live(slack, 'revert');
  const { mergeQuestions, mergeSnippets } = at.core.duplicates;
  await mergeQuestions(await root(), 2, 1);
  await mergeSnippets(await root(), 2, 1);
  at.wait(day);
  await at.core.forgetOld();
  const before = [await picture(slack), await picture(discord)];
  const theirs = await mergedAcross();
  await mergeSnippets(await root(), 1, await numberOf('snippets', 'How to reset'));
  expect((await at.core.questions.find(await root(), theirs))?.answerCount).toBe(3);
  await at.part(discord);
  expect([await picture(slack), await picture(discord)]).toEqual(before);
  expect((await at.core.questions.find(await root(), 2))?.number).toBe(1);
});

test('what was accepted across and worked on since stays where it was kept, and nothing of it elsewhere', async () => {
  const { slack, discord } = at.homes;
  const theirs = await mergedAcross();
  const asker = () => at.as('Ana-discord', discord);
  await at.core.answers.accept(await asker(), { question: theirs, answer: 2 });
  const kept = await numberOf('snippets', 'How do I reset a commit?');
  await at.core.snippets.edit(await root(), kept, { answer: 'With undo, or with kazoo.' });
  await at.part(discord);
  const search = async (home: Home) =>
    (
      await at.core.knowledge.search(await at.as('Root', home), 'kazoo', undefined, {
        limit: 9,
        offset: 0,
      })
    ).total;
  expect([await search(slack), await search(discord)]).toEqual([0, 1]);
  expect((await at.core.questions.find(await root(), 1))?.answerCount).toBe(1);
  expect(
    (await at.core.questions.list(await asker(), { state: 'open' }, { limit: 9, offset: 0 })).total,
  ).toBe(1);
});
