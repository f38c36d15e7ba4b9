import { type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { KnownError } from '../../src/errors.ts';

/** What became of opening the store in another process. */
export type Opened =
  | { readonly outcome: 'opened' }
  | { readonly outcome: 'refused'; readonly code: string; readonly sentence: string }
  | { readonly outcome: 'crashed'; readonly output: string };

/** Another process that runs `script` of this folder. */
export function start(script: string, args: readonly string[], options: SpawnOptions = {}) {
  return spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
  });
}

/** Opens the store in another process, and says what it said. */
export async function openElsewhere(file: string, options: SpawnOptions = {}): Promise<Opened> {
  const child = start('opener.ts', [file], options);
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  child.stderr?.on('data', (data) => {
    output += data;
  });
  await new Promise((resolve) => child.on('close', resolve));
  try {
    return JSON.parse(output) as Opened;
  } catch {
    return { outcome: 'crashed', output };
  }
}

/** The error that `act` ends with; undefined when it does not. */
export function refusal(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What a KnownError says; anything else is thrown on. */
export function sentenceOf(error: unknown): string {
  if (error instanceof KnownError && error.code === 'unavailable') return error.message;
  throw error ?? new Error('it was not refused');
}
