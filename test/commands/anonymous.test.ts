import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { attacksOn } from './attacks.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { readReply } from './read.ts';

/** Zora asks #2 anonymously in the open, gets an answer, accepts it, edits her question; #3 stays open. */
let chat: Conversation;
const accepted: string[] = [];
/** What Zora sees of both at first. */
let atFirst = '';

const seen = async () => [
  await chat.say('Zora Zanzibar', 'show 2'),
  await chat.say('Zora Zanzibar', 'show 3'),
];

async function live(): Promise<void> {
  chat = await openConversation();
  await chat.appoint('Cura', 'curator');
  await chat.say('Cy', 'ask How do indexes work? #zanzitag');
  await chat.say('Zora Zanzibar', 'answer 1 Like the index of a book.');
  const said = [
    await chat.say('Zora Zanzibar', 'ask Who could handle the merger? #zanzitag --anonymous'),
    await chat.say('Bo', 'answer 2 Legal could.'),
    await chat.say('Zora Zanzibar', 'accept 2.1'),
    await chat.say('Zora Zanzibar', 'edit 2 title:"Who would handle a merger?" How soon?'),
    await chat.say('Zora Zanzibar', 'ask Which merger is next? #zanzitag --anonymous'),
  ];
  accepted.splice(0, Infinity, ...said);
  atFirst = (await seen()).join('\n');
}
beforeAll(live);
/** Who may change her questions does: then everything begins anew. */
afterEach(async () => {
  if ((await seen()).join('\n') === atFirst) return;
  await chat.close();
  await live();
});
afterAll(() => chat.close());

test('is told that nobody is told', async () => {
  expect(accepted[0]).toMatch(/^Posted as \*#2\* in #general\. Nobody is told that it is yours\./);
});

test('the cards that her acts leave in the channel do not name her', () => {
  for (const said of accepted) expect(said).not.toMatch(/zora/i);
});

describe.each(['Eve', 'Bo', 'Cura'])('to %s', (other) => {
  test.each(commands.map((command) => [command.name, command] as const))(
    '%s names her nowhere beside her questions',
    async (_name, command) => {
      for (const call of attacksOn(command)) {
        const { reply } = await chat.handle(chat.request(other, { kind: 'call', call }, 'form'));
        for (const line of readReply(reply).split('\n')) {
          const isHerAnswer = /1\.1|#zanzitag: 1 answer|^\* \*Zora/.test(line);
          if (!isHerAnswer && /zora/i.test(line)) {
            // She may be named as one who knows or is thanked, never in a line about #2 or #3.
            expect(line).not.toMatch(/#[23]|merger|asked by|verified|replaced/);
          }
        }
      }
    },
  );

  test('her profile counts none of them', async () => {
    expect(await chat.say(other, 'profile @zora-zanzibar')).toContain('Asked: 0 questions');
  });
});

test('she finds, accepts, edits, closes and reopens them as her own', async () => {
  const zora = 'Zora Zanzibar';
  expect(await chat.say(zora, 'questions mine')).toContain('Your questions (2)');
  expect(await chat.say(zora, 'profile')).toContain('Asked: 2 questions, 1 still open');
  expect(await chat.say(zora, 'accept 2.1 --undo')).toContain('no longer accepted');
  expect(await chat.say(zora, 'edit 3 Tell me.')).toContain('#3 is changed');
  expect(await chat.say(zora, 'close 3')).toContain('#3 is closed');
  expect(await chat.say(zora, 'reopen 3')).toContain('#3 is open again');
  expect(await chat.say(zora, 'me-too 3')).toContain('your own question');
  expect(await chat.say('Eve', 'history 3')).toContain('replaced some time ago by someone');
  expect(await chat.say('Eve', 'snippet S1')).toMatch(
    /There is no snippet S1|verified by who asked/,
  );
});

test('what a curator does to them is done in the curator’s name', async () => {
  await chat.say('Cura', 'edit 3 title:"Which merger comes next?"');
  expect(await chat.say('Zora Zanzibar', 'questions mine')).toContain('Which merger comes next?');
  expect(await chat.store.audit.list(chat.communityId, 9)).toMatchObject([
    { act: 'edit question', subject: '#3' },
  ]);
});
