import type { Courier } from '../../adapters/courier.ts';
import { readHandbook } from '../../src/handbook/gather.ts';
import { siteMap } from '../../src/handbook/site/site-map.ts';
import { muteable } from '../../src/notices/mutes.ts';
import { type Conversation, openConversation } from '../commands/conversation.ts';
import { readView } from '../commands/read.ts';
import { asking, day, hour, minute } from '../core/community.ts';
import { courierOver, createPlatform, type Platform } from './platform.ts';

/** Bo alone knows postgres, agreed to be named in public, and looks after #ops. */
export interface Village {
  readonly chat: Conversation;
  readonly courier: Courier;
  readonly platform: Platform;
}

const weeks = 14 * day;

export async function openVillage(): Promise<Village> {
  const chat = await openConversation();
  const platform = createPlatform(chat.world.clock);
  const village = { chat, platform, courier: courierOver(chat.core, platform) };
  await chat.appoint('Cora', 'curator');
  const answer = 'Like the index of a book: sorted keys with pointers to the rows.';
  await ask(chat, 'Ana', 'How do indexes work in postgres?');
  await chat.say('Bo', `answer 1 ${answer}`);
  await chat.say('Ana', 'accept 1.1');
  await chat.say('Eve', 'helpful 1.1');
  await chat.say('Ana', 'expertise endorse @bo postgres');
  await ask(chat, 'Gil', 'Which indexes does postgres have?');
  await chat.say('Bo', `answer 2 ${answer} B-trees, mostly.`);
  await chat.say('Gil', 'accept 2.1');
  await chat.say('Bo', 'privacy page on');
  const guide = 'Stop the old one, dump it with `pg_dumpall`, and load that into the new one.';
  const kept = { title: 'How do I upgrade postgres?', answer: guide, tags: 'postgres' };
  const said = await chat.submit('Yan', 'save', kept);
  if (!said.includes('S3')) throw new Error(said);
  await chat.say('Yan', 'notices off verify');
  await chat.say('Cora in ops', 'settings steward @bo');
  return village;
}

export async function ask(
  { core, as }: Conversation,
  who: string,
  title: string,
  channel = 'general',
  tags = ['postgres'],
) {
  const asked = asking(title, { tags });
  const question = await core.questions.ask(await as(who, channel), asked);
  await core.gaps.noteQuestion(await as(who, channel), question);
}

const bo = async ({ chat }: Village) => chat.as('Bo');

/** Every way out, as Bo takes it; `none` is the village as it is. */
export const waysOut: Readonly<Record<string, (village: Village) => Promise<unknown>>> = {
  none: async () => undefined,
  'not visible': ({ chat }) => chat.say('Bo', 'expertise visible off'),
  'not me': ({ chat }) => chat.say('Bo', 'expertise not-me postgres'),
  hidden: async ({ chat }) => {
    for (const name of ['1.1', '2.1']) await chat.say('Bo', `expertise hide ${name}`);
    await chat.say('Bo', 'expertise hide @ana#postgres');
  },
  disputed: async ({ chat }) => {
    for (const name of ['1.1', '2.1']) await chat.say('Bo', `expertise dispute ${name} Not so.`);
    await chat.say('Bo', 'expertise dispute @ana#postgres Not so.');
  },
  paused: ({ chat }) => chat.say('Bo', 'expertise pause 360 days'),
  'limit 0': ({ chat }) => chat.say('Bo', 'expertise limit 0'),
  'notices off': async ({ chat }) => {
    for (const kind of muteable) await chat.say('Bo', `notices off ${kind}`);
  },
  'thanks off': ({ chat }) => chat.say('Bo', 'notices off thanks'),
  guest: async ({ chat }) => chat.store.members.setGuest(await here(chat), accountOfBo, 'here'),
  left: async ({ chat }) => chat.store.members.noteAccount(await here(chat), accountOfBo, false),
  forgotten: async (village) => {
    const actor = await bo(village);
    await village.chat.core.privacy.forget(actor, actor.memberId);
  },
};

const accountOfBo = 'account of Bo';
const here = async (chat: Conversation) =>
  (await chat.store.communities.connectedWorkspace('console', 'here'))?.id ?? 0;

const namesBo = (text: string) => /@bo\b|@former-\d+|\*Bo\*/.test(text);
const section = (text: string, title: string) =>
  text.split(/^\* /m).find((part) => part.startsWith(`*${title}*`)) ?? '';

/** Lets time pass with the courier at work; what was posted meanwhile, as `kind @name`, and its text. */
export async function pass({ chat, courier, platform }: Village, time: number, step = 15 * minute) {
  const before = platform.messages.length;
  for (let left = time; left > 0; left -= step) {
    chat.wait(Math.min(left, step));
    await courier.run();
  }
  return platform.messages.slice(before).map(({ key, to, view }) => ({
    name: `${key.split(':')[0]} ${to.replace('account of ', '')}`,
    text: readView(view),
  }));
}
type Passed = Awaited<ReturnType<typeof pass>>;
export const isTold = (passed: Passed, name: string) => passed.some((one) => one.name === name);

/** Nothing that was asked before is open with anybody, and no week is full. It is Monday morning again. */
async function later(village: Village): Promise<void> {
  village.chat.wait(weeks - (village.chat.world.clock() % day) + 9 * hour);
  await village.courier.run();
}

/** Whether somebody who asks for Bo is told that they are asked, as they hear it, and Bo is. */
async function approached(village: Village, who: string, ask: () => Promise<string>) {
  await later(village);
  const said = await ask();
  const isAsked = isTold(await pass(village, 15 * minute), 'approach @Bo');
  if (said.includes('is asked in private') !== isAsked) throw new Error(`${who} hears: ${said}`);
  return isAsked;
}

/**
 * Every path on which Bo may be named or asked: true when he is. They are gone through in this order, in
 * one village.
 */
export const paths: Readonly<Record<string, (village: Village) => Promise<boolean>>> = {
  'named by `find-expert`': async ({ chat }) =>
    namesBo(await chat.say('Eve', 'find-expert postgres')),
  'named by `find-expert`, by the words of a question': async ({ chat }) =>
    namesBo(await chat.say('Eve', 'find-expert sorted keys with pointers to rows')),
  'topic told in their profile': async ({ chat }) =>
    (await chat.say('Eve', 'profile show @bo')).includes('#postgres'),
  'named among the knowledge at risk': async ({ chat }) =>
    namesBo(await chat.say('Cora', 'expertise risks')),
  'named as who could write what is missing': async ({ chat }) => {
    await ask(chat, 'Dora', 'Why are indexes slow in postgres?');
    return namesBo(await chat.say('Cora', 'gaps list'));
  },
  'named on a question’s card as who could help': async (village) => {
    const [card] = (await pass(village, minute)).filter(({ text }) => text.includes('slow'));
    if (!card) throw new Error('no card stands');
    return namesBo(card.text);
  },
  'named in a digest as who could help': async ({ chat }) =>
    namesBo(section(await chat.say('Eve', 'digest now'), 'Still open')),
  'named in somebody’s own digest as who could help': async ({ chat }) =>
    namesBo(section(await chat.say('Eve', 'digest mine'), 'You may know this')),
  'named in a digest among new and rising experts': async ({ chat }) =>
    namesBo(section(await chat.say('Eve', 'digest now'), 'New and rising experts')),
  'named in a digest among those who are thanked': async ({ chat }) =>
    namesBo(section(await chat.say('Eve', 'digest now'), 'Thanks to')),
  'named by a public handbook, with a page': async ({ chat }) => {
    const community = { id: chat.communityId, ref: 'craft', name: 'Craft' };
    return siteMap(await readHandbook(chat.store, community, 'public')).people.has('bo');
  },
  'teaches what the community ranks by': async ({ chat }) => {
    const happened = await chat.store.learned.happened(chat.communityId, 100);
    const ids = happened.flatMap(({ kind, id }) => (kind === 'answer' ? id : []));
    return ids.length > 0;
  },
  'brought a question': async (village) => isTold(await pass(village, 45 * minute), 'ping @Bo'),
  'asked by _Ask them_': async (village) =>
    approached(village, 'Eve', () =>
      village.chat.submit('Eve', 'ask-them', { member: '@bo', topic: 'postgres', words: 'Why?' }),
    ),
  'named in a digest for an answer that helped again': async ({ chat }) => {
    await chat.say('Fay', 'helpful 1.1');
    return namesBo(section(await chat.say('Eve', 'digest now'), 'Helped again'));
  },
  'asked by _Introduce us_': async (village) =>
    approached(village, 'Gil', () =>
      village.chat.submit('Gil', 'introduce-us', { member: '@bo', topic: 'postgres', words: 'Hi' }),
    ),
  'asked to write what is missing': async (village) => {
    const [, gap = ''] = /gaps ask\?gap=(\d+)|gaps write\?gap=(\d+)/
      .exec(await village.chat.say('Cora', 'gaps list'))
      ?.filter(Boolean) ?? [''];
    const asked = { gap, member: '@bo', words: 'Would you write it down?' };
    return approached(village, 'Cora', () => village.chat.submit('Cora', 'gaps ask', asked));
  },
  'asked by a nomination': async (village) =>
    approached(village, 'Cora', () => village.chat.say('Cora', 'expertise nominate postgres @bo')),
  'told as steward of a channel': async (village) => {
    await later(village);
    await ask(village.chat, 'Dora', 'Who has restored a postgres?', 'ops');
    const passed = await pass(village, 4 * day, 6 * hour);
    // Somebody hears of it: where not he, the channel.
    const isBo = isTold(passed, 'steward @Bo');
    if (isBo === isTold(passed, 'waiting #ops')) throw new Error(JSON.stringify(passed));
    return isBo;
  },
  'asked whether what others keep is still right': async (village) => {
    village.chat.wait(181 * day);
    const passed = await pass(village, 8 * day, 12 * hour);
    return passed.some(({ name, text }) => name === 'verify @Bo' && text.includes('upgrade'));
  },
};
