import { describe, expect, test } from '@jest/globals';
import { htmlToMarkdown } from '../../src/transfer/html.ts';

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

  test('takes the tags off what is nested beyond reason, in little time', () => {
    const start = performance.now();
    expect(htmlToMarkdown(`${'<div>'.repeat(100_000)}a &lt; b`)).toBe('a < b');
    expect(htmlToMarkdown('<b>'.repeat(100_000))).toBe('');
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
