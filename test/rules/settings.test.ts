import { expect, test } from '@jest/globals';
import { settingNames } from '../../src/main/config.ts';
import { readText } from './source.ts';

test('.env.example lists exactly the settings that are read', () => {
  const listed = Array.from(
    readText('.env.example').matchAll(/^#?[ \t]*([A-Z][A-Z0-9_]*)=/gm),
    ([, name]) => name,
  );
  expect(listed.toSorted()).toEqual(settingNames.toSorted());
});
