import { expect, test } from '@jest/globals';
import { complaint, type Import, importsOf, sourceFiles } from './source.ts';

const imports = sourceFiles('src', 'commands', 'adapters').flatMap(importsOf);
const ours = imports.filter(({ target }) => target !== undefined);
const everywhere = /^/;
/** The composition root: the file that starts, and its room. */
const isMain = /^src\/main(\.ts$|\/)/;

/** What the files of a room may import of ours. The first row that fits a file is its room. */
const rooms: readonly { readonly name: string; readonly files: RegExp; readonly may: RegExp }[] = [
  { name: 'main sees every room', files: isMain, may: everywhere },
  { name: 'errors import nothing', files: /^src\/errors\.ts$/, may: /(?!)/ },
  { name: 'the model imports nothing', files: /^src\/model\.ts$/, may: /(?!)/ },
  {
    name: 'the nouns of a part know the model alone',
    files: /^src\/model-[a-z]+\.ts$/,
    may: /^src\/model\.ts$/,
  },
  {
    name: 'the store knows only the model, errors and limits',
    files: /^src\/store\//,
    may: /^src\/(store\/|(model(-[a-z]+)?|errors|limits)\.ts$)/,
  },
  { name: 'the core knows only the core and the store', files: /^src\//, may: /^src\// },
  {
    name: 'the kit knows no domain word',
    files: /^commands\/kit\//,
    may: /^(commands\/kit\/|src\/(core|errors|log|members|model|secrets)\.ts$)/,
  },
  {
    name: 'views know the kit and the core',
    files: /^commands\/views\//,
    may: /^(commands\/(kit|views)\/|src\/)/,
  },
  {
    name: 'commands know views, the kit and the core',
    files: /^commands\//,
    may: /^(commands\/|src\/(?!store\/))/,
  },
  {
    name: 'an adapter knows commands, the core and itself',
    files: /^adapters\//,
    may: /^(commands\/|src\/(?!store\/)|adapters\/[^/]+$)/,
  },
];

const folderOf = (path: string) => /^adapters\/[^/]+\//.exec(path)?.[0];

function isAllowed({ from, target = '' }: Import): boolean {
  const own = folderOf(from);
  if (own !== undefined && target.startsWith(own)) return true;
  if (isMain.test(target)) return isMain.test(from) && target !== 'src/main.ts';
  return rooms.find(({ files }) => files.test(from))?.may.test(target) ?? false;
}

test('imports are read at all', () => {
  expect(ours.length).toBeGreaterThan(100);
});

test('arrows between rooms run one way only', () => {
  const wrong = ours.filter((found) => !isAllowed(found));
  expect(
    wrong.map((found) =>
      complaint(found, rooms.find(({ files }) => files.test(found.from))?.name ?? 'no room'),
    ),
  ).toEqual([]);
});

test('adapters never import each other', () => {
  const across = ours.filter(({ from, target = '' }) => {
    const other = folderOf(target);
    return from.startsWith('adapters/') && other !== undefined && other !== folderOf(from);
  });
  expect(across.map((found) => complaint(found, 'this is another adapter'))).toEqual([]);
});

test('nothing in src but main imports commands or adapters', () => {
  const upward = ours.filter(
    ({ from, target = '' }) =>
      from.startsWith('src/') && !isMain.test(from) && /^(commands|adapters)\//.test(target),
  );
  expect(upward.map((found) => complaint(found, 'the core has no chat words'))).toEqual([]);
});

test('views are pure: of the core they import types alone', () => {
  const values = ours.filter(
    ({ from, target = '', typeOnly }) =>
      from.startsWith('commands/views/') && target.startsWith('src/') && !typeOnly,
  );
  expect(values.map((found) => complaint(found, 'write `import type`'))).toEqual([]);
});

test('every import says literally what it imports', () => {
  const computed = imports.filter(({ specifier }) => specifier.startsWith('('));
  expect(computed.map((found) => complaint(found, 'the rules cannot read it'))).toEqual([]);
});
