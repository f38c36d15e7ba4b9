import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { isThere, openBrowser, openPage, serve, violationsOn } from './browser.ts';
import { filled, inPlaceOf, kept, snippet } from './library.ts';
import { published } from './site-reader.ts';

const long = 'select '.repeat(60);
const wide = `|${'column name|'.repeat(12)}\n|${'-|'.repeat(12)}\n|${'value|'.repeat(12)}`;
const all = [
  ...kept,
  snippet({
    number: 12,
    title: 'How do I weave `a very long name` without a break? '.repeat(4).trim(),
    question: `${'x'.repeat(300)} and\n# A heading\n### And one below`,
    answer: `\`\`\`sql\n${long}\n\`\`\`\n\n${wide}\n\n> Quoted: https://example.org/${'y'.repeat(200)}\n\n1. one\n2. two\n\n[words](https://example.org) C++ in café. 古い織機の話`,
    tags: ['c++', 'loom', 'a-tag-that-is-as-long-as-tags-may-be-in-characters'],
  }),
  snippet({ number: 13, title: 'Where are bobbins bought?', tags: ['loom'] }),
  inPlaceOf(13, 2),
];
const paths = ['index.html', 'topics.html', 'all.html', 'topics/warp.html', 'people/bo.html'];
const pages = [...paths, 'snippets/S1.html', 'snippets/S4.html', 'snippets/S12.html'];
const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };

/** Where there is no Chromium this says so in the names of its tests, and looks at nothing. */
const inBrowser = (name: string, look: () => Promise<void>) =>
  test(`${name}${isThere ? '' : ' (there is no Chromium here, so nobody looked)'}`, async () => {
    if (isThere) await look();
  });

let browser: Browser;
let server: { origin: string; close(): void };
const folder = mkdtempSync(join(tmpdir(), 'praxis-site-'));

beforeAll(async () => {
  if (!isThere) return;
  await published(await filled(all), { folder });
  server = await serve(folder);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

// Colours are judged in both schemes, places and sizes on both screens.
for (const [viewport, colorScheme] of [
  [phone, 'dark'],
  [desktop, 'light'],
] as const) {
  const name = `every page is accessible by all the rules of axe, ${viewport.width} pixels wide, ${colorScheme}`;
  inBrowser(name, async () => {
    // The tool is a script of its own, which the page's policy would refuse.
    const { page, close } = await openPage(browser, { viewport, colorScheme, bypassCSP: true });
    for (const path of pages) {
      await page.goto(`${server.origin}/${path}`);
      expect([path, await violationsOn(page)]).toEqual([path, []]);
    }
    await close();
  });
}

inBrowser('no page is wider than a phone, and only code and tables scroll', async () => {
  const { page, wrong, close } = await openPage(browser, { viewport: { width: 320, height: 700 } });
  for (const path of pages) {
    await page.goto(`${server.origin}/${path}`);
    const widths = await page.evaluate<number[]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    );
    expect([path, widths[0]]).toEqual([path, widths[1]]);
  }
  expect(wrong).toEqual([]);
  await close();
});

const places = [
  ['a file server', () => server.origin],
  ['the disk', () => `file://${folder}`],
] as const;

for (const [place, rootOf] of places) {
  inBrowser(
    `the search finds words, names of code and beginnings, from ${place}, and asks nobody else`,
    async () => {
      const { page, asked, wrong, close } = await openPage(browser);
      await page.goto(`${rootOf()}/snippets/S2.html`);
      // Nothing of the search is loaded before somebody searches.
      expect(asked.filter((url) => /minisearch|search-data/.test(url))).toEqual([]);
      const found = async (words: string) => {
        await page.fill('#words', words);
        await page.locator('[role=status]:not(:text("Searching"))').waitFor();
        return page.locator('.found li a').allTextContents();
      };
      expect(await found('yarn')).toEqual(['Which yarn?']);
      expect(await found('slowly')).toEqual(['How do I warp?']);
      expect(await found('c++')).toContain('How do I warp?');
      expect(await found('cafe')).toHaveLength(1);
      expect(await found('織機')).toEqual([expect.stringContaining('How do I weave')]);
      expect(await found('tangl')).toEqual(['How do I warp?']);
      expect(await found('slowli')).toEqual(['How do I warp?']);
      expect((await found('loom')).slice(-3).toSorted()).toEqual([
        'Old loom',
        'S2',
        'Where are bobbins bought?',
      ]);
      // What is superseded says by what, and leads there.
      expect(await found('bobbins')).toEqual(['Where are bobbins bought?', 'S2']);
      const about = page.locator('.found li p');
      expect(await about.textContent()).toBe('Superseded by S2 · loom');
      expect(await about.locator('a').getAttribute('href')).toMatch(/snippets\/S2\.html$/);
      expect(await found('zanzisecret')).toEqual([]);
      expect(await page.locator('[role=status]').textContent()).toBe(
        'Nothing found. Try other words.',
      );

      await found('slowly');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement?.textContent')).toBe('How do I warp?');
      await page.keyboard.press('Enter');
      await page.waitForURL(/S1\.html$/);
      expect(asked.filter((url) => !url.startsWith(rootOf()))).toEqual([]);
      expect(wrong).toEqual([]);
      await close();
    },
  );
}

inBrowser('with the keyboard one gets past the top, into the search and out of it', async () => {
  const { page, close } = await openPage(browser);
  await page.goto(`${server.origin}/snippets/S12.html`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement?.className')).toBe('skip');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement?.id')).toBe('main');
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement?.id')).toBe('words');
  await page.keyboard.type('warp/');
  await page.locator('.found li a').first().waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('.found').isVisible()).toBe(false);
  await close();
});

inBrowser(
  'without scripts everything can be read and reached, and no search is shown',
  async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${server.origin}/index.html`);
    expect(await page.locator('.search').isVisible()).toBe(false);
    await page.click('text=All answers');
    await page.click('text=How do I warp?');
    expect(await page.locator('h1').textContent()).toBe('How do I warp?');
    await page.click('.tags >> text=warp');
    await page.click('text=Which yarn?');
    expect(await page.locator('.answer').textContent()).toContain('#42 says why');
    await close();
  },
);

inBrowser('on paper stands what is said, and nothing to click', async () => {
  const { page, close } = await openPage(browser, { colorScheme: 'dark' });
  await page.goto(`${server.origin}/snippets/S1.html`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('.top').isVisible()).toBe(false);
  expect(await page.locator('.answer').isVisible()).toBe(true);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
    'rgb(255, 255, 255)',
  );
  await close();
});

inBrowser('what a member wrote runs nothing, whatever it is', async () => {
  const bait = [
    '<script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 1">',
    '[x](javascript:globalThis.ran=1) <svg onload="globalThis.ran=1">',
    '</script><script>globalThis.ran = 1</script>\u2028',
  ];
  const store = await filled([
    ...kept,
    ...bait.map((answer, at) =>
      snippet({ number: 20 + at, title: answer, question: answer, answer }),
    ),
  ]);
  const { folder: hostile } = await published(store);
  const { page, asked, close } = await openPage(browser);
  for (const path of [
    'index.html',
    'snippets/S20.html',
    'snippets/S21.html',
    'snippets/S22.html',
  ]) {
    await page.goto(`file://${hostile}/${path}`);
    await page.fill('#words', 'script');
    await page.locator('.found li a').first().waitFor();
    for (const link of await page.locator('main .text a').all()) await link.click({ trial: true });
    expect(await page.evaluate('"ran" in globalThis')).toBe(false);
  }
  expect(asked.filter((url) => !url.startsWith(`file://${hostile}`))).toEqual([]);
  await close();
});
