import { KnownError } from '../errors.ts';

/** A file or folder that cannot be used, as a sentence; undefined for any other error. */
export function pathProblem(error: unknown): KnownError | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof path !== 'string' || !/^(ENOENT|EISDIR|ENOTDIR|EACCES|EPERM|EROFS)$/.test(`${code}`)) {
    return undefined;
  }
  return new KnownError(
    'not_found',
    `${path} cannot be used (${code}). Check the path, and what this user may read and write.`,
  );
}
