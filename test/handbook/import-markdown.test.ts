import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { describeMarkdown } from '../../src/handbook/markdown/report.ts';
import type { Store } from '../../src/store/store.ts';
import { dumpOf, scratch } from '../transfer/scratch.ts';
import { communityOf, contentsOf, exported, filled, imported, rewrite } from './library.ts';

const warp = 'snippets/S1-how-do-i-warp.md';
const yarn = 'snippets/S2-which-yarn.md';

async function known(store: Store, ref: string) {
  const { id } = await communityOf(store);
  const [found] = await store.handbook.byRefs(id, [ref]);
  if (!found) throw new Error(`there is no ${ref}`);
  return found;
}

describe('edits in files', () => {
  test('files that nobody touched change nothing', async () => {
    const store = await filled();
    const before = await dumpOf(store);
    const { folder } = await exported(store);
    const { report } = await imported(store, folder);
    expect(report).toMatchObject({ same: 3, edited: [], added: [], conflicts: [], missing: [] });
    expect(await dumpOf(store)).toEqual(before);
  });

  test('come back as revisions by who imports them, to the letter where nothing was touched', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    rewrite(folder, warp, (text) =>
      text
        .replace('It tangles.', 'It tangles a lot.')
        .replace('[warp, c++]', '[warp, "#Knots"]')
        .replace('[c++, warp]', '[warp, "#Knots"]'),
    );
    const { report } = await imported(store, folder);
    expect(report).toMatchObject({ same: 2, edited: [1] });
    const after = await known(store, 's1');
    expect(after).toMatchObject({
      title: 'How do I warp?',
      question: 'It tangles a lot.',
      answer: 'Slowly. See S2, and @cleo knows.',
      tags: ['knots', 'warp'],
    });
    const [revision] = await store.revisions.of('snippet', after.id);
    expect(revision).toMatchObject({
      body: 'Slowly. See S2, and @cleo knows.',
      replacedBy: { handle: 'cleo' },
    });
    const { id } = await communityOf(store);
    expect(await store.audit.list(id, 1)).toMatchObject([
      { act: 'import edit of snippet', subject: 'S1' },
    ]);
  });

  test('are known when they are imported again, and the next export is quiet', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    rewrite(folder, yarn, (text) => text.replace('Wool', 'Silk'));
    await imported(store, folder);
    const dump = await dumpOf(store);
    expect((await imported(store, folder)).report).toMatchObject({ same: 3, edited: [] });
    const { report } = await exported(store, { folder });
    expect(report).toMatchObject({ left: [], removed: [] });
    expect((await exported(store, { folder })).report.written).toBe(0);
    expect((await imported(store, folder)).report).toMatchObject({ same: 3 });
    expect(await dumpOf(store)).toEqual(dump);
  });

  test('of a title count in the front matter and in the heading', async () => {
    for (const place of ['title: Which yarn?', '# Which yarn?']) {
      const store = await filled();
      const { folder } = await exported(store);
      rewrite(folder, yarn, (text) => text.replace(place, place.replace('yarn', 'thread')));
      await imported(store, folder);
      expect((await known(store, 's2')).title).toBe('Which thread?');
    }
  });

  test('another owner, channel or successor is not taken over, and that is told', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    const before = await dumpOf(store);
    rewrite(folder, yarn, (text) =>
      text
        .replace(/^owner: .*$/m, 'owner: dora\nsuperseded-by: S4')
        .replace(/^channel: .*$/m, 'channel: elsewhere'),
    );
    const { report } = await imported(store, folder);
    expect(report.edited).toEqual([]);
    expect(await dumpOf(store)).toEqual(before);
    const told = describeMarkdown(report);
    expect(told).toMatch(/S2-which-yarn\.md:\d+: "owner" is not taken from files: here it is \w+/);
    expect(told).toContain('"snippet owner S2 @name" hands it on.');
    expect(told).toMatch(/"channel" is not taken from files: here it is \w+/);
    expect(told).toContain('"superseded-by" is not taken from files: nobody says so here');
    // What nobody edited is told of nothing.
    expect(report.untaken).toHaveLength(3);
  });

  test('make a snippet outdated, and restore it', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    rewrite(folder, yarn, (text) => text.replace('owner:', 'outdated: true\nowner:'));
    rewrite(folder, 'snippets/S4-old-loom.md', (text) => text.replace(/^outdated: .*\n/m, ''));
    expect((await imported(store, folder)).report.edited).toEqual([2, 4]);
    expect((await known(store, 's2')).outdatedAt).not.toBeNull();
    const restored = await known(store, 's4');
    expect(restored.outdatedAt).toBeNull();
    const reader = { communityId: 1, memberId: 0, channelId: 0, isGuest: false };
    expect(await store.snippetEvents.of(reader, restored.id)).toMatchObject([
      { what: 'right', by: { handle: 'cleo' } },
    ]);
  });

  test('with Windows line ends and a byte order mark are read all the same', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    rewrite(folder, yarn, (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`);
    expect((await imported(store, folder)).report).toMatchObject({ same: 3 });
  });
});

describe('a new file', () => {
  const fresh = '---\ntitle: Where is the shuttle?\ntags: [loom]\nchannel: general\n---\nHere.\n';

  test('becomes a snippet once, and keeps its name', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    writeFileSync(join(folder, 'snippets/shuttle.md'), fresh);
    expect((await imported(store, folder)).said).toContain('snippets/shuttle.md is S8');
    expect((await imported(store, folder)).report).toMatchObject({ same: 4, added: [] });
    await exported(store, { folder });
    expect(contentsOf(folder)['snippets/shuttle.md']).toContain('number: S8');
    expect(Object.keys(contentsOf(folder)).filter((path) => path.includes('S8'))).toEqual([]);
    expect((await imported(store, folder)).report).toMatchObject({ same: 4 });
  });

  test('needs a channel, from itself or from who imports it', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    writeFileSync(join(folder, 'snippets/shuttle.md'), fresh.replace('channel: general\n', ''));
    await expect(imported(store, folder)).rejects.toThrow(
      'snippets/shuttle.md:1: say in which channel',
    );
    expect((await imported(store, folder, { channel: '#general' })).report.added).toHaveLength(1);
  });
});

describe('a conflict', () => {
  async function conflicting() {
    const store = await filled();
    const { folder } = await exported(store);
    rewrite(folder, yarn, (text) => text.replace('Wool: [#42](', 'Silk, as [#42]('));
    rewrite(folder, warp, (text) => text.replace('It tangles.', 'It breaks.'));
    const { id, title } = await known(store, 's2');
    await store.snippets.edit(id, { title, question: '', answer: 'Linen: #42 says why.' }, 1);
    return { store, folder };
  }

  test('is told with both versions, and neither is lost; the rest is imported', async () => {
    const { store, folder } = await conflicting();
    const { report, said } = await imported(store, folder);
    expect(report.edited).toEqual([1]);
    expect(said).toContain('S2 was changed here and in snippets/S2-which-yarn.md.');
    expect(said).toContain('| Linen: #42 says why.');
    expect(said).toContain('| Silk, as #42 says why.');
    expect((await known(store, 's2')).answer).toBe('Linen: #42 says why.');
    const { report: second } = await exported(store, { folder });
    expect(second.left).toEqual([yarn]);
    expect(contentsOf(folder)[yarn]).toContain('Silk');
  });

  test('is settled by the fingerprint that was told', async () => {
    const { store, folder } = await conflicting();
    const { report } = await imported(store, folder);
    const { fingerprint = '' } = report.conflicts[0] ?? {};
    rewrite(folder, yarn, (text) =>
      text.replace(/^fingerprint: .*$/m, `fingerprint: ${fingerprint}`),
    );
    expect((await imported(store, folder)).report).toMatchObject({ edited: [2], conflicts: [] });
    expect((await known(store, 's2')).answer).toBe('Silk, as #42 says why.');
  });

  test('is settled for the file when asked, and the history keeps what was here', async () => {
    const { store, folder } = await conflicting();
    expect((await imported(store, folder, { isOverwriting: true })).report.edited).toEqual([1, 2]);
    const { id, answer } = await known(store, 's2');
    expect(answer).toBe('Silk, as #42 says why.');
    expect((await store.revisions.of('snippet', id))[0]?.body).toBe('Linen: #42 says why.');
  });

  test('is none when both sides changed the same way', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    rewrite(folder, yarn, (text) => text.replace('Wool', 'Silk'));
    const { id, title } = await known(store, 's2');
    await store.snippets.edit(id, { title, question: '', answer: 'Silk: #42 says why.' }, 1);
    expect((await imported(store, folder)).report).toMatchObject({ same: 3, conflicts: [] });
  });
});

test('a file that is missing is told, and its snippet stays', async () => {
  const store = await filled();
  const { folder } = await exported(store);
  const before = await dumpOf(store);
  rmSync(join(folder, yarn));
  const { report, said } = await imported(store, folder);
  expect(report.missing).toEqual([2]);
  expect(said).toContain('S2 has no file any more. It stays as it is');
  expect(await dumpOf(store)).toEqual(before);
});

describe('mistakes', () => {
  const wrong: readonly (readonly [
    what: string,
    change: (text: string) => string,
    said: RegExp,
  ])[] = [
    [
      'a misspelled field',
      (text) => text.replace('tags:', 'tgas:'),
      /yarn\.md:5: "tgas" means nothing/,
    ],
    [
      'YAML that is none',
      (text) => text.replace('tags: [', 'tags: [['),
      /yarn\.md:\d+: this cannot be read/,
    ],
    [
      'no front matter',
      (text) => text.replace('---\n', ''),
      /yarn\.md:1: the first line must be ---/,
    ],
    [
      'front matter that never ends',
      (text) => text.replaceAll(/^---$/gm, '--').replace('--', '---'),
      /:1: the line --- that ends/,
    ],
    [
      'tags that are no words',
      (text) => text.replace('tags: [warp]', 'tags: {a: b}'),
      /yarn\.md:5: tags must be a list/,
    ],
    [
      'a tag that cannot be one',
      (text) => text.replace('[warp]', '["?!"]'),
      /yarn\.md:5: "\?!" cannot be a tag/,
    ],
    [
      'too many tags',
      (text) => text.replace('[warp]', '[a, b, c, d, e, f]'),
      /yarn\.md:5: These are 6 tags/,
    ],
    [
      'an empty answer',
      (text) => text.replace(/\nWool.*\n/, '\n'),
      /yarn\.md:1: The answer is empty/,
    ],
    [
      'a title that is too long',
      (text) => text.replace('Which yarn?', 'x'.repeat(301)),
      /yarn\.md:\d+: The title has 301/,
    ],
    [
      'another number',
      (text) => text.replace('number: S2', 'number: S1'),
      /yarn\.md:3: this is S2/,
    ],
    [
      'no fingerprint',
      (text) => text.replace(/^fingerprint:.*\n/m, ''),
      /yarn\.md:\d+: the fingerprint is missing/,
    ],
    ['no ref', (text) => text.replace(/^ref:.*\n/m, ''), /yarn\.md:3: the ref is missing/],
    [
      'the ref of another',
      (text) => text.replace('ref: s2', 'ref: s1'),
      /yarn\.md:\d+: this has the ref of snippets\/S1/,
    ],
    ['an alias of YAML', (text) => text.replace('[warp]', '&a [*a]'), /yarn\.md:\d+: /],
    [
      'a field that pollutes',
      (text) => text.replace('tags:', '__proto__: {a: 1}\ntags:'),
      /yarn\.md:5: "__proto__" means nothing/,
    ],
    [
      'the same field twice',
      (text) => text.replace('tags:', 'title: x\ntags:'),
      /yarn\.md:5: this cannot be read: Map keys must be unique/,
    ],
  ];

  test.each(wrong)(
    '%s: file and line are told, and nothing at all is imported',
    async (_, change, said) => {
      const store = await filled();
      const { folder } = await exported(store);
      const before = await dumpOf(store);
      rewrite(folder, warp, (text) => text.replace('It tangles.', 'It breaks.'));
      rewrite(folder, yarn, change);
      await expect(imported(store, folder)).rejects.toThrow(said);
      await expect(imported(store, folder)).rejects.toThrow(
        /^Nothing was imported\. Mend these first:\n/,
      );
      expect(await dumpOf(store)).toEqual(before);
      expect(Object.prototype).not.toHaveProperty('a');
    },
  );

  test('links, folders, huge files and other charsets are refused by name', async () => {
    const store = await filled();
    const { folder } = await exported(store);
    const elsewhere = join(scratch({ 'secret.md': '---\ntitle: x\n---\nsecret' }), 'secret.md');
    symlinkSync(elsewhere, join(folder, 'snippets/link.md'));
    writeFileSync(join(folder, 'snippets/huge.md'), Buffer.alloc(3 * 1024 * 1024, 97));
    writeFileSync(
      join(folder, 'snippets/latin.md'),
      Buffer.from('---\ntitle: caf\u00e9\n---\nx', 'latin1'),
    );
    writeFileSync(
      join(folder, 'snippets/wide.md'),
      Buffer.from('\ufeff---\ntitle: x\n---\n', 'utf16le'),
    );
    const said = await imported(store, folder).catch(({ message }) => message);
    expect(said).toMatch(/link\.md:1: this is no file but a link/);
    expect(said).toMatch(/huge\.md:1: this is larger than 2 MB/);
    expect(said).toMatch(/latin\.md:1: this is not UTF-8/);
    expect(said).toMatch(/wide\.md:1: this is not UTF-8/);
  });

  test('a folder of another edition, of another community or with nothing in it is refused', async () => {
    const store = await filled();
    const { folder } = await exported(store, { edition: 'public' });
    await expect(imported(store, folder)).rejects.toThrow('is an edition for everyone');
    const own = await exported(await filled());
    await expect(imported(store, own.folder)).rejects.toThrow('of another community');
    await expect(imported(store, scratch())).rejects.toThrow('There are no files');
  });
});
