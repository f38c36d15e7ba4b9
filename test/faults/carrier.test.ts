import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { createCore } from '../../src/core.ts';
import { openStore } from '../../src/store/store.ts';
import { asking, hour, minute, monday, placeOf } from '../core/community.ts';
import { openLinkable } from '../linking/communities.ts';
import { findDamage } from './state.ts';

const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
const file = join(folder, 'owed.db');
const questions = 24;

/** What stands on the platform, how often each was posted, and what to do when a post comes in. */
const posts: string[] = [];
let onPost: (key: string) => 'kept' | 'killed before' | 'killed after' = () => 'kept';
let children: readonly ChildProcess[] = [];
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const key = decodeURIComponent(request.url?.slice(1) ?? '');
    if (request.method === 'GET') {
      response.writeHead(posts.includes(key) ? 200 : 404).end();
      return;
    }
    const fate = onPost(key);
    if (fate !== 'killed before') posts.push(key);
    if (fate === 'kept') response.end();
    else for (const child of children) child.kill('SIGKILL');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const store = openStore(file);
  let refs = 0;
  const core = createCore({ store, clock: () => monday, newRef: () => `ref-${++refs}` });
  const { id } = await store.communities.add({ ref: 'c', name: 'C', createdAt: monday });
  const place = { communityId: id, platform: 'console', externalId: 'here', name: 'Here' };
  await store.communities.connect(place, monday);
  for (let n = 1; n <= questions; n += 1) {
    const account = { externalId: `asker ${n}`, name: `Asker ${n}` };
    const actor = await core.members.arrive(account, placeOf('general'), `d-${n}`);
    await core.questions.ask(actor, asking(`Question ${n}?`));
  }
  await store.close();
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets a process for each of the platforms deliver what is due at `now`, side by side, until all of them are over. */
async function deliver(
  now: number,
  platforms: readonly string[],
  database: string = file,
): Promise<void> {
  const script = join(import.meta.dirname, 'carrier.ts');
  children = platforms.map((platform) =>
    spawn(process.execPath, [script, database, String(now), url, platform]),
  );
  await Promise.all(children.map((child) => once(child, 'close')));
}

function states(): readonly string[] {
  const database = new Sqlite(file, { readonly: true });
  const sql = "SELECT DISTINCT state FROM notice WHERE kind = 'card'";
  const found = database.prepare<[], string>(sql).pluck().all();
  database.close();
  return found;
}

test('couriers killed between posting and noting it, or before, deliver each notice once in the end', async () => {
  let now = monday + hour;
  for (const fate of ['killed after', 'killed before', 'killed after'] as const) {
    let left = 4;
    onPost = () => {
      left -= 1;
      return left > 0 ? 'kept' : fate;
    };
    await deliver(now, ['console']);
    expect(states()).toContain('due');
    now += 3 * minute;
  }
  onPost = () => 'kept';
  await deliver(now, ['console', 'console']);
  expect(states()).toEqual(['sent']);
  expect(posts.toSorted()).toEqual(
    Array.from({ length: questions }, (_, i) => `console question:${i + 1}`).toSorted(),
  );
  expect(findDamage(file)).toEqual([]);
});

test('two processes of linked communities, one for each platform, deliver to each other, each notice once', async () => {
  posts.length = 0;
  const at = await openLinkable(folder);
  const { slack, discord } = at.homes;
  await at.link(slack, discord);
  const sides = [
    { home: slack, other: discord },
    { home: discord, other: slack },
  ] as const;
  for (const { home, other } of sides) {
    for (let n = 1; n <= 4; n += 1) {
      const asker = await at.as(`Asker ${n}`, home);
      const { number } = await at.core.questions.ask(asker, asking(`${home.platform} ${n}?`));
      // Answered from the other side: its card here shows it, and who asked is to say whether it worked.
      await at.core.answers.add(await at.as('Ana', other), number, `From ${other.platform}.`);
    }
  }
  await at.store.close();
  await deliver(monday + 49 * hour, ['slack', 'discord', 'slack', 'discord'], at.file);
  const of = (platform: string, numbers: readonly number[]) =>
    numbers.flatMap((n) => [`${platform} question:${n}`, `${platform} accept:${n}`]);
  const told = posts.filter((post) => !post.includes(' link:'));
  expect(told.toSorted()).toEqual(
    [...of('slack', [1, 2, 3, 4]), ...of('discord', [5, 6, 7, 8])].toSorted(),
  );
  // Each side's admin heard once what came of the code.
  const heard = posts.filter((post) => post.includes(' link:'));
  expect(heard.toSorted().toReversed()).toEqual([
    expect.stringMatching(/^slack link:1:typed/),
    expect.stringMatching(/^discord link:1:joined/),
  ]);
  expect(findDamage(at.file)).toEqual([]);
});
