import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import type { Request } from '../../commands/kit/request.ts';
import type { Message } from '../../src/model.ts';
import { day } from '../core/community.ts';
import { attacksOn, guessedMessage } from './attacks.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { readReply } from './read.ts';

/**
 * Two communities live through the same, but for what happens in one private channel: in one it is a
 * secret between Ana and Bo, in the other two ghosts talk about nothing. To whoever has no part in it,
 * both communities must look the same, whatever they try.
 */
let secret: Conversation;
let nothing: Conversation;
/** Where nobody ever said anything: how it must look from another community. */
let silent: Conversation;
/** The same where the channel is public: to a guest in another channel it is as secret. */
let publicly: Conversation;
let publicNothing: Conversation;
/** Time passes in all of them alike. */
let worlds: readonly Conversation[];

async function live(isSecret: boolean, room = 'private-leads'): Promise<Conversation> {
  const chat = await openConversation();
  for (const name of ['Ana', 'Bo', 'Cy', 'Eve', 'Ghost', 'Spook']) await chat.say(name, 'help');
  await chat.say('Cy', 'ask How do I undo a commit? #git');
  await chat.say('Bo', 'answer 1 Reset it softly.');
  await chat.say('Cy', 'accept 1.1');
  const [asker, helper] = isSecret
    ? [`Ana in ${room}`, `Bo in ${room}`]
    : [`Ghost in ${room}`, `Spook in ${room}`];
  const say = (who: string, line: string, otherwise: string) =>
    chat.say(who, isSecret ? line : otherwise);
  await say(
    asker,
    'ask How do we handle the zanzi merger? #zanzitag #git\nzanzi details of the merger',
    'ask A?',
  );
  await say(helper, 'answer 2 zanzi handles the merger with git', 'answer 2 B.');
  await say(helper, 'edit 2.1 zanzi handles the merger with git rebase', 'edit 2.1 C.');
  await chat.say(asker, 'helpful 2.1');
  await chat.say(asker, 'accept 2.1');
  await say(
    helper,
    'snippet edit S2 title:"How to treat the zanzi merger"',
    'snippet edit S2 title:D',
  );
  await say(asker, 'ask Who chose zanzi? #zanzitag #git', 'ask E?');
  await chat.say(helper, 'me-too 3');
  // Two members used the tag three times: it is offered to who may see that.
  await say(
    helper,
    'save title:"What is zanzi short for?" answer:"zanzi is short for Zanzibar and for nothing else." tags:zanzitag',
    'save title:"What is F short for?" answer:"F is short for Frederick and for nothing else." tags:git',
  );
  const last = await chat.say(asker, 'questions mine');
  if (!last.includes('(2)')) throw new Error(`this is not what was to be hidden: ${last}`);
  return chat;
}

beforeAll(async () => {
  [secret, nothing, silent] = [await live(true), await live(false), await openConversation()];
  [publicly, publicNothing] = [await live(true, 'leads'), await live(false, 'leads')];
  worlds = [secret, nothing, silent, publicly, publicNothing];
  for (const chat of [publicly, publicNothing]) {
    await chat.say('Bo in leads', 'expertise add leadership');
    await chat.say('Cy in leads', 'expertise endorse @bo git');
  }
});
afterAll(async () => {
  for (const chat of worlds) await chat.close();
});

function worldsOf(outsider: string): readonly Conversation[] {
  if (outsider.includes('guest')) return [publicly, publicNothing];
  return outsider.endsWith('elsewhere') ? [secret, silent] : [secret, nothing];
}

/** For what is about a message: one that the outsider can see. */
const messageOf = ({ account }: Request): Message => ({
  id: guessedMessage,
  text: 'Anything at all.',
  author: account,
  at: 0,
});

const outsiders = [
  'Eve in general',
  'Eve in private-other',
  'Eve in general at elsewhere',
  'Gus as guest in general',
  // Who took part in it, and is let in no further now than any guest.
  'Bo as guest in other',
];

/** What the outsider has begun to save is their own, and a guess at its number finds it. */
async function withoutCaptures(chat: Conversation, outsider: string): Promise<void> {
  const { account, place } = chat.request(outsider, { kind: 'line', line: '' });
  const reader = await chat.core.members.recognise(account, place);
  const { memberId = 0 } = reader ?? {};
  for (const { id } of await chat.store.drafts.named(memberId, 'capture')) {
    await chat.store.drafts.remove(memberId, id);
  }
}

/** What somebody gave themselves is theirs to see and to take along, wherever they are let in now. */
const ofOnesOwn = ['privacy export', 'privacy forget'];

describe.each(outsiders)('to %s, what was said in another channel is not there', (outsider) => {
  const attacked = commands.filter(
    ({ name }) => !outsider.startsWith('Bo') || !ofOnesOwn.includes(name),
  );
  test.each(attacked.map((command) => [command.name, command] as const))(
    'for %s',
    async (_name, command) => {
      const attacks = attacksOn(command);
      expect(attacks.length).toBeGreaterThan(0);
      for (const chat of worldsOf(outsider)) await withoutCaptures(chat, outsider);
      for (const call of attacks) {
        // Whoever asked enough for a day gets a draft, and its id says how many there are anywhere.
        if (call.name === 'ask') for (const chat of worlds) chat.wait(day);
        const answers = await Promise.all(
          worldsOf(outsider).map(async (chat) => {
            const request = chat.request(outsider, { kind: 'call', call }, 'form');
            const { reply } = await chat.handle({ ...request, message: messageOf(request) });
            // A code is made by chance, and says nothing.
            return readReply(reply)
              .replaceAll(/\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/g, 'CODE')
              .replaceAll(/capture=\d+/g, 'capture=N');
          }),
        );
        // When it was done is told by its button, and each community has its own time.
        const [one, other] = answers.map((seen) => seen.replaceAll(/act=\d+/g, 'act=then'));
        expect({ call, seen: one }).toEqual({ call, seen: other });
        expect(answers[0]?.replaceAll(/zanzitag/g, '')).not.toContain('zanzi');
      }
    },
  );

  test.each(commands.map((command) => [command.name, command] as const))(
    'for what %s suggests',
    async (_name, command) => {
      for (const arg of command.args) {
        for (const typed of [
          '',
          '2',
          '#3',
          'z',
          'zanzi',
          'handle the merger',
          'g',
          '@b',
          'git,z',
        ]) {
          const found = await Promise.all(
            worldsOf(outsider).map((chat) => {
              const { account, place } = chat.request(outsider, { kind: 'line', line: '' });
              return chat.bot.suggest({ account, place }, command, arg.name, typed);
            }),
          );
          expect({ typed, found: found[0] }).toEqual({ typed, found: found[1] });
        }
      }
    },
  );
});

describe('an endorsement that was given in a private channel', () => {
  test('does not tell others the topics of that channel', async () => {
    const chat = await live(true);
    await chat.say('Ana in private-leads', 'expertise endorse @bo zanzitag');
    for (const line of ['expertise list @bo', 'profile @bo', 'find-expert the merger']) {
      expect(await chat.say('Eve', line)).not.toContain('zanzitag');
      expect(await chat.say('Bo', line.replace('@bo', ''))).toContain(
        line[0] === 'f' ? '#' : 'zanzitag',
      );
    }
    expect(await chat.say('Eve', 'find-expert zanzitag')).toContain('Nobody has shown or declared');
    await chat.close();
  });
});

describe('to who has a part in it, it is there', () => {
  let chat: Conversation;
  beforeAll(async () => {
    chat = await live(true);
  });
  afterAll(() => chat.close());

  test.each(['Ana in general', 'Bo in general', 'Eve in private-leads'])(
    '%s finds it',
    async (insider) => {
      expect(await chat.say(insider, 'show 2')).toContain('zanzi details of the merger');
      expect(await chat.say(insider, 'snippet show S2')).toContain('zanzi handles the merger');
      expect(await chat.say(insider, 'search merger')).toContain('kept as S2');
    },
  );

  test('its tag is suggested and its evidence counts', async () => {
    const eve = chat.request('Eve in private-leads', { kind: 'line', line: '' });
    const ask = commands.find(({ name }) => name === 'ask');
    const found = ask && (await chat.bot.suggest(eve, ask, 'tags', 'git,zan'));
    expect(found).toEqual([{ value: 'git,zanzitag', label: 'zanzitag' }]);
    const list = 'expertise list @bo';
    expect(await chat.say('Eve in private-leads', list)).toContain(
      '#zanzitag: 1 answer, 1 accepted',
    );
    expect(await chat.say('Eve', list)).not.toContain('zanzitag');
  });
});
