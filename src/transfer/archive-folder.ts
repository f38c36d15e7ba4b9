import { createReadStream } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { KnownError } from '../errors.ts';
import type { Archive } from './archive.ts';
import { type ArchiveLimits, createMeter, decodeText, tooMuch } from './archive-limits.ts';

/** The files of a folder. Links are followed only to files that are inside it too. */
export async function openFolder(folder: string, limits: ArchiveLimits): Promise<Archive> {
  const root = await realpath(folder);
  const files: string[] = [];
  for await (const entry of await opendir(root, { recursive: true })) {
    if (!entry.isFile() && !entry.isSymbolicLink()) continue;
    files.push(relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    if (files.length > limits.files) throw tooMuch(folder, `${limits.files} files`);
  }
  const isThere = new Set(files);
  const read = createMeter(limits);

  return {
    files: files.sort(),
    async readText(path) {
      if (!isThere.has(path)) throw notThere(folder, path);
      const place = await realpath(join(root, path)).catch(() => undefined);
      if (place === undefined) throw notThere(folder, path);
      if (!place.startsWith(root + sep)) {
        throw new KnownError(
          'invalid',
          `${path} is a link that leads out of ${folder}. Remove it.`,
        );
      }
      if (!(await stat(place)).isFile()) throw notThere(folder, path);
      return decodeText(await read(path, createReadStream(place)), path);
    },
    close: async () => {},
  };
}

function notThere(folder: string, path: string): KnownError {
  return new KnownError('not_found', `There is no file ${path} in ${folder}. Export it again.`);
}
