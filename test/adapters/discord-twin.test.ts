import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DigitalDiscord } from 'discord-digital-twin';
import pino from 'pino';
import { createDiscord, type Discord } from '../../adapters/discord/index.ts';
import { textOf } from './discord-reader.ts';
import type { ApiCall } from './discord-rules.ts';
import { wrongIn } from './discord-validator.ts';
import { openStage, type Stage } from './stage.ts';

/** The README's conversation in another Discord than ours, each request looked at on its way. */
const ids = { guild: '910000000000000001', git: '920000000000000001' };
const people = {
  nadia: '930000000000000001',
  mateo: '930000000000000002',
  bruno: '930000000000000003',
};
type Name = keyof typeof people;

const twin = new DigitalDiscord({
  guild: { id: ids.guild, name: 'Software Craft' },
  channels: [{ id: ids.git, name: 'git', type: 0 }],
  users: Object.entries(people).map(([username, id]) => ({ id, username })),
  botUser: { id: '940000000000000001', username: 'Praxis' },
});
const calls: ApiCall[] = [];
const proxy = createServer((request, response) => {
  void (async () => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString('utf8');
    const path = decodeURIComponent((request.url ?? '').replace(/^\/api\/v10/, ''));
    const method = request.method ?? 'GET';
    calls.push({ method, path, body: text === '' ? undefined : JSON.parse(text) });
    const { authorization = '' } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', twin.restUrl), {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(text !== '' && { body: text }),
    });
    const body = await answer.text();
    const type = answer.headers.get('content-type');
    response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
    response.end(body);
  })();
});

let stage: Stage;
let adapter: Discord;
let running: Promise<void>;

beforeAll(async () => {
  await twin.start();
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  stage = await openStage();
  adapter = createDiscord({
    token: twin.botToken,
    apiUrl: `http://127.0.0.1:${port}/api`,
    shards: 'auto',
    privileges: { messageContent: false, members: false },
    curatorRole: undefined,
    archivesClosed: false,
    core: stage.core,
    connect: (guild) =>
      stage.store.communities.connect(
        { ...guild, communityId: stage.community.id, platform: 'discord' },
        stage.clock(),
      ),
    disconnect: async () => undefined,
    log: pino({ level: 'silent' }),
    clock: stage.clock,
    wait: async (ms) => stage.pass(ms),
    lateness: () => new Promise(() => undefined),
    random: () => 0.5,
  });
  running = adapter.start(stage.bot);
  await Promise.race([running, adapter.ready()]);
});

afterAll(async () => {
  await adapter.stop();
  await running;
  await twin.stop();
  proxy.close();
  proxy.closeAllConnections();
  await stage.store.close();
});

/** What was shown once the interaction is acknowledged and its work done. */
async function shownAfter(act: () => Promise<{ readonly id: string }>): Promise<string> {
  const from = calls.length;
  const { id } = await act();
  await twin.channel(ids.git).waitForInteractionAck({ interactionId: id });
  await adapter.idle();
  return textOf(calls.slice(from).map(({ body }) => body));
}

const type = (who: Name, name: string, options: Readonly<Record<string, string>>) =>
  shownAfter(() =>
    twin.simulateSlashCommand({
      channelId: ids.git,
      userId: people[who],
      name,
      options: Object.entries(options).map(([key, value]) => ({ name: key, type: 3, value })),
    }),
  );

test('a question is asked, answered, accepted, and found before it is asked again', async () => {
  const question = 'How do I split one commit into two?';
  expect(await type('nadia', 'ask', { question, tags: 'git' })).toContain(
    'Posted as **#1** in #git',
  );
  const card = (await twin.channel(ids.git).getMessages()).find(({ nonce }) => nonce !== null);
  expect(textOf(calls.map(({ body }) => body))).toContain(`#1 ${question}`);
  expect(card).toBeDefined();
  const text = 'Start `git rebase -i`, mark the commit as `edit`, then `git reset HEAD~1`.';
  expect(await type('mateo', 'answer', { question: '1', text })).toContain('**1.1**');
  expect(await type('nadia', 'accept', { answer: '1.1' })).toContain('1.1 is accepted');
  const offered = await type('bruno', 'ask', { question: 'split a commit into two commits' });
  expect(offered).toContain('This may answer it already');
  expect(await type('bruno', 'find-expert', { topic: 'git' })).toContain(
    'answered 1 question about this',
  );
});

test('an answer is written in a form', async () => {
  const asked = await type('bruno', 'answer', { question: '1' });
  expect(asked).toContain('your answer');
  const modal = calls.findLast(({ body }) => (body as { type?: number })?.type === 9)?.body;
  const { custom_id: customId } = (modal as { data: { custom_id: string } }).data;
  const fields = [{ customId: 'text', value: 'Or `git commit --fixup`.' }];
  const submit = { channelId: ids.git, userId: people.bruno, customId, fields };
  expect(await shownAfter(() => twin.simulateModalSubmit(submit))).toContain('**1.2**');
});

test('no request was invalid', () => {
  expect(calls.length).toBeGreaterThan(10);
  expect(calls.flatMap(wrongIn)).toEqual([]);
});
