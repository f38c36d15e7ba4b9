import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { scratch } from '../transfer/scratch.ts';
import {
  communityOf,
  contentsOf,
  exported,
  filled,
  inPlaceOf,
  kept,
  rewrite,
  snippet,
} from './library.ts';

test('a handbook has a file a snippet, a page a topic, and a first page', async () => {
  const { folder } = await exported(await filled());
  const files = contentsOf(folder);
  expect(Object.keys(files)).toEqual([
    '.praxis.json',
    'README.md',
    'snippets/S1-how-do-i-warp.md',
    'snippets/S2-which-yarn.md',
    'snippets/S4-old-loom.md',
    'tags/c_2b_2b.md',
    'tags/loom.md',
    'tags/warp.md',
  ]);
  expect(files['snippets/S1-how-do-i-warp.md']).toMatchSnapshot('a snippet');
  expect(files['snippets/S4-old-loom.md']).toMatchSnapshot('an outdated snippet');
  expect(files['README.md']).toMatchSnapshot('the first page');
  expect(files['tags/warp.md']).toMatchSnapshot('a topic');
});

test('exporting again gives the same bytes and writes nothing, here and in another folder', async () => {
  const store = await filled();
  const { folder, report } = await exported(store);
  expect(report).toMatchObject({ written: 7, unchanged: 0 });
  const first = contentsOf(folder);
  const again = await exported(store, { folder });
  expect(again.report).toEqual({ written: 0, unchanged: 7, removed: [], left: [] });
  expect(contentsOf(folder)).toEqual(first);
  expect(contentsOf((await exported(store)).folder)).toEqual(first);
});

test('only what changed is written, and a snippet keeps its file when its title changes', async () => {
  const store = await filled();
  const { folder } = await exported(store);
  const snippets = await store.handbook.byRefs((await communityOf(store)).id, ['s2']);
  const { id = 0 } = snippets[0] ?? {};
  await store.snippets.edit(id, { title: 'Which thread?', question: '', answer: 'Silk.' }, 1);
  const { report } = await exported(store, { folder });
  // The snippet itself, the one that links to it by title, and their topic.
  expect(report).toMatchObject({ written: 3, unchanged: 4 });
  const files = contentsOf(folder);
  expect(files['snippets/S2-which-yarn.md']).toContain('# Which thread?');
  expect(files['snippets/S1-how-do-i-warp.md']).toContain('(S2-which-yarn.md)');
});

test('a file that was renamed keeps its name, and links lead to it', async () => {
  const store = await filled();
  const { folder } = await exported(store);
  renameSync(join(folder, 'snippets/S2-which-yarn.md'), join(folder, 'snippets/yarn (new).md'));
  const { report } = await exported(store, { folder });
  expect(report.removed).toEqual([]);
  const files = contentsOf(folder);
  expect(files).not.toHaveProperty(['snippets/S2-which-yarn.md']);
  expect(files['snippets/S1-how-do-i-warp.md']).toContain('[S2](yarn%20%28new%29.md)');
});

test('the file of a snippet that is gone is removed; what others put there, or edited, stays', async () => {
  const store = await filled();
  const { folder } = await exported(store);
  writeFileSync(join(folder, 'snippets/notes.txt'), 'mine');
  writeFileSync(join(folder, 'LICENSE'), 'ours');
  rewrite(folder, 'snippets/S1-how-do-i-warp.md', (text) => text.replace('Slowly', 'Fast'));
  const { id } = await communityOf(store);
  for (const one of await store.handbook.byRefs(id, ['s1', 's4']))
    await store.snippets.remove(one.id);
  const { report } = await exported(store, { folder });
  expect(report.removed).toEqual(['snippets/S4-old-loom.md', 'tags/c_2b_2b.md', 'tags/loom.md']);
  expect(report.left).toEqual(['snippets/S1-how-do-i-warp.md']);
  const files = contentsOf(folder);
  expect(files).toMatchObject({ 'snippets/notes.txt': 'mine', LICENSE: 'ours' });
});

test('a file with edits that were not imported is left alone', async () => {
  const store = await filled();
  const { folder } = await exported(store);
  rewrite(folder, 'snippets/S2-which-yarn.md', (text) => text.replace('Wool', 'Silk'));
  const { report } = await exported(store, { folder });
  expect(report.left).toEqual(['snippets/S2-which-yarn.md']);
  expect(contentsOf(folder)['snippets/S2-which-yarn.md']).toContain('Silk');
});

test('what belongs to somebody else is never written over', async () => {
  const store = await filled();
  const { folder } = await exported(store);
  await expect(exported(store, { folder, edition: 'anonymous' })).rejects.toThrow(
    "members' edition",
  );
  await expect(exported(await filled(), { folder })).rejects.toThrow('another community');

  const full = scratch({ 'README.md': 'ours' });
  await expect(exported(store, { folder: full })).rejects.toThrow(
    /README\.md is there already, and not from an export/,
  );
  expect(contentsOf(full)).toEqual({ 'README.md': 'ours' });
  writeFileSync(join(folder, '.praxis.json'), 'no manifest');
  await expect(exported(store, { folder })).rejects.toThrow('not as Praxis wrote it');
});

test('a link in the folder leads no export, and no removal, out of it', async () => {
  const store = await filled();
  const elsewhere = scratch({ 'S1-how-do-i-warp.md': 'theirs', 'README.md': 'theirs' });
  const through = scratch();
  symlinkSync(elsewhere, join(through, 'snippets'));
  await expect(exported(store, { folder: through })).rejects.toThrow(/snippets is there already/);
  const onto = scratch();
  symlinkSync(join(elsewhere, 'README.md'), join(onto, 'README.md'));
  await expect(exported(store, { folder: onto })).rejects.toThrow(/README\.md is there already/);

  const { folder } = await exported(store);
  rewrite(folder, '.praxis.json', (text) =>
    text.replace('"README.md"', `"../out.md": "${'a'.repeat(64)}", "README.md"`),
  );
  await expect(exported(store, { folder })).rejects.toThrow('not as Praxis wrote it');
  expect(Object.values(contentsOf(elsewhere))).toEqual(['theirs', 'theirs']);
});

test('nothing from a private channel is in it, unless that channel is named', async () => {
  const store = await filled();
  const all = JSON.stringify(contentsOf((await exported(store)).folder));
  expect(all).not.toMatch(/zanzi|private-board/);
  const { folder } = await exported(store, { channels: ['#private-board'] });
  expect(contentsOf(folder)['snippets/S7-the-zanzimerger.md']).toContain('zanzisecret');
  for (const edition of ['public', 'anonymous'] as const) {
    await expect(exported(store, { edition, channels: ['private-board'] })).rejects.toThrow(
      'is private',
    );
  }
  await expect(exported(store, { channels: ['nowhere'] })).rejects.toThrow('no channel #nowhere');
});

test('the public edition names who agreed, and nobody else', async () => {
  const all = JSON.stringify(
    contentsOf((await exported(await filled(), { edition: 'public' })).folder),
  );
  expect(all).toContain('verified-by: bo');
  expect(all).not.toMatch(/ana|Weaver\b|cleo|Nguyen/);
  expect(all).not.toMatch(/fingerprint|ref:|channel:/);
});

test('the anonymous edition names nobody, and leads nowhere', async () => {
  const said = 'As Cleo Nguyen told @ana and <@U123>: cleo nguyen weaves. Bo too.';
  const store = await filled([
    ...kept,
    snippet({ number: 9, title: 'Thanks, Ana Weaver', answer: said }),
  ]);
  const { folder } = await exported(store, { edition: 'anonymous' });
  const files = contentsOf(folder);
  expect(JSON.stringify(files)).not.toMatch(/\bana\b|Ana Weaver|cleo|Nguyen|\bbo\b|U123|source:/);
  expect(files['snippets/S9-thanks-someone.md']).toContain(
    'As someone told @someone and @someone: someone weaves. Bo too.',
  );
});

test('who does not want to be found is not named as the owner', async () => {
  const unlisted = kept.map((entry) =>
    entry.kind === 'preference' ? { ...entry, unlisted: true } : entry,
  );
  const { folder } = await exported(await filled(unlisted));
  expect(JSON.stringify(contentsOf(folder))).not.toMatch(/owner: bo|verified-by/);
});

test('what something newer stands in for leads to the newest of it, and never to what is private', async () => {
  const chain = [
    snippet({ number: 12, title: 'Newest' }),
    snippet({ number: 11, title: 'Newer' }),
    snippet({ number: 10, title: 'Old' }),
    snippet({ number: 9, title: 'Other' }),
    ...[inPlaceOf(10, 11), inPlaceOf(11, 12), inPlaceOf(9, 7)],
  ];
  const { folder } = await exported(await filled([...kept, ...chain]));
  const files = contentsOf(folder);
  expect(files['snippets/S10-old.md']).toContain('superseded-by: S12');
  expect(files['snippets/S10-old.md']).toContain('Read [S12 · Newest](S12-newest.md) instead.');
  expect(files['snippets/S9-other.md']).not.toMatch(/superseded-by|instead|S7|zanzi/);
  expect(files['README.md']).toContain(
    '[Old](snippets/S10-old.md) S10, superseded by [S12](snippets/S12-newest.md)',
  );
  expect(files['README.md']).not.toMatch(/Old.*outdated/);
});

test('what was merged into another keeps its file, which leads there; links and help count together', async () => {
  const store = await filled();
  const { id: communityId } = await communityOf(store);
  const found = await store.handbook.byRefs(communityId, ['s1', 's2']);
  const idOf = (ref: string) => found.find((one) => one.ref === ref)?.id ?? 0;
  await store.write(({ mergingSnippets }) =>
    mergingSnippets.merge(idOf('s1'), idOf('s2'), { id: null, now: 1, mostTags: 5 }),
  );
  const { folder } = await exported(store);
  const files = contentsOf(folder);
  expect(files['snippets/S1-how-do-i-warp.md']).toContain('superseded-by: S2');
  expect(files['snippets/S2-which-yarn.md']).toContain('tags: [c++, warp]');
});
