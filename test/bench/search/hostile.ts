import { createSearch } from '../../../src/search/create-search.ts';
import type { JudgedSet } from '../corpora.ts';
import { show, timed } from '../figures.ts';

const fence = '```';
/** What nobody types in earnest. */
export const hostileQueries: Readonly<Record<string, string>> = {
  nothing: '',
  signs: '?!()[]{}"\'`*^:-+~',
  'FTS5 syntax': 'NEAR("a" b, 2) AND (title: x* OR NOT ^y)',
  'names of objects': 'constructor __proto__ hasOwnProperty toString prototype',
  '10,000 words': Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(' '),
  '100 kB without a space': 'a'.repeat(100_000),
  '100 kB of spaces': ' '.repeat(100_000),
  '100 kB of dots': 'a.'.repeat(50_000),
  '100 kB of dashes': `${'-'.repeat(100_000)}a`,
  '100 kB of slashes': '/a'.repeat(50_000),
  '100 kB of quotes': '"'.repeat(100_000),
  '100 kB of backticks': fence.repeat(33_000),
  '100 kB of Han': '数据库连接超时'.repeat(14_000),
  '100 kB of combining marks': `e${'\u0301'.repeat(100_000)}`,
  'camel humps': 'aB'.repeat(50_000),
  'right to left': 'كيف أعيد تعيين كلمة المرور؟ \u202Eabc\u202C',
  emoji: '👨‍👩‍👧‍👦'.repeat(2_000),
  'lone surrogates': '\uD800 \uDC00 x\uD83D',
  'words nobody wrote': Array.from({ length: 500 }, (_, i) => `zqxj${'abcdefghij'[i % 10]}kw`).join(
    ' ',
  ),
};

/** How long each takes in the set, as title and as details. */
export function hostile({ documents }: JudgedSet) {
  const { search } = createSearch(documents);
  const rows = Object.entries(hostileQueries).map(([query, text]) => ({
    query,
    'title ms': timed(() => search(text).verdict).ms,
    'details ms': timed(() => search('How do I do it?', { details: text }).verdict).ms,
    found: search(text).results.length,
  }));
  return show('hostile queries', rows);
}
