import { expect, test } from '@jest/globals';
import { rights, type Standing } from '../../src/rights.ts';
import { readText } from '../rules/source.ts';

const columns: readonly Standing[] = ['author', 'owner', 'verifier', 'asked', 'curator'];

test('the table of who may do what to a snippet is the one in the docs', () => {
  const [, table = ''] = readText('docs/knowledge.md').split('### Who may do what');
  const rows = [...table.matchAll(/^\| (\S[^|]*?) *\|(.*)\|$/gm)].slice(2);
  const told = rows.map(([, act, cells = '']) => [
    act,
    columns.filter((_, i) => cells.split('|')[i]?.trim() === 'yes'),
  ]);
  expect(Object.fromEntries(told)).toEqual(rights);
});
