import { expect, test } from '@jest/globals';
import { settingsOf } from '../../src/settings.ts';
import type { Entry } from '../../src/transfer/entry.ts';
import { community } from './community.ts';
import { dumpOf, freshStore, load, streamOf } from './scratch.ts';

const setAt = '2026-02-02T08:00:00.000Z';
const setting = (key: string, value: string, channel?: string): Entry => ({
  kind: 'setting',
  key,
  value,
  ...(channel && { channel: { workspace: 'discord:1', id: channel } }),
  setAt,
});
const places = community.filter(({ kind }) => ['workspace', 'channel'].includes(kind));
const settingLines = async (store: Parameters<typeof dumpOf>[0]) =>
  (await dumpOf(store)).filter((line) => line.includes('"kind":"setting"'));

test('what names roles of one workspace, or opens what was closed, is not exported, and not imported', async () => {
  const store = freshStore();
  await load(store, streamOf(places));
  const { id = 0 } = (await store.communities.byName('Weavers')) ?? {};
  const [workspace] = await store.bulk.workspacesOf(id);
  const by = { memberId: 1, at: 1 };
  const { id: memberId } = await store.members.add({
    ...{ ref: 'm', communityId: id, handle: 'm', name: 'M', role: 'admin', joinedAt: 1 },
  });
  const whole = { communityId: id, workspaceId: null, channelId: null };
  const one = { ...whole, workspaceId: workspace?.id ?? 0 };
  await store.settings.set(one, 'curator-role', 'Keepers', { ...by, memberId });
  await store.settings.set(whole, 'keep-searches', 'on', { ...by, memberId });
  expect(await settingLines(store)).toEqual([]);

  const report = await load(
    store,
    streamOf([setting('curator-role', 'Keepers'), setting('keep-searches', 'on')]),
    { into: 'Elsewhere' },
  );
  expect(report.skipped).toMatchObject([{ count: 2 }]);
  const { id: elsewhere = 0 } = (await store.communities.byName('Elsewhere')) ?? {};
  expect(await settingsOf(store, { communityId: elsewhere })).toMatchObject({
    'curator-role': null,
    'keep-searches': false,
  });
});

test('what was set here already stands, and what no setting can be is told and left out', async () => {
  const store = freshStore();
  await load(
    store,
    streamOf([...places, setting('quote-days', '9'), setting('ask-until', '8:00')]),
  );
  const hostile = [
    setting('quote-days', '3'),
    setting('quote-days', '99999'),
    setting('delete-drafts', "1'; DROP TABLE setting; --"),
    setting('capture-emoji', '=HYPERLINK("x")'),
    setting('zone', '../../etc/passwd'),
    setting('__proto__', 'on'),
    setting('toString', 'on'),
    setting('quotes', 'named', '10'),
    setting('first-wait', '60', '99'),
    setting('ask-from', '8:00'),
    setting('verify-days', ' 30 days '),
  ];
  const report = await load(store, streamOf(hostile));
  expect(report.added).toEqual({ setting: 1 });
  expect(report.known).toEqual({ setting: 1 });
  expect(report.skipped.map(({ reason, count }) => [count, reason])).toEqual([
    [5, 'a setting of a value that it cannot have'],
    [2, 'a setting that is not known, or has to be set where it holds'],
    [1, 'a setting that contradicts another that is here'],
    [1, 'a setting whose channel is not here'],
  ]);
  expect(await settingLines(store)).toEqual(
    [setting('ask-until', '8:00'), setting('quote-days', '9'), setting('verify-days', '30')].map(
      (entry) => JSON.stringify(entry),
    ),
  );
});
