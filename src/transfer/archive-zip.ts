import { basename } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { KnownError } from '../errors.ts';
import type { Archive } from './archive.ts';
import { type ArchiveLimits, createMeter, decodeText, tooMuch } from './archive-limits.ts';

/** The type of a Unix file, in the upper half of `externalFileAttributes`. */
const typeMask = 0o170000;
const symbolicLink = 0o120000;

/** The files of a zip; nothing is unpacked to the disk. yauzl refuses absolute paths and `..`. */
export async function openZip(path: string, limits: ArchiveLimits): Promise<Archive> {
  const name = basename(path);
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw broken(name, error);
  });
  try {
    const entries = await list(zip, name, limits);
    const read = createMeter(limits);
    return {
      files: [...entries.keys()].sort(),
      async readText(file) {
        const entry = entries.get(file);
        if (!entry) {
          throw new KnownError(
            'not_found',
            `There is no file ${file} in ${name}. Export it again.`,
          );
        }
        return decodeText(await inflate(zip, entry, read), file);
      },
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function list(
  zip: ZipFile,
  name: string,
  limits: ArchiveLimits,
): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const isFolder = entry.fileName.endsWith('/');
      const isLink = ((entry.externalFileAttributes >>> 16) & typeMask) === symbolicLink;
      if (isFolder || isLink) continue;
      if (entries.has(entry.fileName)) throw new Error(`it has two files named ${entry.fileName}`);
      entries.set(entry.fileName, entry);
      if (entries.size > limits.files) throw tooMuch(name, `${limits.files} files`);
    }
  } catch (error) {
    throw broken(name, error);
  }
  return entries;
}

async function inflate(
  zip: ZipFile,
  entry: Entry,
  read: ReturnType<typeof createMeter>,
): Promise<Buffer> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    return await read(entry.fileName, stream, entry.compressedSize);
  } catch (error) {
    throw broken(entry.fileName, error);
  }
}

/** yauzl's and zlib's errors are about the file, never about us. */
function broken(file: string, error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  return new KnownError(
    'invalid',
    `${file} cannot be read as (part of) a zip: ${problem}. Download or export it again.`,
  );
}
