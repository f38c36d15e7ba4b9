import { posix } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Entry } from '../../src/transfer/entry.ts';
import { contentsOf, filled, kept, snippet } from './library.ts';
import { attribute, elementsOf, published, textOf } from './site-reader.ts';

const pagesOf = (folder: string) =>
  Object.entries(contentsOf(folder)).filter(([path]) => path.endsWith('.html'));

const bait: readonly Entry[] = [
  '<script>alert(1)</script><img src=x onerror=alert(1)><style>*{}</style>',
  '![spy](https://evil.example/p.gif) ![a][b]\n\n[b]: https://evil.example/q.gif',
  '[x](javascript:alert(1)) [y](data:text/html,z) <javascript:alert(1)> [z](../../etc)',
  '[https://bank.example](https://evil.example) [![i](https://e.example/i)](https://f.example)',
  "\"><h1 onclick=x>\u202ereversed</h1> &lt;b&gt; 'quoted'",
  '# One\n### Three\n###### Six\n## Two\n\n|a|b|\n|-|:-:|\n|<b>|2|\n\n- [ ] a\n- [x] b\n\n[^1]\n\n[^1]: note',
  `${'>'.repeat(3_000)} deep`,
  '</article></main></html><base href="https://evil.example"><form action=x><input name=y>',
].map((answer, at) =>
  snippet({ number: 20 + at, title: answer.slice(0, 300), question: answer, answer }),
);

test('a site has a page a snippet, a topic and a member who agreed, and lists of them', async () => {
  const { folder } = await published(await filled());
  const files = contentsOf(folder);
  expect(Object.keys(files)).toEqual([
    '.praxis.json',
    'all.html',
    'assets/minisearch.js',
    'assets/search-data.js',
    'assets/search.js',
    'assets/site.css',
    'index.html',
    'people/bo.html',
    'snippets/S1.html',
    'snippets/S2.html',
    'snippets/S4.html',
    'topics.html',
    'topics/c_2b_2b.html',
    'topics/loom.html',
    'topics/warp.html',
  ]);
  expect(files['snippets/S1.html']).toMatchSnapshot('a snippet');
  expect(files['snippets/S4.html']).toMatchSnapshot('an outdated snippet');
});

test('exporting a site again writes nothing', async () => {
  const store = await filled();
  const { folder } = await published(store);
  const { report } = await published(store, { folder });
  expect(report).toEqual({ written: 0, unchanged: 14, removed: [], left: [] });
});

test('every page has a language, a title, one first heading, landmarks, and a way past the top', async () => {
  const { folder } = await published(await filled([...kept, ...bait]));
  for (const [path, page] of pagesOf(folder)) {
    const all = elementsOf(page);
    const named = (name: string) => all.filter(({ tagName }) => tagName === name);
    const [html] = named('html');
    expect([path, html && attribute(html, 'lang')]).toEqual([path, 'en']);
    expect([path, named('h1').length, named('main').length, named('title').length]).toEqual([
      path,
      1,
      1,
      1,
    ]);
    const [skip] = named('a');
    expect([path, skip && attribute(skip, 'href')]).toEqual([path, '#main']);
    const levels = all.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []).map(Number);
    for (const [at, level] of levels.entries()) {
      expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    const ids = all.flatMap((one) => attribute(one, 'id') ?? []);
    expect([path, new Set(ids).size]).toEqual([path, ids.length]);
  }
});

test('nothing is loaded from elsewhere, nothing runs but our own scripts, and links go to the web', async () => {
  const { folder } = await published(await filled([...kept, ...bait]));
  const files = contentsOf(folder);
  for (const [path, page] of pagesOf(folder)) {
    for (const element of elementsOf(page)) {
      const { tagName, attrs } = element;
      expect([path, tagName]).not.toEqual([
        path,
        expect.stringMatching(/^(?:img|style|iframe|base|object|embed|video|audio|svg)$/),
      ]);
      for (const { name } of attrs) expect(name).not.toMatch(/^(?:on|style$|srcdoc$|formaction$)/);
      if (tagName === 'script') {
        expect(attribute(element, 'src')).toMatch(/^(?:\.\.\/)?assets\/search\.js$/);
        expect(textOf(element)).toBe('');
      }
      const target = attribute(element, 'href') ?? attribute(element, 'src');
      if (target === undefined || /^(?:https?:\/\/|mailto:|#)/.test(target)) continue;
      const local = posix.join(posix.dirname(path), target);
      expect([path, Object.keys(files)]).toEqual([path, expect.arrayContaining([local])]);
    }
    expect(page).toContain("default-src 'none'");
  }
  const css = files['assets/site.css'] ?? '';
  expect(css).not.toMatch(/@import|url\(/);
});

test("a member's words stay words, and a link says where it leads", async () => {
  const { folder } = await published(await filled([...kept, ...bait]));
  const files = contentsOf(folder);
  const words = (number: number) =>
    elementsOf(files[`snippets/S${number}.html`] ?? '')
      .filter((one) => attribute(one, 'class') === 'text')
      .map(textOf)
      .join('\n');
  expect(words(20)).toContain('<script>alert(1)</script><img src=x onerror=alert(1)>');
  expect(words(21)).toContain('Picture: spy (evil.example)');
  expect(words(22)).not.toContain('(alert');
  expect(words(23)).toContain('https://bank.example (evil.example)');
  expect(words(26)).toContain('> deep');
});

test('S7 and #42 lead to their pages, and a bare S3 to none', async () => {
  const all = [
    ...kept,
    snippet({ number: 3, title: 'Three', answer: 'S3, `S2`, S2, #42 and #7.' }),
  ];
  const { folder } = await published(await filled(all));
  const page = contentsOf(folder)['snippets/S3.html'] ?? '';
  expect(page).toContain(
    '<p dir="auto">S3, <code>S2</code>, <a href="S2.html">S2</a>, <a href="S1.html">#42</a> and #7.</p>',
  );
});

test('nothing from a private channel, or of another community, is in a site, in no edition', async () => {
  const store = await filled();
  await store.communities.add({ ref: 'other', name: 'Zanzothers', createdAt: 1 });
  for (const edition of ['members', 'public', 'anonymous'] as const) {
    const { folder } = await published(store, { edition });
    expect(JSON.stringify(contentsOf(folder))).not.toMatch(/zanz|private-board/i);
  }
});

test('the public site names who agreed, the anonymous one nobody; pages are only of who agreed', async () => {
  const store = await filled();
  const open = contentsOf((await published(store, { edition: 'public' })).folder);
  const ours = ([path]: [string, string]) => path !== 'assets/minisearch.js';
  const textIn = (files: Record<string, string>) =>
    Object.entries(files)
      .filter(ours)
      .map(([, content]) => content)
      .join('\n');
  expect(textIn(open)).toContain('<a href="../people/bo.html"><bdi>Bo</bdi></a>');
  expect(textIn(open)).not.toMatch(/\bana\b|Weaver\b|cleo|Nguyen/);
  const anonymous = contentsOf((await published(store, { edition: 'anonymous' })).folder);
  expect(Object.keys(anonymous).filter((path) => path.startsWith('people/'))).toEqual([]);
  expect(textIn(anonymous)).not.toMatch(/\bana\b|Weaver\b|cleo|Nguyen|\bbo\b|\bBo\b/);
});

test('a member who agrees no more loses the page with the next export', async () => {
  const store = await filled();
  const { folder } = await published(store);
  const { id } = (await store.members.byHandle(
    (await store.communities.byName('Weavers'))?.id ?? 0,
    'bo',
  )) ?? { id: 0 };
  await store.preferences.save(id, { page: false });
  const { report } = await published(store, { folder });
  expect(report.removed).toEqual(['people/bo.html']);
});

test('quoted people are named only when they agreed to it', async () => {
  const store = await filled();
  const { id: communityId } = (await store.communities.byName('Weavers')) ?? { id: 0 };
  const [one] = await store.handbook.byRefs(communityId, ['s1']);
  const ids = async (handle: string) =>
    (await store.members.byHandle(communityId, handle))?.id ?? 0;
  const quote = { snippetId: one?.id ?? 0, words: 'x', messages: [], dueAt: 9, createdAt: 1 };
  await store.quotes.add({ ...quote, memberId: await ids('cleo'), state: 'named' });
  await store.quotes.add({ ...quote, memberId: await ids('ana'), state: 'asked' });
  const page = contentsOf((await published(store)).folder)['snippets/S1.html'] ?? '';
  expect(page).toContain('<dt>With words of</dt><dd><bdi>Cleo Nguyen</bdi></dd>');
  expect(page).not.toContain('Ana Weaver');
});

test('a community that kept nothing has a site that says so', async () => {
  const { folder } = await published(await filled(kept.slice(0, 6)));
  expect(contentsOf(folder)['all.html']).toContain('Nothing is kept yet.');
});
