import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backUpFile, restore } from '../store/backups.ts';
import { verify } from '../store/verify.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import { clock, openExisting, withStore } from './machine.ts';

export async function backupTo(config: Config, file: string): Promise<void> {
  const isOurs = await backUpFile(config.database, file);
  console.log(`Wrote a backup of ${config.database} to ${file}.`);
  // One of an older version has no place to note it, and is left as it is.
  if (!isOurs) return;
  await withStore(openExisting(config), (store) =>
    store.upkeep.note('backup', { at: clock(), problem: null }),
  );
}

export async function restoreFrom(config: Config, file: string): Promise<void> {
  const kept = await restore(file, config.database);
  console.log(`${config.database} is what ${file} was.`);
  if (kept !== undefined) console.log(`What was there before is in ${kept}.`);
}

/** Ends with a status that is not 0 when something is wrong with it. */
export function verifyFile(config: Config, file = config.database): void {
  const { bytes, version, newest, counts, problems } = verify(file);
  const { questions, answers, snippets, members } = counts;
  console.log(
    `${file}: ${(bytes / 1e6).toFixed(1)} MB, ${questions} questions, ${answers} answers, ${snippets} snippets, ${members} members.`,
  );
  if (version < newest)
    console.log('An earlier Praxis wrote it; it is migrated at the next start.');
  if (problems.length === 0) {
    console.log('It is sound.');
    return;
  }
  console.log(`It is not sound:\n  ${problems.join('\n  ')}`);
  console.log('Restore a backup of before: praxis restore <file>');
  process.exitCode = 1;
}

const nameOf = (at: number) => `praxis-${new Date(at).toISOString().slice(0, 10)}.db`;
const ours = /^praxis-\d{4}-\d\d-\d\d\.db$/;

/**
 * Makes the backup of the day, unless it is there, and deletes the oldest of ours; notes how it went.
 * @returns the file that was made; undefined when there was nothing to do.
 * @throws what kept it from being made.
 */
export async function backUpDaily(
  { store, clock: now }: Pick<World, 'store' | 'clock'>,
  backups: Config['backups'],
): Promise<string | undefined> {
  if (!backups) return undefined;
  const { folder, kept } = backups;
  const at = now();
  const name = nameOf(at);
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).includes(name)) return undefined;
    await store.backup(join(folder, name));
    const all = readdirSync(folder).filter((file) => ours.test(file));
    for (const old of all.sort().slice(0, -kept)) rmSync(join(folder, old));
    await store.upkeep.note('backup', { at, problem: null });
    return join(folder, name);
  } catch (error) {
    await store.upkeep.note('backup', { at, problem: String((error as Error).message) });
    throw error;
  }
}
