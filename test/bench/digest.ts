import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { digestView } from '../../commands/views/digests.ts';
import { createCore } from '../../src/core.ts';
import type { Actor, Channel } from '../../src/model.ts';
import { indexStale } from '../../src/search/documents.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Entries } from '../../src/transfer/entry.ts';
import { importEntries } from '../../src/transfer/import.ts';
import { sources } from '../../src/transfer/sources.ts';
import { readView } from '../commands/read.ts';
import { readStream, streamEntries } from './corpora.ts';
import { percentile, print } from './figures.ts';

const day = 24 * 60 * 60 * 1000;
const weeksTimed = 20;

/** Digests over real communities, to be read; and how long composing takes as a store grows. */
export async function digest(dataFolder: string): Promise<void> {
  const real: readonly (readonly [string, string, () => Entries, number])[] = [
    [
      'quantum',
      'stackexchange/quantum',
      () => sources.stackexchange.read(join(dataFolder, 'stackexchange/quantum')),
      Date.UTC(2018, 3, 9, 9),
    ],
    [
      'racket',
      'experts/racket.jsonl.gz',
      () => streamEntries(readStream(join(dataFolder, 'experts/racket.jsonl.gz'))),
      Date.UTC(2018, 5, 11, 9),
    ],
  ];
  const rows = [];
  for (const [name, path, read, now] of real) {
    if (!existsSync(join(dataFolder, path))) {
      console.log(`(${name} is not there: skipped)`);
      continue;
    }
    const store = openStore(':memory:');
    await importEntries({
      store,
      into: name,
      entries: read(),
      newRef: () => crypto.randomUUID(),
      now,
      keepAccepted: true,
      onProgress: () => {},
    });
    await indexStale(store, () => {});
    const { text, times, ready } = await compose(store, now);
    console.log(`\n${text}\n`);
    rows.push(figures(name, times, ready));
    await store.close();
  }
  print('digests of real communities', rows);
  print('composing a digest as the store grows', await growth());
}

async function compose(store: Store, now: number) {
  let time = now;
  const core = createCore({ store, clock: () => time, newRef: () => crypto.randomUUID() });
  const actor = await busiest(store);
  const begun = performance.now();
  await core.ready();
  const ready = performance.now() - begun;
  const times: number[] = [];
  let text = '';
  for (let week = weeksTimed - 1; week >= 0; week -= 1) {
    time = now - week * 7 * day;
    const start = performance.now();
    const composed = await core.digests.compose(actor, 7);
    times.push(performance.now() - start);
    text = readView(digestView(composed));
  }
  return { text, times, ready };
}

/** Somebody in the first channel of the first community. */
async function busiest(store: Store): Promise<Actor> {
  const [community] = await store.communities.all();
  const place = await store.recipients.channel(1);
  if (!community || !place) throw new Error('there is no channel');
  const channel: Channel = place.channel;
  const [member] = await store.members.byIds([1]);
  if (!member) throw new Error('there is no member');
  const { id: communityId } = community;
  return {
    communityId,
    memberId: 1,
    channelId: channel.id,
    isGuest: false,
    member,
    channel,
    delivery: 'bench',
  };
}

/** After a start memory is filled beside other work; the first digest reads from the disk and prepares its statements. */
const figures = (name: string, [first, ...times]: readonly number[], ready: number) => ({
  store: name,
  digests: times.length,
  'ready ms': ready,
  'first ms': first,
  'p50 ms': percentile(times, 0.5),
  'p95 ms': percentile(times, 0.95),
});

/** An event is a question, an answer, an acceptance or a vote: over three years, in twenty channels. */
async function growth() {
  const rows = [];
  for (const events of [10_000, 100_000, 1_000_000]) {
    const folder = mkdtempSync(join(tmpdir(), 'praxis-'));
    const file = join(folder, 'bench.db');
    await openStore(file).close();
    fill(file, events);
    const store = openStore(file);
    const { times, ready } = await compose(store, Date.UTC(2026, 0, 5, 9));
    rows.push(figures(`${events} events`, times, ready));
    await store.close();
    rmSync(folder, { recursive: true });
  }
  return rows;
}

export function fill(file: string, events: number): void {
  const database = new Sqlite(file);
  const questions = Math.floor(events / 4);
  const end = Date.UTC(2026, 0, 5, 9);
  const years = 3 * 365 * day;
  database.exec(`
    BEGIN;
    INSERT INTO community (id, ref, name, created_at) VALUES (1, 'c', 'c', 0);
    INSERT INTO workspace (id, community_id, platform, external_id, name, connected, created_at)
      VALUES (1, 1, 'bench', 'w', 'w', 1, 0);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
      INSERT INTO channel (id, workspace_id, external_id, name, private, created_at)
      SELECT i, 1, 'c' || i, 'c' || i, 0, 0 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO member (id, ref, community_id, handle, name, role, joined_at)
      SELECT i, 'm' || i, 1, 'm' || i, 'M', 'member', 0 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
      INSERT INTO tag (id, community_id, name, created_at) SELECT i, 1, 't' || i, 0 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${questions})
      INSERT INTO question (id, ref, community_id, channel_id, author_id, number, title, body,
        anonymous, state, created_at)
      SELECT i, 'q' || i, 1, 1 + i % 20, 1 + i * 7 % 2000, i, 'What about ' || i || '?', '', 0, 'open',
        ${end - years} + i * ${Math.floor(years / questions)} FROM n;
    INSERT INTO question_tag SELECT id, 1 + id % 200 FROM question;
    INSERT INTO answer (id, ref, community_id, question_id, author_id, number, body, created_at)
      SELECT id, 'a' || id, 1, id, 1 + id * 13 % 2000, 1, 'So.', created_at + 3600000 FROM question
      WHERE id % 10 <> 0;
    UPDATE question SET state = 'answered', accepted_answer_id = id, accepted_by_id = author_id,
      accepted_at = created_at + 7200000 WHERE id % 10 > 2;
    INSERT INTO vote (ref, community_id, answer_id, snippet_id, member_id, kind, created_at)
      SELECT 'v' || id, 1, id, NULL, 1 + id * 17 % 2000, 'helpful', created_at + 86400000 FROM answer;
    INSERT INTO vote (ref, community_id, answer_id, snippet_id, member_id, kind, created_at)
      SELECT 'w' || id, 1, max(1, id - 999), NULL, 1 + id * 19 % 2000, 'helpful', created_at
      FROM answer WHERE id > 1000 AND (id - 999) % 10 <> 0;
    COMMIT;
    PRAGMA optimize;
  `);
  database.close();
}
