import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KnownError } from '../errors.ts';
import {
  hashOf,
  type Manifest,
  manifestFile,
  readManifest,
  requireSame,
  writeManifest,
} from './manifest.ts';

/** A file to be written. Its path has forward slashes and at most one folder. */
export interface OutFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export interface FolderReport {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: readonly string[];
  /** Files that somebody changed since they were written: they are left alone. */
  readonly left: readonly string[];
}

/** What to do with a file that is not as it was written: 'stranger' when it is none of ours. */
export type Judge = (path: string, current: Buffer) => 'replace' | 'leave' | 'stranger';

/** Holds the new files until all of them are on the disk. */
const drafts = '.praxis-new';

/**
 * Brings a folder to hold these files: what is the same is not touched, what was written before and is
 * gone is removed, and what others put there stays. The new files are all on the disk before the first
 * old one is replaced, so that a disk that is full leaves the folder as it was.
 * @throws KnownError 'conflict' when something else is in the way, 'unavailable' when there is no room
 */
export async function writeFolder(
  folder: string,
  wanted: Manifest,
  files: AsyncIterable<OutFile>,
  judge: Judge = () => 'stranger',
): Promise<FolderReport> {
  const staging = join(folder, drafts);
  try {
    await mkdir(folder, { recursive: true });
    await rm(staging, { recursive: true, force: true });
    const before = await manifestIn(folder);
    if (before) requireSame(before, wanted, folder);
    return await bring(
      folder,
      staging,
      new Map(Object.entries(before?.files ?? {})),
      wanted,
      files,
      judge,
    );
  } catch (error) {
    throw explain(error, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function bring(
  folder: string,
  staging: string,
  before: ReadonlyMap<string, string>,
  wanted: Manifest,
  files: AsyncIterable<OutFile>,
  judge: Judge,
): Promise<FolderReport> {
  const now = new Map<string, string>();
  const fresh: string[] = [];
  const left: string[] = [];
  for await (const { path, content } of files) {
    const hash = hashOf(content);
    const current = await contentOf(folder, path);
    const was = before.get(path);
    const isAsWritten = current === undefined || hashOf(current) === was;
    if (current && hashOf(current) === hash) now.set(path, hash);
    else {
      const what = isAsWritten ? 'replace' : judge(path, current);
      if (what === 'stranger' && was === undefined) throw inTheWay(join(folder, path));
      if (what === 'replace') {
        await writeDraft(join(staging, path), content);
        fresh.push(path);
      } else left.push(path);
      now.set(path, what === 'replace' ? hash : (was ?? hashOf(current ?? '')));
    }
  }
  const removed: string[] = [];
  for (const [path, was] of before) {
    if (now.has(path)) continue;
    const current = await contentOf(folder, path);
    if (current === undefined) continue;
    if (hashOf(current) === was || judge(path, current) === 'replace') removed.push(path);
    else left.push(path);
  }
  const manifest = writeManifest({ ...wanted, files: Object.fromEntries(now) });
  const isSame = manifest === (await contentOf(folder, manifestFile))?.toString('utf8');
  if (!isSame) await writeDraft(join(staging, manifestFile), manifest);

  const isForAll = wanted.edition !== 'members';
  for (const path of fresh) await place(staging, folder, path, isForAll);
  for (const path of removed) await remove(folder, path);
  // Last, so that whoever is interrupted before finds what is left to do.
  if (!isSame) await place(staging, folder, manifestFile, false);
  return { written: fresh.length, unchanged: now.size - fresh.length - left.length, removed, left };
}

/** The manifest of what was exported to the folder before. */
export async function manifestIn(folder: string): Promise<Manifest | undefined> {
  const content = await contentOf(folder, manifestFile);
  return content && readManifest(content.toString('utf8'), join(folder, manifestFile));
}

/**
 * What a file holds; undefined when there is none.
 * @throws KnownError 'conflict' when a link or a folder stands in its place: it would lead elsewhere.
 */
export async function contentOf(folder: string, path: string): Promise<Buffer | undefined> {
  const file = join(folder, path);
  const parent = dirname(file);
  if (parent !== folder && existsSync(parent) && !(await lstat(parent)).isDirectory()) {
    throw inTheWay(parent);
  }
  // A link that leads nowhere is there, too.
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw inTheWay(file);
  return readFile(file);
}

async function writeDraft(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Moves a draft to its place; an edition for everyone may be read by everyone on this machine. */
async function place(staging: string, folder: string, path: string, isForAll: boolean) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  if (isForAll) {
    await chmod(join(staging, path), 0o644);
    await chmod(dirname(file), 0o755);
  }
  await rename(join(staging, path), file);
}

async function remove(folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  await rm(file);
  if (dirname(file) === folder) return;
  await rmdir(dirname(file)).catch((error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

function inTheWay(file: string): KnownError {
  return new KnownError(
    'conflict',
    `${file} is there already, and not from an export. Move it away, or name another folder.`,
  );
}

function explain(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const isRoom = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(`${code}`);
  if (!isRoom && !['ENOTDIR', 'EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes(`${code}`))
    return error;
  return new KnownError(
    'unavailable',
    isRoom
      ? `There is no room to write ${folder} (${code}); it is as it was. Make room, and export again.`
      : `${folder} cannot be written (${code}). Name a folder that may be written.`,
  );
}
