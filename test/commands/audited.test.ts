import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import type { Command } from '../../commands/kit/command.ts';
import type { Reply } from '../../commands/kit/reply.ts';
import { accountOf } from '../core/community.ts';
import { attacksOn, guessedMessage } from './attacks.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { readReply } from './read.ts';

/** Ana asked #1 and #2, Bo answered both; Ada administers, and has never done anything of her own. */
let chat: Conversation;

beforeAll(async () => {
  chat = await openConversation();
  await chat.appoint('Ada', 'admin');
  for (const name of ['Ana', 'Bo', 'Eve', 'Di']) await chat.say(name, 'help');
  for (const [n, title] of ['How do I undo a commit?', 'How do I split a commit?'].entries()) {
    await chat.say('Ana', `ask ${title} #git`);
    await chat.say('Bo', `answer ${n + 1} Like this, ${n}.`);
    await chat.say('Ana', `accept ${n + 1}.1`);
  }
  await chat.say('Ana', 'ask Which tea is green? #git');
  await chat.say('Bo', 'answer 3 Sencha.');
  await chat.say('Di', 'expertise endorse @bo git');
  await chat.say('Bo', 'expertise dispute 1.1 "It was not me."');
}, 30_000);
afterAll(() => chat.close());

/** They only show what is for curators. */
const onlyShow = [
  'expertise risks',
  'expertise disputes',
  'settings audit',
  'settings unlink',
  'delete',
  'duplicates list',
  'duplicates both',
  'duplicates merged',
  'gaps list',
  'tags new',
];
/** Nothing came of it. */
const isNothing = (reply: Reply) => /^Nobody .* is available/.test(readReply(reply));

const entries = async () => (await chat.store.audit.list(chat.communityId, 10_000)).length;
const isProblem = (reply: Reply) => reply.kind === 'form' || reply.view.name === 'problem';

async function attack(who: string, command: Command, args: Readonly<Record<string, string>>) {
  const call = { name: command.name, args };
  const request = chat.request(who, { kind: 'call', call }, 'form');
  const about = command.args.some(({ kind }) => kind === 'message')
    ? { message: { id: guessedMessage, text: 'Any.', author: accountOf('Bo'), at: 0 } }
    : {};
  return (await chat.handle({ ...request, ...about })).reply;
}

describe('what a member may not do, an admin does on record', () => {
  test.each(commands.map((command) => [command.name, command] as const))(
    '%s',
    async (name, command) => {
      for (const { args } of attacksOn(command)) {
        // Its first step asks whether one is sure.
        if (name === 'unlink-side' && args.sure === undefined) continue;
        const refused = await attack('Eve', command, args);
        const isRefused =
          isProblem(refused) && /curator|administers|an admin/.test(readReply(refused));
        if (!isRefused) continue;
        const before = await entries();
        const done = await attack('Ada', command, args);
        if (isProblem(done) || onlyShow.includes(name) || isNothing(done)) continue;
        expect({ name, args, entries: await entries() }).not.toEqual({
          name,
          args,
          entries: before,
        });
      }
    },
  );
});
