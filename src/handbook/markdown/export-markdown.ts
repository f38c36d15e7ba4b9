import { type FolderReport, type Judge, manifestIn, type OutFile, writeFolder } from '../folder.ts';
import type { Handbook } from '../handbook.ts';
import { manifestOf } from '../manifest.ts';
import { fingerprintOf } from './content.ts';
import { tagsOf, writeReadme, writeTag } from './indexes.ts';
import { decode, readSnippet, readSnippetFile, snippetFiles, snippetFolder } from './library.ts';
import { writePage } from './page.ts';
import { pageMap } from './page-map.ts';
import { refOfFile } from './ref-of-file.ts';

/**
 * Writes the handbook as Markdown: a file a snippet, a page a topic, and README.md. Files that were
 * renamed keep their names, and those that were edited and not imported yet are left alone.
 */
export async function exportMarkdown(handbook: Handbook, folder: string): Promise<FolderReport> {
  const known = await namesIn(folder);
  const map = pageMap(handbook, known);
  const told = new Map<string, string>();

  async function* files(): AsyncGenerator<OutFile> {
    for await (const page of handbook.pages()) {
      const path = `${snippetFolder}/${map.nameOf(page.number)}`;
      const { content, fingerprint } = writePage(page, map);
      told.set(path, fingerprint);
      yield { path, content };
    }
    for (const [tag, some] of tagsOf(handbook.outlines.values())) {
      yield { path: `tags/${map.tagFile(tag)}`, content: writeTag(tag, some, map) };
    }
    yield { path: 'README.md', content: writeReadme(handbook, map) };
  }
  return writeFolder(folder, manifestOf(handbook, 'markdown'), files(), judgeBy(told));
}

/**
 * A file that was changed may be written over when what it says is known: it was imported, or says
 * what it said. `told` are the fingerprints of what is about to be written.
 */
function judgeBy(told: ReadonlyMap<string, string>): Judge {
  return (path, current) => {
    if (!path.startsWith(`${snippetFolder}/`)) return 'stranger';
    const text = decode(current);
    const read = text === undefined ? undefined : readSnippet(path, text);
    if (!read || 'mistakes' in read) return 'leave';
    const said = fingerprintOf(read.content);
    return said === read.fields.fingerprint || said === told.get(path) ? 'replace' : 'leave';
  };
}

/** The names that snippets' files have in the folder, by ref: as they were exported, renamed, or added. */
async function namesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const manifest = await manifestIn(folder);
  if (manifest?.edition !== 'members') return new Map();
  const names = new Map<string, string>();
  for (const name of await snippetFiles(folder)) {
    const read = await readSnippetFile(folder, name);
    if ('mistakes' in read) continue;
    const ref = read.fields.ref ?? refOfFile(manifest.community, name);
    if (!names.has(ref)) names.set(ref, name);
  }
  return names;
}
