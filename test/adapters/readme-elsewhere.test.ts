import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStore, type Store } from '../../src/store/store.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { seed } from '../../src/transfer/seed.ts';
import { openConsole } from './console-driver.ts';
import type { Driver, Seen } from './contract.ts';
import { openSlack, slackHome } from './slack-driver.ts';
import { type Home, numbered, type Stage, standOn, terminal } from './stage.ts';

const now = Date.UTC(2026, 10, 23, 9);
const sample = { file: 'data/sample.jsonl', community: 'Software Craft' };

/** One act of the README's conversation, and what it says is seen then. */
interface Act {
  readonly member: string;
  readonly channel: string;
  /** A line, or the number of a button. */
  readonly typed: string;
  readonly printed: string;
}

const conversation = /```console\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const acts: readonly Act[] = conversation
  .split(/^(?=\S+ #\S+ › )/m)
  .map((part) => /^(\S+) #(\S+) › (.*)\n([\s\S]*)$/.exec(part) ?? [])
  .map(([, member = '', channel = '', typed = '', printed = '']) => {
    return { member, channel, typed, printed };
  })
  .filter(({ typed }) => !/^(as|in) /.test(typed));

/** The words that every platform has to show: what a terminal adds, and how long ago it was, vary. */
function wordsOf(printed: string): readonly string[] {
  const words = printed
    .replace(/\(only you see this\)|\(in #\S+\)|^ {2}✎|in #\S+ is now:|\[\d+\]|•/gm, '')
    .replace(/just now|\d+\s+(?:day|month|year)s?\s+ago/g, '');
  return plain(words).split(/\s+/).filter(Boolean);
}

/** Without the signs around and behind what can be typed. */
const plain = (text: string) => text.replace(/[`/,;]|\.(?=\s|$)/g, '');

/** What each act made appear. */
async function play(driver: Driver): Promise<readonly (readonly Seen[])[]> {
  const seen: (readonly Seen[])[] = [];
  let before = '';
  for (const { member, channel, typed, printed } of acts) {
    const label = new RegExp(`\\[${typed}\\] (.*?)(?: {2}\\[|$)`, 'm').exec(before)?.[1];
    if (/^\d+$/.test(typed) && label) await driver.press(label);
    else await driver.type(member, channel, typed);
    seen.push(driver.seen());
    before = printed;
  }
  return seen;
}

/** What the community knows afterwards, wherever it lives. */
async function knowledge(store: Store, home: Home, communityId: number): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const entry of exportEntries(store, communityId)) {
    if (entry.kind === 'workspace' || entry.kind === 'channel') continue;
    const text = JSON.stringify(entry.kind === 'member' ? { ...entry, accounts: [] } : entry)
      .replaceAll(`"${home.platform}:${home.workspace}"`, '"home"')
      .replaceAll(`"${home.channel('git')}"`, '"git"')
      .replaceAll('"console:terminal"', '"home"');
    entries.push(JSON.parse(text));
  }
  return entries;
}

/** The community that Praxis brings along, at home there. */
async function openSample(folder: string, home: Home): Promise<Stage> {
  const database = join(folder, `${home.platform}.db`);
  const newRef = numbered();
  await seed(database, sample, now, newRef);
  const store = openStore(database);
  const [community] = await store.communities.all();
  if (!community) throw new Error('the sample was not imported');
  const { platform, workspace: externalId } = home;
  const place = { communityId: community.id, platform, externalId, name: 'Terminal' };
  const { id: workspaceId } = await store.communities.connect(place, now);
  for (const handle of new Set(acts.map(({ member }) => member))) {
    if (await store.members.byAccount(workspaceId, home.account(handle))) continue;
    const member = await store.members.byHandle(community.id, handle);
    const account = { workspaceId, memberId: member?.id ?? 0, externalId: home.account(handle) };
    await store.members.addAccount(account, now);
  }
  return standOn({ store, community, home, newRef, opening: now });
}

describe('the conversation in the README', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'praxis-readme-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('comes out the same in Slack as in the terminal, and shows the same words to the same people', async () => {
    expect(acts.length).toBeGreaterThan(5);
    const there = await openSample(folder, terminal);
    const inTerminal = await openConsole(there);
    await play(inTerminal);
    const here = await openSample(folder, slackHome);
    const slack = await openSlack(here);
    const seen = await play(slack);
    for (const [i, { printed }] of acts.entries()) {
      const text = plain((seen[i] ?? []).map((one) => one.text).join('\n'));
      const missing = wordsOf(printed).filter((word) => !text.includes(word));
      expect({ printed, text, missing }).toEqual({ printed, text, missing: [] });
      const audiences = new Set(seen[i]?.map(({ audience }) => audience));
      expect(audiences.has('private')).toBe(printed.includes('(only you see this)'));
      expect(audiences.has('public')).toBe(/\(in #|✎/.test(printed));
    }
    expect(await knowledge(here.store, slackHome, here.community.id)).toEqual(
      await knowledge(there.store, terminal, there.community.id),
    );
    await inTerminal.close();
    await slack.close();
    await there.store.close();
    await here.store.close();
  });
});
