import { expect, test } from '@jest/globals';
import { saidSetting } from '../../src/setting-kinds.ts';
import { type Setting, settingKeys, settings } from '../../src/settings.ts';
import { readText } from './source.ts';

test('docs/settings.md lists every setting, with what is usual, who sets it, and its sentence', () => {
  const rows = readText('docs/settings.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, key, usual, , , setBy, sentence]) => [key, usual, setBy, sentence]);
  const declared = settingKeys.map((key) => {
    const { is, usual, setBy, sentence }: Setting = settings[key];
    return [`\`${key}\``, saidSetting(is, usual), setBy, sentence];
  });
  expect(rows).toEqual(declared);
});
