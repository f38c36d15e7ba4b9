import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesBelow, readText, root } from './source.ts';

test('every adapter signs the contract', () => {
  const adapters = new Set(
    filesBelow('adapters').flatMap((path) => /^adapters\/([^/]+)\//.exec(path)?.[1] ?? []),
  );
  const unsigned = [...adapters].flatMap((name) => {
    const path = `test/adapters/${name}.test.ts`;
    if (!existsSync(join(root, path))) return [`adapters/${name}: there is no ${path}`];
    const signs = /from '\.\/contract\.ts'/.test(readText(path));
    return signs ? [] : [`${path} does not import ./contract.ts`];
  });
  expect(unsigned).toEqual([]);
});
