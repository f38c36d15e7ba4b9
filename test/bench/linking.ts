import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { openStore } from '../../src/store/store.ts';

const questions = 33_000;

/** How long it takes to link and unlink a community of 33,000 questions, answers and votes, and how long the process stands still. */
export async function linking(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const file = join(folder, 'linking.db');
  const store = openStore(file);
  const ids: number[] = [];
  for (const name of ['host', 'joining']) {
    const { id } = await store.communities.add({ ref: name, name, createdAt: 0 });
    const place = { communityId: id, platform: name, externalId: name, name };
    const { id: workspaceId } = await store.communities.connect(place, 0);
    await fill(file, id, workspaceId, name === 'host' ? 100 : questions);
    ids.push(id);
  }
  const [host = 0, joining = 0] = ids;
  await timed('link', () => store.write((tables) => tables.linking.join(host, joining, 1)));
  const side = (await store.linking.sides(host)).find(({ isHost }) => !isHost);
  await timed('unlink', () => store.write((tables) => tables.linking.part(host, side?.id ?? 0, 2)));
  await store.close();
  rmSync(folder, { recursive: true });
}

async function timed(what: string, act: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const start = performance.now();
  await act();
  const took = Math.round(performance.now() - start);
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const still = Math.round(delay.max / 1e6);
  console.log(`${what}: ${took} ms for ${3 * questions} rows, longest standstill ${still} ms`);
}

async function fill(file: string, id: number, workspaceId: number, count: number): Promise<void> {
  const database = new Sqlite(file);
  const range = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const base = id * 1_000_000;
  database.exec(`
    INSERT INTO channel (id, workspace_id, external_id, name, created_at)
    VALUES (${base}, ${workspaceId}, 'c', 'c', 0);
    ${range} INSERT INTO member (id, ref, community_id, handle, name, joined_at)
    SELECT ${base} + i, 'm' || i, ${id}, 'm' || i, 'Member ' || i, 0 FROM n WHERE i <= 1000;
    INSERT INTO account (workspace_id, member_id, external_id, created_at)
    SELECT ${workspaceId}, id, id, 0 FROM member WHERE community_id = ${id};
    ${range} INSERT INTO tag (id, community_id, name, created_at)
    SELECT ${base} + i, ${id}, 'tag' || i, 0 FROM n WHERE i <= 100;
    ${range} INSERT INTO question (id, ref, community_id, channel_id, author_id, number, title, body, created_at)
    SELECT ${base} + i, 'q' || i, ${id}, ${base}, ${base} + 1 + i % 90, i, 'How about ' || i, '', i FROM n;
    ${range} INSERT INTO question_tag SELECT ${base} + i, ${base} + 1 + i % 90 FROM n;
    ${range} INSERT INTO answer (id, ref, community_id, question_id, author_id, number, body, created_at)
    SELECT ${base} + i, 'a' || i, ${id}, ${base} + i, ${base} + 1 + i % 80, 1, 'Like ' || i, i FROM n;
    ${range} INSERT INTO vote (ref, community_id, answer_id, member_id, kind, created_at)
    SELECT 'v' || i, ${id}, ${base} + i, ${base} + 1 + i % 70, 'helpful', i FROM n;
    ${range} INSERT INTO document (id, community_id, channel_id, question_id, answer_id, asker_id, author_id, analyser, created_at)
    SELECT ${base} + i, ${id}, ${base}, ${base} + i, ${base} + i, ${base} + 1 + i % 90, ${base} + 1 + i % 80, 1, i FROM n;
    ${range} INSERT INTO document_terms SELECT ${base} + i, 'about ' || i, '', 'like ' || i FROM n;`);
  database.close();
}
