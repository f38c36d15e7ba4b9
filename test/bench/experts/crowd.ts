import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../../src/core.ts';
import { indexStale } from '../../../src/search/documents.ts';
import { openStore } from '../../../src/store/store.ts';
import { importEntries } from '../../../src/transfer/import.ts';
import { readStream, type StreamEvent, streamEntries } from '../corpora.ts';
import { percentile, show } from '../figures.ts';

const mostAsked = 300;

/** How long the product itself takes to find people, in a database with the whole history in it. */
export async function crowd(file: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = join(folder, 'bench.db');
  const store = openStore(path);
  const asked: StreamEvent[] = [];
  for await (const event of readStream(file))
    if (event.k === 'q' && event.e === 1) asked.push(event);
  const newRef = () => crypto.randomUUID();
  const now = Math.max(...asked.map(({ t }) => t * 1000));
  const options = { newRef, now, onProgress: () => {}, keepAccepted: true };
  const entries = streamEntries(readStream(file));
  const { community } = await importEntries({ store, into: 'bench', entries, ...options });
  const documents = await indexStale(store, () => {});
  const { id } = (await store.communities.byName(community)) ?? { id: 0 };
  const place = { communityId: id, platform: 'bench', externalId: 'bench', name: 'bench' };
  await store.communities.connect(place, 0);
  const core = createCore({ store, clock: () => now, newRef });
  await core.ready();
  const seat = { externalId: 'bench', name: 'bench', private: false };
  const where = { platform: 'bench', workspace: 'bench', channel: seat };
  const actor = await core.members.arrive({ externalId: 'asker', name: 'asker' }, where, 'arrive');
  const [topics, questions]: [number[], number[]] = [[], []];
  for (const { title, body } of asked.slice(-mostAsked)) {
    const begin = performance.now();
    await core.experts.onTopic(actor, (title || body).slice(0, 300));
    topics.push(performance.now() - begin);
  }
  const open = await store.questions.list(
    actor,
    { state: 'open' },
    { limit: mostAsked, offset: 0 },
  );
  for (const question of open.items) {
    const begin = performance.now();
    await core.experts.forQuestion(actor, question, 3);
    questions.push(performance.now() - begin);
  }
  const spread = (times: readonly number[]) =>
    Object.fromEntries([50, 95, 99].map((p) => [`p${p} ms`, percentile(times, p / 100)]));
  const size = { documents, 'database MB': statSync(path).size / 1e6 };
  const figures = show('in the product', [
    { what: 'find-expert', ...size, ...spread(topics) },
    { what: 'who could help', ...size, ...spread(questions) },
  ]);
  core.close();
  await store.close();
  rmSync(folder, { recursive: true });
  return figures;
}
