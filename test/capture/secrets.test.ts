import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Message } from '../../src/model.ts';
import { readReply } from '../commands/read.ts';
import { accountOf } from '../core/community.ts';
import { secrets } from '../core/secret-samples.ts';
import { general, type OnFile, openOnFile } from '../privacy/on-file.ts';
import { temporaryFolder } from '../store/temporary.ts';

const folder = temporaryFolder();
let files = 0;
let here: OnFile;

const logged = () => join(folder, `${files}.log`);

beforeEach(async () => {
  files += 1;
  const log = pino({ level: 'trace' }, pino.destination({ dest: logged(), sync: true }));
  here = await openOnFile(join(folder, `${files}.db`), accountOf, log);
  await here.say('Ana', 'ask How do I reach the database? #db');
  // What was looked for in vain is kept in words, too.
  const owner = { communityId: 1, workspaceId: null, channelId: null };
  await here.store.settings.set(owner, 'keep-searches', 'yes', { memberId: 1, at: 1 });
  await here.say('Bo', 'answer 1 Through the proxy of the staging host.');
  await here.say(
    'Bo',
    'save "Where is the proxy described?" "In the chapter on hosts, at its end."',
  );
});
afterEach(() => here.store.close());

/** The part of it that nobody may learn, whole or alone. */
function coreOf(secret: string): string {
  const [, password] =
    /:\/\/[^:/]*:([^@]+)@/.exec(secret) ?? /password[:=] ?([^;]+)/i.exec(secret) ?? [];
  const lines = secret.split('\n');
  const longest = (lines[1] ?? secret).split(/[\s"'=:]+/).toSorted((a, b) => b.length - a.length);
  return (password ?? longest[0] ?? secret).toLowerCase();
}

const quoted = (text: string) => JSON.stringify(text).replace(/\\n/g, '\n');

/** Every door through which words of members come to be kept. */
const ways: readonly (readonly [string, (text: string) => Promise<unknown>])[] = [
  ['typing it to save', (text) => here.say('Ana', `save "Which key?" ${quoted(text)}`)],
  ['the title of what is saved', (text) => here.say('Ana', `save ${quoted(text)} "That one."`)],
  [
    'the form of saving',
    (text) =>
      here.submit('Ana', 'capture keep', { title: 'Which key?', answer: 'See.', details: text }),
  ],
  [
    'the form of saving, where it waits for a second look',
    (text) =>
      here.submit('Ana', 'capture keep', { title: 'The key', answer: `As I said: ${text}` }),
  ],
  ['a message that cannot be read again', (text) => chosen(text)],
  ['the emoji under such a message', (text) => reacted(text)],
  ['asking', (text) => here.say('Ana', `ask Why is ${text} refused?`)],
  [
    'the details of a question that looks like another',
    (text) =>
      here.submit('Ana', 'ask', { question: 'How do I reach the database?', details: text }),
  ],
  ['answering', (text) => here.say('Bo', `answer 1 Use ${text} there.`)],
  ['editing an answer', (text) => here.say('Bo', `edit 1.1 Use ${text} there.`)],
  ['editing a question', (text) => here.submit('Ana', 'edit', { what: '1', text })],
  ['editing a snippet', (text) => here.submit('Bo', 'snippet edit', { snippet: '1', text })],
  ['searching', (text) => here.say('Ana', `search ${text}`)],
  ['what no command is', (text) => here.say('Ana', `${text} is what I have`)],
];

function messageWith(text: string): Message {
  const author = accountOf('Bo');
  return {
    id: 'm1',
    text: `Take this one: ${text}`,
    author,
    at: 1,
    link: 'https://chat.example/1',
  };
}

const inThread = { place: { ...general, thread: 't1' }, conversation: async () => undefined };

/** It is chosen in the menu, and what it begins the form with is sent. */
async function chosen(text: string): Promise<void> {
  const message = messageWith(text);
  const call = { name: 'save', args: {} };
  const more = { ...inThread, message };
  const view = readReply(await here.handle('Ana', { kind: 'call', call }, 'shortcut', more));
  const capture = /capture=(\d+)/.exec(view)?.[1] ?? '';
  const write = { kind: 'encoded', call: `capture write?capture=${capture}` } as const;
  readReply(await here.handle('Ana', write, 'button', inThread));
  const args = { capture, title: 'Which key is it?', answer: message.text };
  const keep = { kind: 'call', call: { name: 'capture keep', args } } as const;
  readReply(await here.handle('Ana', keep, 'form', inThread));
}

async function reacted(text: string): Promise<void> {
  const more = { ...inThread, message: messageWith(text) };
  const call = { name: 'capture react', args: {} };
  await here.handle('Ana', { kind: 'call', call }, 'reaction', more);
}

test.each(ways)('through %s no secret comes into the files or the log', async (_, way) => {
  for (const [, secret] of secrets) await way(secret);
  const kept = `${here.bytes()}\n${readFileSync(logged(), 'utf8').toLowerCase()}`;
  const leaks = secrets.filter(([, secret]) => kept.includes(coreOf(secret)));
  expect(leaks.map(([what]) => what)).toEqual([]);
});

test('what is looked for would be found, were it there', async () => {
  const harmless = 'aharmlessword42';
  await here.say('Ana', `save "Which key?" "It is ${harmless} there."`);
  expect(here.bytes()).toContain(harmless);
  await here.say('Ana', 'search anotherword42');
  expect(here.bytes()).toContain('anotherword42');
  expect(secrets.map(([, secret]) => coreOf(secret)).filter((core) => core.length < 8)).toEqual([]);
});
