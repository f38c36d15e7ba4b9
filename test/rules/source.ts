import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** One file of ours. `code` is its text with the comments blanked out, line for line. */
export interface SourceFile {
  /** From the repository's root, with forward slashes: `src/core.ts`. */
  readonly path: string;
  readonly text: string;
  readonly code: string;
}

export interface Import {
  readonly from: string;
  readonly line: number;
  /** What stands in the quotes. */
  readonly specifier: string;
  /** The path from the root for one of our files; undefined for a package. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

/** Every TypeScript file below the folders (those that exist), in alphabetical order. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    filesBelow(folder)
      .filter((path) => path.endsWith('.ts'))
      .map(readSource),
  );
}

/** Every file below a folder of the repository; none when the folder is not there. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function readSource(path: string): SourceFile {
  const text = readText(path);
  return { path, text, code: withoutComments(text) };
}

/** A comment starts a line or follows a space; `https://` in a string does neither. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/(?<=^|\s)\/\*[\s\S]*?\*\//g, blank).replace(/(?<=^|\s)\/\/[^\n]*/g, blank);
}

const statement =
  /^[ \t]*(?:import|export)\s+(type\s)?(?:[^;'"]*?\bfrom\s*)?(?:'([^']+)'|"([^"]+)")/gm;
const dynamic = /\b(?:import|require)\s*\(\s*(?:(?:'([^']+)'|"([^"]+)")\s*[,)]|([^)]*))/g;

/** What the file imports, statically, by `import()` or by `require()`. A computed one is `(…)`. */
export function importsOf({ path, code }: SourceFile): readonly Import[] {
  const found = (index: number, specifier: string, typeOnly: boolean): Import => ({
    from: path,
    line: lineAt(code, index),
    specifier,
    target: specifier.startsWith('.')
      ? posix.normalize(posix.join(dirname(path), specifier))
      : undefined,
    typeOnly,
  });
  return [
    ...Array.from(code.matchAll(statement), (match) =>
      found(match.index, match[2] ?? match[3] ?? '', match[1] !== undefined),
    ),
    ...Array.from(code.matchAll(dynamic), (match) =>
      found(match.index, match[1] ?? match[2] ?? `(${match[3]})`, false),
    ),
  ];
}

/** Where the pattern stands in the code: `src/core.ts:12: Date.now()`. */
export function findings(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  const everywhere = new RegExp(pattern, `${pattern.flags.replace('g', '')}g`);
  return files.flatMap(({ path, code }) =>
    Array.from(
      code.matchAll(everywhere),
      (match) => `${path}:${lineAt(code, match.index)}: ${match[0].trim()}`,
    ),
  );
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** `src/core.ts:1 imports ./store/store.ts`, and why not. */
export function complaint({ from, line, specifier }: Import, why: string): string {
  return `${from}:${line} imports ${specifier}: ${why}`;
}
