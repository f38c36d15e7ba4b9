import { existsSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import manifest from '../../package.json' with { type: 'json' };
import { filesBelow, lineAt, readText, root } from './source.ts';

const documents = ['README.md', ...filesBelow('docs')].filter(
  (path) => path.endsWith('.md') && existsSync(join(root, path)),
);
const ignored = readText('.gitignore').split('\n').filter(Boolean);
const files = ['src', 'commands', 'adapters', 'data', 'test', 'docs', '.ci', '.github'].flatMap(
  filesBelow,
);

const fence = /^([ \t]*)(```|~~~)[\s\S]*?^\1\2/gm;

/** Something in a document, and where it stands. */
interface Mention {
  readonly path: string;
  readonly line: number;
  readonly words: string;
}

function mentions(path: string, text: string, pattern: RegExp): readonly Mention[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    path,
    line: lineAt(text, match.index),
    words: match[1] ?? '',
  }));
}

const say = ({ path, line, words }: Mention, why: string) => `${path}:${line}: ${words} ${why}`;

/** Prose alone: what stands in a fence is a conversation or a listing. */
function prose(path: string): string {
  return readText(path).replace(fence, (block) => block.replace(/[^\n]/g, ' '));
}

/** A path of ours: it starts with one of our folders, or names a source file. */
function isOurs(words: string): boolean {
  if (!/^(\.\/)?[\w.@-]+(\/[\w.@-]+)*\/?$/.test(words)) return false;
  if (ignored.some((name) => words === name || words.startsWith(name))) return false;
  const [first = ''] = words.replace(/^\.\//, '').split('/');
  const isBelow = words.includes('/') && existsSync(join(root, first));
  return isBelow || /\.(ts|sql|md)$/.test(words);
}

function exists(words: string): boolean {
  const path = words.replace(/^\.\//, '');
  if (existsSync(join(root, path))) return true;
  return !path.includes('/') && files.some((file) => basename(file) === path);
}

test('every path that a document names in backticks exists', () => {
  const named = documents.flatMap((path) => mentions(path, prose(path), /`([^`\n]+)`/g));
  const missing = named.filter(({ words }) => isOurs(words) && !exists(words));
  expect(missing.map((mention) => say(mention, 'does not exist'))).toEqual([]);
});

test('every link between documents leads somewhere', () => {
  const links = documents.flatMap((path) =>
    mentions(path, prose(path), /\]\((?![a-z]+:|#)([^)#\s]+)/g),
  );
  const dead = links.filter(
    ({ path, words }) => !existsSync(join(root, posix.join(dirname(path), words))),
  );
  expect(dead.map((mention) => say(mention, 'leads nowhere'))).toEqual([]);
});

test('every npm script that a document names exists', () => {
  const scripts = Object.keys(manifest.scripts);
  /** npm's own commands; `start` and `test` are scripts. https://docs.npmjs.com/cli/commands */
  const ofNpm = ['ci', 'cit', 'i', 'install', 'install-ci-test', 'run', 'exec', 'ls', 'audit'];
  const named = documents.flatMap((path) => {
    const text = readText(path);
    return [
      ...mentions(path, text, /\bnpm run (?:--?[a-z-]+ )*([a-z][\w:-]*)/g),
      ...mentions(path, text, /(?:^|[`$] ?|&& )npm (?!run\b)([a-z][\w:-]*)/gm).filter(
        ({ words }) => !ofNpm.includes(words),
      ),
    ];
  });
  const missing = named.filter(({ words }) => !scripts.includes(words));
  expect(missing.map((mention) => say(mention, 'is no script of package.json'))).toEqual([]);
});
