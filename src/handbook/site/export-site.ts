import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type FolderReport, type OutFile, writeFolder } from '../folder.ts';
import type { Handbook } from '../handbook.ts';
import { manifestOf } from '../manifest.ts';
import { writeAll, writeIndex, writePerson, writeTopic, writeTopics } from './list-pages.ts';
import { createSearchData } from './search-data.ts';
import { personPath, type SiteMap, siteMap, snippetPath, tagPath } from './site-map.ts';
import { writeSnippetPage } from './snippet-page.ts';

/** Writes the handbook as a site of plain files: for any web server, or to be opened from the disk. */
export async function exportSite(handbook: Handbook, folder: string): Promise<FolderReport> {
  return writeFolder(folder, manifestOf(handbook, 'site'), filesOf(siteMap(handbook)));
}

async function* filesOf(map: SiteMap): AsyncGenerator<OutFile> {
  const search = createSearchData();
  for await (const page of map.handbook.pages()) {
    search.add(page);
    yield { path: snippetPath(page.number), content: writeSnippetPage(page, map) };
  }
  for (const [tag, outlines] of map.tags) {
    yield { path: tagPath(tag), content: writeTopic(tag, outlines, map) };
  }
  for (const handle of map.people.keys()) {
    yield { path: personPath(handle), content: writePerson(handle, map) };
  }
  yield { path: 'index.html', content: writeIndex(map) };
  yield { path: 'topics.html', content: writeTopics(map) };
  yield { path: 'all.html', content: writeAll(map) };
  yield { path: 'assets/search-data.js', content: search.finish() };
  for (const name of ['site.css', 'search.js']) {
    const content = await readFile(join(import.meta.dirname, 'assets', name));
    yield { path: `assets/${name}`, content };
  }
  yield { path: 'assets/minisearch.js', content: await minisearch() };
}

/** The build of https://github.com/lucaong/minisearch that a browser runs without a bundler. */
function minisearch(): Promise<Buffer> {
  const main = createRequire(import.meta.url).resolve('minisearch');
  return readFile(join(main, '../../umd/index.js'));
}
