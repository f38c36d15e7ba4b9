import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { safeName, slugOf, snippetFile } from '../../src/handbook/file-names.ts';
import {
  type Content,
  escapeLine,
  joinBody,
  splitBody,
  unescapeLine,
} from '../../src/handbook/markdown/content.ts';
import { fromFile, toMarkdown } from '../../src/handbook/markdown/defuse.ts';
import { readSnippet } from '../../src/handbook/markdown/library.ts';
import { contentInFile, writePage } from '../../src/handbook/markdown/page.ts';
import { pageMap } from '../../src/handbook/markdown/page-map.ts';
import { parseMarkdown, walk } from '../../src/handbook/markdown/tree.ts';
import { cleanText } from '../../src/text.ts';
import { contentsOf, exported, filled, imported, kept, snippet } from './library.ts';

const map = pageMap({ outlines: new Map(), edition: 'members' });
const empty = { type: 'root' as const, children: [] };
const typesIn = (text: string) =>
  Array.from(walk(parseMarkdown(text) ?? empty), ({ type }) => type);

const bait = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'text <b>bold</b> <!-- hidden --> <?php ?> <![CDATA[x]]>',
  '<details>\n<summary>x</summary>\n\n**y**\n\n</details>',
  '\\<b>\\\\<i>\\\\\\<u>',
  '![tracker](https://evil.example/p.gif)',
  '![a][b]\n\n[b]: https://evil.example/p.gif',
  '[x](javascript:alert(1))',
  '[x](data:text/html,hi) [y](../../README.md) [z](#top)',
  '<javascript:alert(1)>',
  '[https://bank.example](https://evil.example)',
  '[![x](javascript:1)](javascript:2)',
  '[a]: javascript:alert(1)\n\n[a]',
  '[![img](https://x.example/y.png)](https://z.example)',
];

const answers: readonly string[] = [
  ...bait,
  '---\ntitle: injected\n---\n# Other',
  '## Answer\n\n\\## Answer\n## Answer',
  '<!-- Praxis writes what is below; it is not read back. -->\n\nhidden?',
  '```\n<!-- Praxis writes what is below; it is not read back. -->\n```',
  '# Heading\n> [!CAUTION]\n> x',
  '\u202ereversed \u2066isolated zero\u200bwidth',
  'two lines\u2028and\u2029more',
  '>'.repeat(5_000),
  '- '.repeat(5_000),
  '['.repeat(3_000),
  'S1 #42 [S1](S1.md) `S1` S1',
];

test.each(bait)('%j is text or a plain link in a file', (text) => {
  const written = toMarkdown(text, map);
  const types = typesIn(written);
  expect(types).not.toContain('html');
  expect(types).not.toContain('image');
  expect(types).not.toContain('imageReference');
  const urls = Array.from(
    walk(parseMarkdown(written) ?? empty),
    (node) => 'url' in node && node.url,
  );
  for (const url of urls) if (url) expect(url).toMatch(/^(?:https?|mailto):/);
});

test('code stays as it is, whatever is in it', () => {
  const text = 'Say `<b>` and\n\n```html\n<script>![x](y)</script>\n```\n\n    <indented>';
  expect(toMarkdown(text, map)).toBe(text);
  expect(fromFile(text)).toBe(text);
});

test.each(answers)('a snippet that says %j comes back from its file as it was', async (answer) => {
  const all = [...kept, snippet({ number: 9, title: 'Bait', question: answer, answer })];
  const store = await filled(all);
  const { folder } = await exported(store);
  const { report } = await imported(store, folder);
  expect(report).toMatchObject({ same: 4, edited: [], conflicts: [] });
  expect(Object.keys(contentsOf(folder)).filter((path) => path.startsWith('snippets/S9'))).toEqual([
    'snippets/S9-bait.md',
  ]);
});

const titles: readonly string[] = [
  '---',
  '"; rm -rf / #',
  'title: x\nowner: admin',
  '../../../etc/passwd',
  'CON',
  '\u202eevil.exe',
  '{{ site.secret }} &lt;b> *x* _y_ [l](javascript:1) `c` ~s~',
  'x'.repeat(300),
  '👩‍👩‍👧‍👦 日本語 ıİ',
  '# # #',
  '1. - + =',
];

test.each(titles)('the title %j is only a title', async (title) => {
  const clean = cleanText(title).replace(/\s+/g, ' ');
  const store = await filled([...kept, snippet({ number: 9, title: clean })]);
  const { folder } = await exported(store);
  const path = Object.keys(contentsOf(folder)).find((one) => /\/S9[-.]/.test(one)) ?? '';
  expect(path).toMatch(/^snippets\/S9(?:-[a-z0-9-]{1,60})?\.md$/);
  const read = readSnippet(path, contentsOf(folder)[path] ?? '');
  expect(read).toMatchObject({ fields: { title: clean, owner: 'ana' }, content: { title: clean } });
  expect((await imported(store, folder)).report).toMatchObject({ same: 4 });
});

describe('names of files', () => {
  test('tags and handles become names that every system takes, no two the same', () => {
    const names = [
      'c',
      'c#',
      'c++',
      '.net',
      'node.js',
      'con',
      'nul.x',
      'com1',
      'a/b',
      'çelik',
      'a..b',
      'a.',
      '_5f',
      '日本',
    ];
    const safe = names.map(safeName);
    expect(new Set(safe).size).toBe(names.length);
    for (const name of safe)
      expect(name).toMatch(/^(?!(?:con|nul|com1)(?:\.|$))[a-z0-9_][a-z0-9_.-]*(?<!\.)$/);
    expect(safeName('日'.repeat(50)).length).toBeLessThanOrEqual(100);
  });

  test('any two names stay apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (a, b) => {
          if (a !== b) expect(safeName(a)).not.toBe(safeName(b));
          expect(safeName(a)).toMatch(/^[a-z0-9_.-]+$/);
        },
      ),
    );
  });

  test('a title of no Latin letter leaves the number', () => {
    expect(snippetFile(7, '日本語')).toBe('S7.md');
    expect(slugOf('Çà et là: 100 %!')).toBe('ca-et-la-100');
  });
});

describe('for any text', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '\\',
    '`',
    '```\n',
    '![',
    '](',
    ')',
    '[',
    '\n',
    '\n\n',
    '## Answer',
    '# ',
    '> ',
    '- ',
    '    ',
    'S1',
    '#42',
    'word ',
    '<b>',
    'https://a.example ',
    '|',
    '---\n',
    '&amp;',
    '*',
    '_',
    '~~',
    '<!--',
    '-->',
    'javascript:',
    ': ',
    '^',
    '\t',
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => cleanText(pieces.join('')));

  test('no HTML and no picture is in a file, and what is in it reads as it was written', () => {
    const outlines = new Map([[1, { ...snippetOutline }]]);
    const linked = pageMap({ outlines, edition: 'members' });
    fc.assert(
      fc.property(text, text, (question, answer) => {
        const written = toMarkdown(answer, linked);
        const types = typesIn(written);
        expect(types).not.toContain('html');
        expect(types).not.toContain('image');
        const content: Content = {
          title: 'T',
          question,
          answer: answer || 'x',
          tags: [],
          isOutdated: false,
        };
        const page = {
          ...snippetOutline,
          ...content,
          quoted: [],
          channel: null,
          link: null,
          helpful: 0,
          createdAt: 0,
          related: [],
        };
        const read = readSnippet('S1.md', writePage(page, linked).content);
        expect('content' in read && read.content).toEqual(contentInFile(content, linked));
      }),
      { numRuns: 200 },
    );
  });

  test('question and answer are taken apart as they were put together', () => {
    fc.assert(
      fc.property(text, text, (question, answer) => {
        const said = answer || 'x';
        expect(splitBody(joinBody(question, said))).toEqual({ question, answer: said });
      }),
    );
  });

  test('a line means itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        expect(unescapeLine(escapeLine(line))).toBe(line);
      }),
    );
  });
});

const snippetOutline = {
  ref: 's1',
  number: 1,
  title: 'T',
  tags: [],
  author: null,
  owner: null,
  verifiedBy: null,
  verifiedAt: 0,
  outdatedAt: null,
  supersededBy: null,
  questionNumber: 42,
};

test('paths that are written stay below the folder', async () => {
  const { folder } = await exported(
    await filled([...kept, snippet({ number: 9, title: '../x', tags: ['..', 'a/../b'] })]),
  );
  for (const path of Object.keys(contentsOf(folder))) expect(join('/', path)).toBe(`/${path}`);
});
