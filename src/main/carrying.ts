import { existsSync } from 'node:fs';
import { chooseCommunity } from '../communities.ts';
import { KnownError } from '../errors.ts';
import { indexStale } from '../search/documents.ts';
import { openStore } from '../store/store.ts';
import { exportEntries } from '../transfer/export.ts';
import { importEntries } from '../transfer/import.ts';
import { writeJsonLines } from '../transfer/jsonl.ts';
import { describeImport } from '../transfer/report.ts';
import { type SourceOptions, sources } from '../transfer/sources.ts';
import type { Config } from './config.ts';
import { clock, newRef, openExisting, progress, withStore } from './machine.ts';

export async function importFrom(
  config: Config,
  kind: keyof typeof sources,
  path: string,
  options: SourceOptions & { readonly into?: string },
): Promise<void> {
  if (!existsSync(path)) {
    throw new KnownError('not_found', `There is nothing at ${path}. Check the path.`);
  }
  await withStore(openStore(config.database), async (store) => {
    const into = options.into ?? (await chooseCommunity(store, undefined)).name;
    const { read, keepAccepted } = sources[kind];
    const report = await importEntries({
      store,
      into,
      entries: read(path, options),
      newRef,
      now: clock(),
      keepAccepted,
      onProgress: ({ read: count }) => progress(`read ${count}`),
    });
    const indexed = await indexStale(store, (count) => progress(`made ${count} searchable`));
    console.log(describeImport(report, indexed));
  });
}

export async function exportTo(
  config: Config,
  file: string,
  name: string | undefined,
): Promise<void> {
  await withStore(openExisting(config), async (store) => {
    const community = await chooseCommunity(store, name);
    const lines = await store.read((tables) =>
      writeJsonLines(file, exportEntries(tables, community.id)),
    );
    console.log(`Wrote ${lines} lines of "${community.name}" to ${file}.`);
  });
}
