import { describe, expect, test } from '@jest/globals';
import { htmlToMarkdown } from '../../src/transfer/html.ts';
import { threadTimeOf } from '../kit/thread-time.ts';

describe('HTML as Markdown', () => {
  test('keeps code blocks, links, lists and emphasis', () => {
    const html =
      '<p>Use <code>a_b</code> <em>here</em>: <a href="https://e.org/x">this</a></p>\n' +
      '<pre><code>if (a &lt; b)\n  *c* = "d_e";\n</code></pre><ul><li>one</li><li>two</li></ul>';
    expect(htmlToMarkdown(html)).toBe(
      'Use `a_b` _here_: [this](https://e.org/x)\n\n```\nif (a < b)\n  *c* = "d_e";\n```\n\n- one\n- two',
    );
  });

  test('leaves signs of Markdown in plain text as they were written', () => {
    expect(htmlToMarkdown('<p>snake_case, 2 * 3, [x], C# &amp; $\\alpha$</p>')).toBe(
      'snake_case, 2 * 3, [x], C# & $\\alpha$',
    );
  });

  test.each([
    ['<div>'.repeat(50_000)],
    ['<b>'.repeat(80_000)],
    ['<b></i>'.repeat(40_000)],
    ['<ul><li>'.repeat(20_000)],
    ['<table><tr><td>a'.repeat(15_000)],
    ['<a href="'.repeat(20_000)],
    ['<!--'.repeat(45_000)],
    ['<'.repeat(190_000)],
    ['&'.repeat(190_000)],
    [`<li>${'\t '.repeat(95_000)}</li>`],
    [`<blockquote>${'>\n'.repeat(95_000)}</blockquote>`],
    [`<pre><code>${'`'.repeat(190_000)}</code></pre>`],
    ['<p>a</p>'.repeat(20_000)],
    ['<b>x</b>'.repeat(20_000)],
    ['<p><b>'.repeat(19) + 'a<i>b</i>'.repeat(480)],
    ['<p>x</p>'.repeat(20_000)],
  ])('takes little time for hostile HTML (case %#)', (html) => {
    expect(threadTimeOf(() => htmlToMarkdown(html))).toBeLessThan(5_000);
  });

  test('takes the tags off what is nested beyond reason', () => {
    expect(htmlToMarkdown(`${'<div>'.repeat(100)}a &lt; b`)).toBe('a < b');
  });
});
