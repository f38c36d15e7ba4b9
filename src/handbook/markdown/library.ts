import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Content } from './content.ts';
import { type FrontMatter, type Mistake, readFrontMatter } from './front-matter.ts';
import { readBody } from './read.ts';

/** Where the files of snippets are, in the folder of a handbook. */
export const snippetFolder = 'snippets';

/** Larger than any snippet that can be kept. */
const largest = 2 * 1024 * 1024;
const mostFiles = 200_000;

/** A file of a snippet as somebody left it. */
export interface SnippetFile {
  readonly name: string;
  readonly fields: FrontMatter;
  readonly content: Content;
  readonly lineOf: (field: string) => number;
}

export type Read = SnippetFile | { readonly name: string; readonly mistakes: readonly Mistake[] };

/** The names of the files of snippets in a handbook, in alphabetical order; none when there is none. */
export async function snippetFiles(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, snippetFolder)).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = found.filter((name) => /\.md$/i.test(name) && !name.startsWith('.'));
  return names.sort().slice(0, mostFiles);
}

/** Reads one of them, or says what is wrong with it. */
export async function readSnippetFile(folder: string, name: string): Promise<Read> {
  const file = join(folder, snippetFolder, name);
  const wrong = (sentence: string): Read => ({ name, mistakes: [{ line: 1, sentence }] });
  const found = await lstat(file);
  if (!found.isFile())
    return wrong('this is no file but a link or a folder; put the file itself here');
  if (found.size > largest) return wrong(`this is larger than ${largest / 1024 / 1024} MB`);
  const text = decode(await readFile(file));
  if (text === undefined) return wrong('this is not UTF-8; save it as UTF-8');
  return readSnippet(name, text);
}

/** UTF-8 with or without a byte order mark, as lines that end the Unix way. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}

export function readSnippet(name: string, text: string): Read {
  const front = readFrontMatter(text);
  if ('mistakes' in front) return { name, mistakes: front.mistakes };
  const { fields, lineOf, body } = front;
  const { title, question, answer } = readBody(body);
  const content = {
    title: title ?? fields.title ?? '',
    question,
    answer,
    tags: fields.tags ?? [],
    isOutdated: fields.outdated !== undefined && fields.outdated !== false,
  };
  return { name, fields, content, lineOf };
}
