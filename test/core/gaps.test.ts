import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCore } from '../../src/core.ts';
import { indexStale } from '../../src/search/documents.ts';
import type { SettingKey } from '../../src/settings.ts';
import { asking, day, type Fixture, hour, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Ada', 'admin');
  await here.appoint('Cura', 'curator');
  // What is written about already, so that its words are common ones.
  await know('Rotating logs of the staging database', 'Rotate the logs weekly.');
  await know('Backups of the staging database', 'Take them nightly.');
  await know('Upgrading the staging database', 'Upgrade with the script.');
  await know('Logs and backups of the mail server', 'They are kept for a year.');
  await know('Where are logs and backups', 'On the archive.');
});
afterEach(() => here.close());

/** So many documents are not taken in by who searches first: an index of them is built meanwhile. */
const enoughToBuild = 2_000;
const everything = { limit: 50, offset: 0 };

async function know(title: string, answer: string, channel = 'general'): Promise<void> {
  const asker = `${title.slice(0, 5)}${title.length}`;
  const asked = asking(title, { tags: ['ops'] });
  const { number } = await here.core.questions.ask(await here.as(asker, channel), asked);
  await here.core.answers.add(await here.as('Wyn', channel), number, answer);
  const accepted = { question: number, answer: 1 };
  await here.core.answers.accept(await here.as(asker, channel), accepted);
}

async function look(name: string, words: string, channel = 'general', tag?: string) {
  const actor = await here.as(name, channel);
  const { total } = await here.core.knowledge.search(actor, words, tag, everything);
  await here.core.gaps.noteSearch(actor, words, tag, total);
}

const lookAll = async (names: readonly string[], words: string, channel?: string) => {
  for (const name of names) await look(name, words, channel);
};

const list = async (channel?: string) =>
  (await here.core.gaps.list(await here.as('Cura', channel), everything)).items;
const kept = async (channel?: string) =>
  here.store.needs.newest(await here.as('Cura', channel), 100);
const set = async (key: SettingKey, value: string) =>
  here.core.settings.set(await here.as('Ada'), key, value, 'everywhere');

const missing = 'restoring staging backups without logs';

describe('of what was looked for in vain', () => {
  test('only words that several threads have are kept, and no text', async () => {
    await look('Ana', 'zanzibar42 staging backups of Xaver');
    const [need] = await kept();
    expect(need?.terms).toEqual(['backup', 'stage']);
    expect(need?.text).toBeNull();
  });

  test('a word that one thread alone has is rare, however many answers it has', async () => {
    const asked = asking('Who is Xaver');
    const { number } = await here.core.questions.ask(await here.as('Di'), asked);
    for (const name of ['Bo', 'Cy', 'Eve', 'Fay']) {
      await here.core.answers.add(await here.as(name), number, 'Xaver is our neighbour.');
    }
    await look('Ana', 'staging phone of Xaver');
    expect((await kept()).map(({ terms }) => terms)).toEqual([['stage']]);
  });

  test('nothing is kept when nothing but rare words is left', async () => {
    await look('Ana', 'zanzibar42 of Xaver');
    expect(await kept()).toEqual([]);
  });

  test('the text is kept only where the community agreed to it, and no secret in it', async () => {
    await set('keep-searches', 'on');
    await look('Ana', 'zanzibar42 of Xaver');
    await look('Bo', `staging backups ghp_${'aB3dE6gH9j'.repeat(3)}aB3dE6`);
    expect((await kept()).map(({ text }) => text)).toEqual([null, 'zanzibar42 of Xaver']);
  });

  test('the texts go when the community does not agree any more', async () => {
    await set('keep-searches', 'on');
    await look('Ana', 'zanzibar42 of Xaver');
    await look('Bo', 'staging backups of Xaver');
    await set('keep-searches', 'off');
    await here.core.forgetOld();
    expect((await kept()).map(({ text, terms }) => ({ text, terms }))).toEqual([
      { text: null, terms: ['backup', 'stage'] },
    ]);
  });

  test('tags are kept that everyone there knows, and no others', async () => {
    const secret = asking('Salaries of the board', { tags: ['payroll'] });
    await here.core.questions.ask(await here.as('Ana', 'private-leads'), secret);
    await look('Ana', 'holidays next summer', 'general', 'payroll');
    expect(await kept()).toEqual([]);
    await look('Ana', 'holidays next summer', 'general', 'ops');
    expect((await kept()).map(({ tags }) => tags)).toEqual([['ops']]);
  });

  test('the same of one member within a day is one', async () => {
    await look('Ana', missing);
    here.wait(23 * hour);
    await look('Ana', 'without logs, restoring staging backups');
    expect(await kept()).toHaveLength(1);
    here.wait(2 * hour);
    await look('Ana', missing);
    expect(await kept()).toHaveLength(2);
  });

  test('what guests look for is not kept', async () => {
    const guest = { ...(await here.as('Gus')), isGuest: true };
    await here.core.gaps.noteSearch(guest, missing, undefined, 0);
    expect(await kept()).toEqual([]);
  });

  test('what was found is not missing', async () => {
    await look('Ana', 'Rotating logs of the staging database');
    await look('Ana', 'staging');
    await look('Ana', '"staging database"');
    expect(await kept()).toEqual([]);
  });

  test('it is forgotten after 180 days, or as is set', async () => {
    await look('Ana', missing);
    here.wait(179 * day);
    await here.core.forgetOld();
    expect(await kept()).toHaveLength(1);
    await set('delete-searches', '30');
    await here.core.forgetOld();
    expect(await kept()).toEqual([]);
  });
});

describe('gaps', () => {
  test('are shown when three members missed it, in their words or much the same ones', async () => {
    await look('Ana', missing);
    await look('Bo', 'how to go about restoring logs from staging backups');
    expect(await list()).toEqual([]);
    await look('Ana', 'staging backups without restoring');
    expect(await list()).toEqual([]);
    await look('Cy', missing);
    const [gap, ...others] = await list();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ members: 3, questions: [] });
    expect(gap?.title.split(', ').toSorted()).toEqual(['backups', 'logs', 'staging']);
  });

  test('say what was typed where the community agreed to it', async () => {
    await set('keep-searches', 'on');
    await lookAll(['Ana', 'Bo', 'Cy'], missing);
    expect((await list()).map(({ title }) => title)).toEqual([missing]);
  });

  test('show an open question that one member asked, without what fewer than three looked for', async () => {
    const asker = await here.as('Ana');
    const question = await here.core.questions.ask(asker, asking(missing));
    await here.core.gaps.noteQuestion(asker, question);
    await look('Bo', 'restoring staging backups logs');
    expect(await list()).toMatchObject([{ title: missing, members: 1, times: 1 }]);
  });

  test('asked while the index is built are known by their question', async () => {
    const asker = await here.as('Ana');
    const { communityId, channelId, memberId: authorId } = asker;
    const kept = { communityId, channelId, authorId, answerId: null, verifiedById: authorId };
    await here.store.write(async ({ snippets }) => {
      for (let i = 0; i < enoughToBuild; i += 1) {
        const text = { title: 'Tea', question: '', answer: 'Hot.' };
        await snippets.add({ ref: `tea ${i}`, ...kept, ...text, createdAt: 0 });
      }
    });
    await indexStale(here.store);
    const core = createCore(here.world);
    const question = await core.questions.ask(asker, asking(missing, { tags: ['ops'] }));
    await core.gaps.noteQuestion(asker, question);
    const needs = await here.store.needs.newest(await here.as('Cura'), 9);
    expect(needs).toMatchObject([{ questionId: question.id, terms: [], tags: ['ops'] }]);
    await here.core.ready();
    expect(await list()).toMatchObject([{ title: missing, members: 1 }]);
  });

  test('that something answers already are none', async () => {
    const asker = await here.as('Ana');
    const title = 'Rotating logs of the staging database';
    await here.core.gaps.noteQuestion(asker, await here.core.questions.ask(asker, asking(title)));
    expect(await kept()).toEqual([]);
  });

  test('a search that became a question is one', async () => {
    await look('Ana', missing);
    const asker = await here.as('Ana');
    const question = await here.core.questions.ask(asker, asking(missing));
    await here.core.gaps.noteQuestion(asker, question);
    expect(await kept()).toHaveLength(1);
  });

  test('name who could write it, and nobody who does not want to be found', async () => {
    const asker = await here.as('Ana');
    const question = await here.core.questions.ask(asker, asking(missing, { tags: ['ops'] }));
    await here.core.gaps.noteQuestion(asker, question);
    const names = async () => (await list()).map(({ writers }) => writers.map(({ name }) => name));
    expect(await names()).toEqual([['Wyn']]);
    await here.core.preferences.listed(await here.as('Wyn'), false);
    expect(await names()).toEqual([[]]);
  });

  test('of a private channel are shown to who stands there alone', async () => {
    await lookAll(['Ana', 'Bo', 'Cy'], missing, 'private-leads');
    expect(await list()).toEqual([]);
    expect(await list('private-leads')).toHaveLength(1);
  });

  test('looked for in direct messages with the bot count everywhere, in words that all use alone', async () => {
    await set('keep-searches', 'on');
    await know('Salaries of the staging board', 'In the safe.', 'direct-ana');
    for (const name of ['Ana', 'Bo', 'Cy']) await look(name, missing, `direct-${name}`);
    const [gap, ...others] = await list();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ members: 3 });
    expect(gap?.title).not.toContain('without');
    expect((await kept()).map(({ text }) => text)).toEqual([null, null, null]);
  });

  test('asked in direct messages with the bot are shown to nobody by themselves', async () => {
    const asker = await here.as('Ana', 'direct-ana');
    const question = await here.core.questions.ask(asker, asking(missing));
    await here.core.gaps.noteQuestion(asker, question);
    expect(await kept()).toMatchObject([{ questionId: null, terms: ['backup', 'log', 'stage'] }]);
    expect(await list()).toEqual([]);
  });

  test('of private and public channels are not added up for who stands elsewhere', async () => {
    await lookAll(['Ana', 'Bo'], missing);
    await look('Cy', missing, 'private-leads');
    expect(await list()).toEqual([]);
    expect(await list('private-leads')).toHaveLength(1);
  });

  test('are gone when something answers them', async () => {
    await set('keep-searches', 'on');
    await lookAll(['Ana', 'Bo', 'Cy'], missing);
    expect(await list()).toHaveLength(1);
    await know('Restoring staging backups without logs', 'With the restore script, not from logs.');
    expect(await list()).toEqual([]);
  });

  test('of common words alone are gone when something is written that has them', async () => {
    await lookAll(['Ana', 'Bo', 'Cy'], missing);
    here.wait(hour);
    expect(await list()).toHaveLength(1);
    await know('Restoring staging backups without logs', 'With the restore script, not from logs.');
    expect(await list()).toEqual([]);
  });

  test('that were dismissed come back when three more members miss them', async () => {
    await lookAll(['Ana', 'Bo', 'Cy'], missing);
    const [gap] = await list();
    await here.core.gaps.dismiss(await here.as('Cura'), gap?.id ?? 0);
    expect(await list()).toEqual([]);
    here.wait(2 * day);
    await lookAll(['Ana', 'Di', 'Eve'], missing);
    expect(await list()).toEqual([]);
    await look('Fay', missing);
    expect(await list()).toMatchObject([{ members: 6, times: 7 }]);
    const [entry] = await here.store.audit.list(here.communityId, 1);
    expect(entry?.act).toBe('not missing');
  });

  test('are for curators, and each community has its own', async () => {
    await lookAll(['Ana', 'Bo', 'Cy'], missing);
    await expect(here.core.gaps.list(await here.as('Ana'), everything)).rejects.toThrow('curators');
    const there = { ...(await here.as('Eve', 'general', 'elsewhere')) };
    const curator = { ...there, member: { ...there.member, role: 'curator' as const } };
    expect((await here.core.gaps.list(curator, everything)).total).toBe(0);
  });

  test('a member gets what is kept of their own searches', async () => {
    await look('Ana', missing);
    const { held } = await here.core.privacy.export(await here.as('Ana'));
    const mine = held.find(({ title }) => title === 'What you looked for and did not find');
    expect(JSON.stringify(mine?.rows)).toContain('backup log stage');
  });

  test('a member who is forgotten missed nothing', async () => {
    await lookAll(['Ana', 'Bo', 'Cy'], missing);
    const ana = await here.as('Ana');
    await here.core.privacy.forget(ana, ana.memberId);
    expect(await kept()).toHaveLength(2);
    expect(await list()).toEqual([]);
  });
});
