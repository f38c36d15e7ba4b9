import { existsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { z } from 'zod';
import { KnownError } from '../errors.ts';
import { type Entries, type Entry, entrySchema, type Skipped, skipped } from './entry.ts';
import { type Line, readLines } from './lines.ts';
import { newestTime, shiftTimes } from './shift-times.ts';

/** Longest line, in bytes: a question of the longest text with a hundred revisions stays below. */
const longestLine = 64 * 1024 * 1024;

const header = z.object({ kind: z.literal('praxis'), version: z.int(), community: z.string() });

/**
 * Reads Praxis's own JSON Lines (https://jsonlines.org), one entry a line, the header first. A line
 * that is no entry is skipped with its number and what is wrong with it.
 *
 * @param options.shiftTo UTC milliseconds: all times are moved so that the newest becomes this one
 * @throws KnownError 'invalid' when the file is no export of Praxis, or of a newer Praxis; 'not_found'
 *   when it is not there.
 */
export async function* readJsonLines(
  file: string,
  options: { readonly shiftTo?: number; readonly longestLine?: number } = {},
): Entries {
  const limit = options.longestLine ?? longestLine;
  if (!existsSync(file)) {
    throw new KnownError(
      'not_found',
      `There is no ${file}. Name a file made with "praxis export".`,
    );
  }
  const shift = options.shiftTo === undefined ? 0 : options.shiftTo - (await newestIn(file, limit));
  for await (const entry of readEntries(file, limit)) {
    yield entry.kind === 'skipped' || shift === 0 ? entry : shiftTimes(entry, shift);
  }
}

async function newestIn(file: string, limit: number): Promise<number> {
  let newest = Number.NEGATIVE_INFINITY;
  for await (const entry of readEntries(file, limit)) {
    if (entry.kind !== 'skipped') newest = Math.max(newest, newestTime(entry));
  }
  return Number.isFinite(newest) ? newest : 0;
}

async function* readEntries(file: string, limit: number): AsyncGenerator<Entry | Skipped> {
  let isFirst = true;
  for await (const line of readLines(file, limit)) {
    if (line.text?.trim() === '') continue;
    if (isFirst) requireHeader(file, line);
    isFirst = false;
    yield readEntry(line);
  }
  if (isFirst) throw notOurs(file);
}

function readEntry(line: Line): Entry | Skipped {
  const where = `line ${line.number}`;
  if (line.text === undefined) return skipped(line.problem ?? 'a line that cannot be read', where);
  const value = parse(line.text);
  if (value === undefined) return skipped('a line that is not JSON', where);
  const entry = entrySchema.safeParse(value);
  if (entry.success) return entry.data;
  const [issue] = entry.error.issues;
  const field = issue?.path.filter((part) => typeof part === 'string').join('.');
  return skipped(`a line that is no entry: ${field ? `${field}: ` : ''}${issue?.message}`, where);
}

function requireHeader(file: string, line: Line): void {
  const first = header.safeParse(parse(line.text ?? ''));
  if (!first.success) throw notOurs(file);
  if (first.data.version === 1) return;
  throw new KnownError(
    'invalid',
    `${file} was written by a newer Praxis (format ${first.data.version}, this one knows 1). Update Praxis.`,
  );
}

function notOurs(file: string): KnownError {
  return new KnownError(
    'invalid',
    `${file} is not an export of Praxis: its first line must be {"kind":"praxis",…}. Name a file made with "praxis export".`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes the entries to a new file, one JSON object a line. The file appears under its name only when
 * it is whole and on the disk. Gives how many lines it has.
 * @throws KnownError 'conflict' when there is such a file: nothing is overwritten.
 */
export async function writeJsonLines(file: string, entries: AsyncIterable<Entry>): Promise<number> {
  if (existsSync(file)) throw alreadyThere(file);
  const draft = `${file}.${process.pid}.partial`;
  let count = 0;
  try {
    const handle = await open(draft, 'wx');
    try {
      let lines = '';
      for await (const entry of entries) {
        lines += `${JSON.stringify(entry)}\n`;
        count += 1;
        if (lines.length < 64 * 1024) continue;
        await handle.appendFile(lines);
        lines = '';
      }
      await handle.appendFile(lines);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file);
  } catch (error) {
    throw explain(error, file);
  } finally {
    await rm(draft, { force: true });
  }
  return count;
}

function explain(error: unknown, file: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' && syscall === 'link') return alreadyThere(file);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || isFull(code)) {
    return new KnownError(
      'unavailable',
      `${file} cannot be written (${code}). Name a file in a folder that exists, may be written, and has room.`,
    );
  }
  return error;
}

function alreadyThere(file: string): KnownError {
  return new KnownError('conflict', `${file} exists already. Name a new file for the export.`);
}

/** The disk is full, or the share of it that is ours. */
const isFull = (code: string | undefined) =>
  code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
