import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from '@jest/globals';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Entries, Entry, Skipped } from '../../src/transfer/entry.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { importEntries } from '../../src/transfer/import.ts';

const folders: string[] = [];
const stores: Store[] = [];

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, gone after the test. */
export function scratch(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-transfer-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** An empty store, closed after the test. */
export function freshStore(path = ':memory:'): Store {
  const store = openStore(path);
  stores.push(store);
  return store;
}

export const now = Date.parse('2026-11-01T12:00:00Z');

let refs = 0;

export function load(
  store: Store,
  entries: Entries,
  options: { into?: string; keepAccepted?: boolean } = {},
) {
  const newRef = () => {
    refs += 1;
    return `made-${refs}`;
  };
  return importEntries({ store, into: 'Weavers', entries, newRef, now, ...options });
}

/** The community as the lines of its export, without the header. */
export async function dumpOf(store: Store, name = 'Weavers'): Promise<string[]> {
  const community = await store.communities.byName(name);
  const lines: string[] = [];
  for await (const entry of exportEntries(store, community?.id ?? 0)) {
    if (entry.kind !== 'praxis') lines.push(JSON.stringify(entry));
  }
  return lines;
}

export async function* streamOf(entries: Iterable<Entry | Skipped>): Entries {
  yield* entries;
}

export async function collect(entries: Entries): Promise<(Entry | Skipped)[]> {
  const all: (Entry | Skipped)[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

export function entriesOfKind<K extends (Entry | Skipped)['kind']>(
  entries: readonly (Entry | Skipped)[],
  kind: K,
): Extract<Entry | Skipped, { kind: K }>[] {
  return entries.filter(
    (entry): entry is Extract<Entry | Skipped, { kind: K }> => entry.kind === kind,
  );
}
