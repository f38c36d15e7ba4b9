import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { start } from '../store/process.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { form, payload, send } from './slack-client.ts';
import { botUser, openSlack, type SlackDriver, slackHome, team } from './slack-driver.ts';
import { textOf } from './slack-reader.ts';
import { openStage, type Stage } from './stage.ts';

const folder = temporaryFolder();
let files = 0;
let stage: Stage;
let slack: SlackDriver;
let release: () => Promise<unknown>;

/** A community whose database another process has locked, until `release` is called. */
async function openLocked(patience?: number): Promise<void> {
  files += 1;
  const file = join(folder, `${files}.db`);
  stage = await openStage(slackHome, file, patience);
  slack = await openSlack(stage);
  // Known people and channels: what only reads has nothing to write.
  for (const member of ['ana', 'ben']) await slack.type(member, 'git', 'help');
  await slack.type('ana', 'git', 'ask Is this here already?');
  const holder = start('holder.ts', [file, 'BEGIN IMMEDIATE']);
  const ended = once(holder, 'close');
  await once(holder.stdout ?? holder, 'data');
  release = () => {
    holder.stdin?.end();
    return ended;
  };
}

afterEach(async () => {
  await release();
  await slack.close();
  await stage.store.close();
});

const post = (body: string, type = form) => send(slack.url, body, { type, at: stage.clock() });
const shown = () => textOf(slack.api.calls.map(({ args }) => args));

/** Resolves when something shown has these words. */
async function until(words: string): Promise<void> {
  while (!shown().includes(words)) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('while the database is locked commands are acknowledged, reading goes on, and writing is done afterwards', async () => {
  await openLocked();
  expect((await post(slack.slash('ana', 'git', '/ask', 'Is this kept?'))).status).toBe(200);
  expect((await post(slack.slash('ben', 'git', '/questions', 'open'))).status).toBe(200);
  await until('Open questions');
  expect(shown()).not.toContain('Is this kept?');
  await release();
  await slack.adapter.idle();
  expect(shown()).toContain('Is this kept?');
});

test('a database that stays locked is said to who wrote, with their words; nothing is done by half', async () => {
  await openLocked(100);
  const words = 'Will these words be given back, whatever happens?';
  expect((await post(slack.slash('ana', 'git', '/ask', words))).status).toBe(200);
  await slack.adapter.idle();
  expect(shown()).toContain(
    'Something else is being saved just now. Please try again in a minute.',
  );
  expect(shown()).toContain(words);
  await release();
  await slack.type('ben', 'git', 'questions open');
  expect(slack.seen().map(({ text }) => text)).not.toContain(words);
});

test('while the database is locked a form and a mention are answered within three seconds, and done afterwards', async () => {
  await openLocked();
  const mention = slack.event('Ev1', {
    type: 'app_mention',
    user: 'U0BEN',
    channel: 'C0GIT',
    text: `<@${botUser}> ask Is a mention kept?`,
  });
  const memory = { name: 'answer', args: { question: '1' }, channel: 'C0GIT' };
  const view = {
    id: 'V1',
    hash: 'h',
    type: 'modal',
    callback_id: 'form',
    private_metadata: JSON.stringify(memory),
    title: { text: 'Answer' },
    state: { values: { text: { value: { type: 'plain_text_input', value: 'From a form.' } } } },
  };
  const user = { id: 'U0BEN', username: 'ben' };
  const submission = payload({ type: 'view_submission', team: { id: team }, user, view });
  // Both come back while the lock is held.
  const [form, event] = await Promise.all([post(submission), post(mention, 'application/json')]);
  expect(form.body).toMatchObject({ response_action: 'update' });
  expect(event).toEqual({ status: 200, body: '' });
  await release();
  await slack.adapter.idle();
  expect(shown()).toContain('Is a mention kept?');
  const update = slack.api.calls.find(({ method }) => method === 'views.update');
  expect(update?.args.view_id).toBe('V1');
  expect(shown()).toContain('From a form.');
});
