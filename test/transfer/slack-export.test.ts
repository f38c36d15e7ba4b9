import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { describe, expect, test } from '@jest/globals';
import yazl from 'yazl';
import { readSlackExport } from '../../src/transfer/slack-export.ts';
import { isAsking, slackToMarkdown, splitTitle } from '../../src/transfer/slack-text.ts';
import { collect, dumpOf, entriesOfKind, freshStore, load, now, scratch } from './scratch.ts';

const users = [
  { id: 'U1', team_id: 'T9', name: 'ada', profile: { display_name: 'Ada' } },
  { id: 'U2', team_id: 'T9', name: 'bob', real_name: 'Bob B.' },
  { id: 'U3', team_id: 'T9', name: 'cleo' },
  { id: 'B1', team_id: 'T9', name: 'robot', is_bot: true },
];
const channels = [{ id: 'C1', name: 'looms', created: 1_600_000_000 }];
const groups = [{ id: 'G1', name: 'inner', created: 1_600_000_100 }];

let seconds = 1_700_000_000;
function say(user: string, text: string, rest: Record<string, unknown> = {}) {
  seconds += 60;
  return { type: 'message', user, text, ts: `${seconds}.000100`, ...rest };
}
const tick = (...who: string[]) => ({
  reactions: [{ name: 'white_check_mark', users: who, count: who.length }],
});

function threads() {
  const asked = say('U1', 'How do I *warp* <@U2>?\nIt &lt;breaks&gt;, see <https://e.org|this>');
  const parent = { ...asked, thread_ts: asked.ts };
  const reply = (user: string, text: string, rest = {}) =>
    say(user, text, { thread_ts: asked.ts, ...rest });
  const other = say('U2', 'Which yarn');
  return {
    'looms/2023-11-14.json': [
      parent,
      reply('U2', 'Not like this'),
      say('U3', '<@U3> has joined', { subtype: 'channel_join' }),
      say('B1', 'beep', { bot_id: 'B1', thread_ts: asked.ts, ...tick('U1') }),
    ],
    'looms/2023-11-15.json': [
      reply('U2', 'Like `a &amp; b`', tick('U1', 'U3')),
      reply('U3', 'Or so', tick('U2', 'U3')),
      { ...other, thread_ts: other.ts },
      say('U3', 'Wool', { thread_ts: other.ts }),
      say('U3', 'from sheep', { thread_ts: other.ts, subtype: 'thread_broadcast' }),
      say('U2', 'thanks', { thread_ts: other.ts }),
      say('U1', 'Lunch?'),
    ],
  };
}

function files(days: Record<string, unknown>): Record<string, string> {
  const all = { 'users.json': users, 'channels.json': channels, 'groups.json': groups, ...days };
  return Object.fromEntries(Object.entries(all).map(([k, v]) => [k, JSON.stringify(v)]));
}

async function zip(content: Record<string, string>): Promise<string> {
  const path = join(scratch(), 'Guild Slack export Nov 2023.zip');
  const packed = new yazl.ZipFile();
  for (const [name, text] of Object.entries(content)) packed.addBuffer(Buffer.from(text), name);
  packed.end();
  await finished(packed.outputStream.pipe(createWriteStream(path)));
  return path;
}

describe('a Slack export', () => {
  test('gives the threads in which a reply is marked, over the days, from a folder or a zip', async () => {
    const content = files(threads());
    for (const path of [scratch(content), await zip(content)]) {
      const entries = await collect(readSlackExport(path));
      const [question, ...more] = entriesOfKind(entries, 'question');
      expect(more).toEqual([]);
      expect(question).toMatchObject({
        title: 'How do I warp @Bob B.?',
        body: 'It <breaks>, see [this](https://e.org)',
        author: 'slack:T9:user:U1',
        workspace: 'slack:T9',
        channel: 'C1',
      });
      const [accepted, other, ...rest] = entriesOfKind(entries, 'answer');
      expect(rest).toEqual([]);
      expect(accepted).toMatchObject({ body: 'Like `a & b`', author: 'slack:T9:user:U2' });
      expect(entriesOfKind(entries, 'acceptance')).toMatchObject([
        { answer: accepted?.ref, by: 'slack:T9:user:U1', at: accepted?.createdAt },
      ]);
      expect(entriesOfKind(entries, 'vote')).toMatchObject([
        { on: { kind: 'answer', ref: other?.ref }, by: 'slack:T9:user:U2', vote: 'helpful' },
      ]);
    }
  });

  test('counts everything else with a reason', async () => {
    const store = freshStore();
    const path = scratch({
      ...files(threads()),
      'D1/2023-11-14.json': '[]',
      'inner/2023-11-14.json': '{"not":"a list"}',
      'looms/2023-11-16.json': '[7, {"ts":"x"}]',
    });
    const report = await load(store, readSlackExport(path), { keepAccepted: true });
    expect(report.added).toMatchObject({
      question: 1,
      answer: 2,
      acceptance: 1,
      snippet: 1,
      vote: 1,
    });
    expect(Object.fromEntries(report.skipped.map(({ reason, count }) => [reason, count]))).toEqual({
      'a bot: only people become members': 1,
      'a message of a bot': 1,
      'a notice of Slack itself (a join, a topic, a pin, …)': 1,
      'a message without replies': 1,
      'a message of a thread that is no answered question': 4,
      'a reply that is not an answer': 1,
      'a message that is not as Slack writes it': 2,
      'a file of messages that is not a JSON list': 1,
      'a conversation that is no channel (direct messages are not imported)': 1,
    });
  });

  test('gives every thread that starts with a question when asked for all', async () => {
    const entries = await collect(readSlackExport(scratch(files(threads())), { allThreads: true }));
    expect(entriesOfKind(entries, 'question').map(({ title }) => title)).toEqual([
      'How do I warp @Bob B.?',
      'Which yarn',
    ]);
    expect(entriesOfKind(entries, 'answer').map(({ body }) => body)).toEqual([
      'Not like this\n\nLike `a & b`',
      'Or so',
      'Wool\n\nfrom sheep',
    ]);
  });

  test('takes other marks when told', async () => {
    const path = scratch(files(threads()));
    expect(
      entriesOfKind(await collect(readSlackExport(path, { marks: ['tada'] })), 'question'),
    ).toEqual([]);
  });

  test('keeps private channels private, and knows people who are members already', async () => {
    const store = freshStore();
    const community = await store.communities.add({ ref: 'c', name: 'Weavers', createdAt: now });
    const workspace = {
      communityId: community.id,
      platform: 'slack',
      externalId: 'T9',
      name: 'Live',
    };
    const live = await store.communities.connect(workspace, now);
    const member = await store.members.add({
      ...{ ref: 'live-ada', communityId: community.id, handle: 'ada', name: 'Ada' },
      ...{ role: 'admin', joinedAt: now },
    });
    await store.members.addAccount(
      { workspaceId: live.id, memberId: member.id, externalId: 'U1' },
      now,
    );
    const asked = say('U1', 'May I?');
    const day = [asked, say('U9', 'Yes', { thread_ts: asked.ts, ...tick('U1') })];
    await load(store, readSlackExport(scratch(files({ 'inner/2023-11-14.json': day }))));
    const lines = await dumpOf(store);
    expect(lines.find((line) => line.includes('"id":"G1"'))).toContain('"private":true');
    const question = lines.find((line) => line.includes('"kind":"question"'));
    expect(question).toContain('"author":"live-ada"');
    expect(lines.filter((line) => line.includes('"handle":"ada"'))).toHaveLength(1);
    expect(lines.join()).toContain('"name":"Slack user U9"');
    expect((await store.communities.connectedWorkspace('slack', 'T9'))?.id).toBe(live.id);
  });
});

describe("Slack's text", () => {
  const names = { user: (id: string) => (id === 'U1' ? 'Ada' : undefined), channel: () => 'looms' };

  test.each([
    ['<@U1> <@U7|eve> <@U8>', '@Ada @eve @U8'],
    [
      '<#C1> <#C2|warp> <!here> <!subteam^S1|@crew> <!date^1^{date}|May 1>',
      '#looms #warp @here @crew May 1',
    ],
    [
      '<https://e.org> <https://e.org|e> <mailto:a@e.org|a@e.org>',
      'https://e.org [e](https://e.org) a@e.org',
    ],
    ['*bold* _it_ ~gone~ 2*3*4', '**bold** _it_ ~~gone~~ 2*3*4'],
    ['a &amp;&lt;b&gt; &amp;lt;', 'a &<b> &lt;'],
    ['see ```if (a &lt; b) *c*``` and `*d*`', 'see \n```\nif (a < b) *c*\n```\n and `*d*`'],
  ])('%s becomes Markdown', (slack, markdown) => {
    expect(slackToMarkdown(slack, names)).toBe(markdown);
  });

  test('gives its first line or sentence as the title, and loses nothing', () => {
    expect(splitTitle('One\ntwo')).toEqual({ title: 'One', body: 'two' });
    const long = `Why does it break when I pull? ${'It does so often. '.repeat(20)}`.trim();
    expect(splitTitle(long).title).toBe('Why does it break when I pull?');
    expect(splitTitle('x'.repeat(400)).body).toHaveLength(400);
    expect(splitTitle('```\ncode\n```').body).toContain('code');
  });

  test.each([
    ['hi all, how does it go', true],
    ['It broke. Why?', true],
    ['Anyone seen this', true],
    ['Deployed, see https://e.org/?q=1', false],
    ['The build is green', false],
  ])('%s asks: %s', (text, asks) => expect(isAsking(text)).toBe(asks));
});
