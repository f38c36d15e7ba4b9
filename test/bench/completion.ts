import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import { createCore } from '../../src/core.ts';
import { indexStale } from '../../src/search/documents.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { percentile, print } from './figures.ts';
import { madeUp } from './filling.ts';

const questions = 100_000;
const tags = 2_000;
const members = 5_000;
/** One in so many is open still; the others have an accepted answer. */
const openOne = 5;
const rounds = 300;

const place = {
  platform: 'bench',
  workspace: 'bench',
  channel: { externalId: 'bench', name: 'bench', private: false },
};
const account = { externalId: 'm0', name: 'Member 0' };

/** What a member waits for with each key that they press in Discord's completion, in a large community. */
export async function completion(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const store = openStore(join(folder, 'bench.db'));
  const core = createCore({ store, clock: () => 1_000_000, newRef: () => crypto.randomUUID() });
  try {
    const titles = await fill(store);
    await indexStale(store, () => {});
    await core.ready();
    const bot = createBot({ commands, core, log: pino({ level: 'silent' }) });
    const typedWords = (n: number) => (titles[n * 7] ?? '').split(' ').slice(0, 2).join(' ');
    const cases: readonly (readonly [string, string, string, (n: number) => string])[] = [
      ['questions, nothing typed', 'answer', 'question', () => ''],
      ['questions by number', 'answer', 'question', (n) => String(1 + ((n * 311) % questions))],
      ['questions by one letter', 'answer', 'question', (n) => 'klmnprstvz'[n % 10] ?? 'k'],
      ['questions by words', 'answer', 'question', typedWords],
      ['tags', 'ask', 'tags', (n) => `t${n % 20}`],
      ['members', 'expertise list', 'member', (n) => `@m${n % 50}`],
    ];
    const rows = [];
    for (const [what, name, arg, typed] of cases) {
      const command = commands.find((one) => one.name === name);
      if (!command) throw new Error(`there is no ${name}`);
      const times: number[] = [];
      let found = 0;
      for (let n = 0; n < rounds; n += 1) {
        const begun = performance.now();
        found += (await bot.suggest({ account, place }, command, arg, typed(n))).length;
        times.push(performance.now() - begun);
      }
      const settled = times.slice(rounds / 10);
      rows.push({
        completion: what,
        'found each': found / rounds,
        'p50 ms': percentile(settled, 0.5),
        'p95 ms': percentile(settled, 0.95),
        'p99 ms': percentile(settled, 0.99),
      });
    }
    print(`completion, ${questions} questions, ${tags} tags, ${members} members`, rows);
  } finally {
    core.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function fill(store: Store): Promise<readonly string[]> {
  const community = await store.communities.add({ ref: 'bench', name: 'bench', createdAt: 0 });
  const communityId = community.id;
  const at = { communityId, platform: place.platform, externalId: place.workspace, name: 'bench' };
  const { id: workspaceId } = await store.communities.connect(at, 0);
  const { id: channelId } = await store.channels.save({ workspaceId, ...place.channel }, 0);
  const titles: string[] = [];
  await store.write(async (tables) => {
    const ids: number[] = [];
    for (let n = 0; n < members; n += 1) {
      const person = { ref: `m${n}`, communityId, handle: `m${n}`, name: `Member ${n}` };
      const { id } = await tables.members.add({ ...person, role: 'member', joinedAt: 0 });
      await tables.members.addAccount({ workspaceId, memberId: id, externalId: `m${n}` }, 0);
      ids.push(id);
    }
    const names = Array.from({ length: tags }, (_, n) => `t${n}`);
    const known: Awaited<ReturnType<typeof tables.tags.ensure>> = [];
    for (const name of names) known.push(...(await tables.tags.ensure(communityId, [name], 0)));
    let n = 0;
    for (const { title, body, answer } of madeUp(questions)) {
      const authorId = ids[n % members] ?? 1;
      const text = { title, body, anonymous: false };
      const question = { ref: `q${n}`, communityId, channelId, authorId, ...text, createdAt: n };
      const { id } = await tables.questions.add(question);
      const own = [known[n % tags], known[(n * 7) % tags]].flatMap((tag) => tag ?? []);
      await tables.tags.setOfQuestion(id, [...new Set(own)]);
      if (n % openOne !== 0) {
        const by = ids[(n * 3) % members] ?? 1;
        const about = { ref: `a${n}`, communityId, questionId: id, authorId: by };
        const added = await tables.answers.add({ ...about, body: answer, createdAt: n });
        await tables.questions.accept(id, added.id, authorId, n);
      }
      titles.push(title);
      n += 1;
    }
  });
  return titles;
}
