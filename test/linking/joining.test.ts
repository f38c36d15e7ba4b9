import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asking } from '../core/community.ts';
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

async function asks(
  name: string,
  home: Home,
  title: string,
  tags: string[] = [],
  channel?: string,
) {
  const actor = await at.as(name, home, channel);
  return (await at.core.questions.ask(actor, asking(title, { tags }))).number;
}

/** A few things that people do in a workspace of their own. */
async function live(home: Home, tags: string[]): Promise<void> {
  const first = await asks('Ana', home, `How do I split a commit in ${home.platform}?`, tags);
  await asks('Ben', home, `A secret of ${home.platform}`, tags, 'private');
  await at.core.answers.add(await at.as('Ben', home), first, `Use rebase in ${home.platform}.`);
  await at.core.answers.markHelpful(await at.as('Cat', home), { question: first, answer: 1 });
  await at.core.answers.accept(await at.as('Ana', home), { question: first, answer: 1 });
  await at.core.expertise.declare(await at.as('Ben', home), tags);
}

test('linked and unlinked at once, both are as they were', async () => {
  const { slack, discord } = at.homes;
  await live(slack, ['git', 'kubernetes']);
  await live(discord, ['git', 'helm']);
  const before = [await picture(slack), await picture(discord)];
  await at.link(slack, discord);
  expect(await at.communityOf(discord)).toBe(await at.communityOf(slack));
  await at.part(discord);
  expect(await at.communityOf(discord)).not.toBe(await at.communityOf(slack));
  expect([await picture(slack), await picture(discord)]).toEqual(before);
});
