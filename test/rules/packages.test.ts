import { expect, test } from '@jest/globals';
import manifest from '../../package.json' with { type: 'json' };
import { complaint, importsOf, sourceFiles } from './source.ts';

/** Where a package may be imported, in whole or for its types. */
const homes: Readonly<Record<string, RegExp>> = {
  '@discordjs/': /^adapters\/discord\//,
  '@resvg/': /^adapters\/pictures\.ts$/,
  '@secretlint/': /^src\/secret-rules\.ts$/,
  '@slack/': /^adapters\/slack\//,
  'better-sqlite3': /^src\/store\//,
  croner: /^src\/notices\//,
  commander: /^src\/main\.ts$/,
  'discord.js': /^adapters\/discord\//,
  kysely: /^src\/store\//,
  'mdast-util-': /^src\/handbook\//,
  'micromark-extension-': /^src\/handbook\/markdown\//,
  minisearch: /^src\/handbook\/site\//,
  natural: /^src\/search\/stemmers\.ts$/,
  'node-html-markdown': /^src\/transfer\//,
  'node:readline': /^adapters\/console\//,
  pino: /^src\/log\.ts$/,
  sax: /^src\/transfer\//,
  yaml: /^src\/handbook\/markdown\//,
  yauzl: /^src\/transfer\//,
  zod: /^(src|adapters)\//,
};

const packages = sourceFiles('src', 'commands', 'adapters')
  .flatMap(importsOf)
  .filter(({ target, specifier }) => target === undefined && !specifier.startsWith('('));

const homeOf = (specifier: string) =>
  Object.entries(homes).find(
    ([name]) => specifier === name || specifier.startsWith(/[/-]$/.test(name) ? name : `${name}/`),
  );

test('a package is imported only in its home', () => {
  const abroad = packages.flatMap((found) => {
    const home = homeOf(found.specifier);
    if (!home || home[1].test(found.from)) return [];
    return [complaint(found, `the home of ${home[0]} is ${home[1].source}`)];
  });
  expect(abroad).toEqual([]);
});

test('every package that is imported has a home in this list, and is a dependency', () => {
  const dependencies = Object.keys(manifest.dependencies);
  const strangers = packages.filter(({ specifier }) => {
    const isDependency = dependencies.some(
      (name) => specifier === name || specifier.startsWith(`${name}/`),
    );
    const isBuiltIn = specifier.startsWith('node:');
    return !isBuiltIn && !(isDependency && homeOf(specifier));
  });
  expect(strangers.map((found) => complaint(found, 'it has no home yet'))).toEqual([]);
});

test('natural is imported by the module, never by its root, which is slow to load', () => {
  const roots = packages.filter(({ specifier }) => specifier === 'natural');
  expect(roots.map((found) => complaint(found, 'name the one module that is used'))).toEqual([]);
});
