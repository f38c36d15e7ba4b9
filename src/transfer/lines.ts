import { createReadStream } from 'node:fs';

/** A line of a file, or what is wrong with it. `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string | undefined;
  readonly problem?: string;
}

const lineFeed = 0x0a;

/**
 * The lines of a UTF-8 file, split at line feeds only (other readers also split at U+2028, which may
 * stand inside JSON). A line of more than `limit` bytes is not kept in memory; it comes as a problem.
 */
export async function* readLines(file: string, limit: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 1;
  let parts: Buffer[] = [];
  let size = 0;

  function keep(part: Buffer): void {
    size += part.length;
    if (size <= limit) parts.push(part);
    else parts = [];
  }

  function finish(): Line {
    const line = toLine();
    number += 1;
    parts = [];
    size = 0;
    return line;
  }

  function toLine(): Line {
    if (size > limit) {
      return { number, text: undefined, problem: `a line of more than ${limit} bytes` };
    }
    try {
      return { number, text: decoder.decode(Buffer.concat(parts)) };
    } catch {
      return { number, text: undefined, problem: 'a line that is not UTF-8' };
    }
  }

  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
      keep(piece.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < piece.length) keep(piece.subarray(start));
  }
  if (size > 0) yield finish();
}
