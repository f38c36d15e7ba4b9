import { KnownError } from '../errors.ts';

/** What an archive may cost. Sizes are of the unpacked bytes that really come, not of what a header says. */
export interface ArchiveLimits {
  readonly files: number;
  readonly bytesPerFile: number;
  /** Over all that is read from the archive. */
  readonly bytesInAll: number;
  /** Unpacked bytes for each packed one; text in JSON packs ten to fifty times. */
  readonly ratio: number;
}

const mebibyte = 1024 * 1024;

/** An export of Slack has one file for each channel and day. */
export const archiveLimits: ArchiveLimits = {
  files: 500_000,
  bytesPerFile: 128 * mebibyte,
  bytesInAll: 16 * 1024 * mebibyte,
  ratio: 200,
};

/** Below this a file is harmless whatever its ratio: a day without messages packs well. */
const ratioCountsFrom = mebibyte;

export function tooMuch(file: string, limit: string): KnownError {
  return new KnownError(
    'invalid',
    `${file} goes beyond what an export can be: ${limit}. Check where it comes from; unpack it and remove what is not needed.`,
  );
}

/** Decodes what was read. @throws KnownError 'invalid' when it is no UTF-8. */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new KnownError('invalid', `${file} is not UTF-8 text. Export it again.`);
  }
}

/** Collects a stream's bytes, and stops it as soon as they are too many. */
export function createMeter(limits: ArchiveLimits) {
  let inAll = 0;
  return async (file: string, stream: AsyncIterable<Buffer>, packed?: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of stream) {
      size += part.length;
      inAll += part.length;
      if (size > limits.bytesPerFile) throw tooMuch(file, `${limits.bytesPerFile} bytes in a file`);
      if (inAll > limits.bytesInAll) throw tooMuch(file, `${limits.bytesInAll} bytes in all`);
      if (packed !== undefined && size > ratioCountsFrom && size > packed * limits.ratio) {
        throw tooMuch(file, `unpacked ${limits.ratio} times as large as packed`);
      }
      parts.push(part);
    }
    return Buffer.concat(parts);
  };
}
