import { stat } from 'node:fs/promises';
import { KnownError } from '../errors.ts';
import { openFolder } from './archive-folder.ts';
import { archiveLimits } from './archive-limits.ts';
import { openZip } from './archive-zip.ts';

/** The files of an export, whether in a folder or in a zip. */
export interface Archive {
  /** Paths inside, with `/` between folders, in alphabetical order. */
  readonly files: readonly string[];
  /**
   * The whole text of a file.
   * @throws KnownError 'invalid' when the file goes beyond a limit, leads out of the archive or is no UTF-8.
   */
  readText(path: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a folder or a .zip file.
 * @throws KnownError 'not_found' when it is not there, 'invalid' when it is neither or breaks a limit.
 */
export async function openArchive(path: string, limits = archiveLimits): Promise<Archive> {
  const status = await stat(path).catch(() => undefined);
  if (!status) {
    throw new KnownError(
      'not_found',
      `There is no ${path}. Name the export's folder or .zip file.`,
    );
  }
  return status.isDirectory() ? openFolder(path, limits) : openZip(path, limits);
}
