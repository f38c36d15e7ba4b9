import { stat } from 'node:fs/promises';
import { KnownError } from '../errors.ts';
import type { Archive } from './archive.ts';
import { openFolder } from './archive-folder.ts';
import { archiveLimits } from './archive-limits.ts';
import { openZip } from './archive-zip.ts';

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
