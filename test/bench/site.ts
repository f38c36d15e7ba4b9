import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FolderReport } from '../../src/handbook/folder.ts';
import { readHandbook } from '../../src/handbook/gather.ts';
import type { Handbook } from '../../src/handbook/handbook.ts';
import { exportMarkdown } from '../../src/handbook/markdown/export-markdown.ts';
import { exportSite } from '../../src/handbook/site/export-site.ts';
import { openStore } from '../../src/store/store.ts';
import type { Entries } from '../../src/transfer/entry.ts';
import { importEntries } from '../../src/transfer/import.ts';
import { readJsonLines } from '../../src/transfer/jsonl.ts';
import { sources } from '../../src/transfer/sources.ts';
import { percentile, print } from './figures.ts';

/** How large the handbooks of the sample and of a real community are, and how long writing them takes. */
export async function site(dataFolder: string): Promise<void> {
  const quantum = join(dataFolder, 'stackexchange/quantum');
  const communities: readonly (readonly [string, boolean, () => Entries])[] = [
    ['sample', true, () => readJsonLines(join(import.meta.dirname, '../../data/sample.jsonl'))],
    ['quantum', existsSync(quantum), () => sources.stackexchange.read(quantum)],
  ];
  const rows = [];
  for (const [name, isThere, read] of communities) {
    if (isThere) rows.push(...(await figuresOf(name, read())));
    else console.log(`(${name} is not there: skipped)`);
  }
  print('handbooks', rows);
}

type Write = (handbook: Handbook, folder: string) => Promise<FolderReport>;

async function figuresOf(name: string, entries: Entries) {
  const store = openStore(':memory:');
  const newRef = () => crypto.randomUUID();
  await importEntries({ store, into: name, entries, newRef, now: Date.now(), keepAccepted: true });
  const [community] = await store.communities.all();
  if (!community) throw new Error('nothing was imported');
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const timed = async (write: Write, path: string) => {
    const start = performance.now();
    await store.read(async (tables) => {
      await write(await readHandbook(tables, community, 'members'), path);
    });
    return performance.now() - start;
  };
  const rows = [];
  for (const [kind, write] of [
    ['site', exportSite],
    ['markdown', exportMarkdown],
  ] as const) {
    const path = join(folder, kind);
    const [first, again] = [await timed(write, path), await timed(write, path)];
    rows.push({ community: name, kind, ...sizesIn(path), 'first ms': first, 'again ms': again });
  }
  rmSync(folder, { recursive: true });
  await store.close();
  return rows;
}

function sizesIn(folder: string) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => ({ name, content: readFileSync(join(parentPath, name)) }));
  const pages = files
    .filter(({ name }) => /^S\d+\b.*\.(?:html|md)$/.test(name))
    .map(({ content }) => content.length);
  const search = files.find(({ name }) => name === 'search-data.js')?.content;
  return {
    files: files.length,
    'total kB': files.reduce((sum, { content }) => sum + content.length, 0) / 1000,
    snippets: pages.length,
    'p50 page B': percentile(pages, 0.5),
    'p95 page B': percentile(pages, 0.95),
    'search kB': (search?.length ?? 0) / 1000,
    'gzipped kB': search ? gzipSync(search).length / 1000 : 0,
  };
}
