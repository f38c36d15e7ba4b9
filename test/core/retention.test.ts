import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCore } from '../../src/core.ts';
import { createInstallations } from '../../src/installations.ts';
import { applyRetention } from '../../src/retention.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createVault } from '../../src/vault.ts';
import { temporaryFolder } from '../store/temporary.ts';
import { asking, day, monday } from './community.ts';

const folder = temporaryFolder();
let file: string;
let store: Store;
let now: number;
let files = 0;

beforeEach(() => {
  files += 1;
  file = join(folder, `retention-${files}.db`);
  store = openStore(file);
  now = monday;
});
afterEach(() => store.close());

let refs = 0;
const clock = () => now;
const world = () => ({ store, clock, newRef: () => `ref-${++refs}` });
const vault = createVault(Buffer.alloc(32, 7), (count) => Buffer.alloc(count, ++refs));

async function install(team: string, into?: string) {
  const installations = createInstallations({ ...world(), vault, into });
  const kept = await installations.install(
    {
      platform: 'slack',
      externalId: team,
      name: `Team ${team}`,
      isOrganisation: false,
      bot: 'UBOT',
      installedBy: 'UADMIN',
      tokens: { access: `xoxb-${team}`, expiresAt: null },
    },
    now,
  );
  if (!kept) throw new Error('it was void');
  return { installations, id: kept.id, communityId: kept.communityId ?? 0 };
}

let deliveries = 0;
async function live(team: string, word: string) {
  const core = createCore(world());
  const as = (name: string) =>
    core.members.arrive(
      { externalId: `U-${name}`, name },
      {
        platform: 'slack',
        workspace: team,
        channel: { externalId: `C-${team}`, name: `room-of-${team}`, private: false },
      },
      `d-${++deliveries}`,
    );
  const { number } = await core.questions.ask(await as('Xanthippe'), asking(`What is ${word}`));
  const name = { question: number, answer: 1 };
  await core.answers.add(await as('Yorick'), number, `${word} is what it is`);
  await core.answers.accept(await as('Xanthippe'), name);
  await core.answers.edit(await as('Yorick'), name, `${word} was what it was`);
  return { core, as, number };
}

/** What the database's files say, all of them. */
const bytes = () =>
  ['', '-wal'].map((end) => readFileSync(`${file}${end}`).toString('latin1')).join('');

describe('a workspace that uninstalled Praxis', () => {
  test('is remembered until its time is over, then forgotten with all that it knew', async () => {
    const { installations, id } = await install('T1');
    await live('T1', 'quuxification');
    await installations.park(id, 1);
    now += 29 * day;
    expect(await applyRetention(world(), 30)).toBe(0);
    expect(bytes()).toContain('quuxification');
    now += 2 * day;
    expect(await applyRetention(world(), 30)).toBe(1);
    expect(await store.communities.all()).toEqual([]);
    for (const word of ['quuxif', 'Xanthippe', 'Yorick', 'room-of-T1', 'Team T1']) {
      expect([word, bytes().includes(word)]).toEqual([word, false]);
    }
  });

  test('leaves its knowledge to a community that has another workspace, without its names', async () => {
    await store.communities.add({ ref: 'ours', name: 'Ours', createdAt: now });
    const { installations, id, communityId } = await install('T1', 'Ours');
    const other = await install('T2', 'Ours');
    expect(other.communityId).toBe(communityId);
    await live('T1', 'quuxification');
    const { as, core } = await live('T2', 'frobnication');
    await installations.park(id, 1);
    now += 31 * day;
    await applyRetention(world(), 30);
    const reader = await as('Zoe');
    const found = await core.knowledge.search(reader, 'quuxification', undefined, {
      limit: 9,
      offset: 0,
    });
    expect(found.items.map(({ answer }) => answer?.author.name)).toEqual(['Former member']);
    expect(bytes()).toContain('Xanthippe');
    expect(bytes()).not.toContain('room-of-T1');
    // And what is left does not keep the community once its last workspace has gone.
    await installations.park(other.id, 1);
    now += 31 * day;
    await applyRetention(world(), 30);
    expect(await store.communities.all()).toEqual([]);
    expect(bytes()).not.toContain('frobnic');
  });

  test('finds its knowledge again when it comes back in time', async () => {
    const { installations, id, communityId } = await install('T1');
    const { number } = await live('T1', 'quuxification');
    await installations.park(id, 1);
    now += 20 * day;
    expect((await install('T1')).communityId).toBe(communityId);
    now += 20 * day;
    expect(await applyRetention(world(), 30)).toBe(0);
    const { core, as } = await live('T1', 'more');
    expect(await core.questions.find(await as('Xanthippe'), number)).toBeDefined();
  });
});
