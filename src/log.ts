import { mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';

export type Log = pino.Logger;

/** Keys whose values never reach a log line: secrets, and what members wrote. */
const redacted = ['token', 'secret', 'password', 'authorization', 'line', 'text', 'title', 'body'];

/**
 * A logger writing JSON lines to `file`, or to standard error when it is null (pretty on a TTY).
 * Events with fields; never message text, never tokens. A full disk stops nothing but the log.
 */
export function openLog(level: string, file: string | null): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: redacted.flatMap((key) => [key, `*.${key}`]),
  };
  if (file) {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(file, 'a');
    return pino(
      options,
      outlasting((line) => void writeSync(descriptor, line)),
    );
  }
  if (!process.stderr.isTTY) {
    const standard = pino.destination({ dest: 2, sync: true });
    return pino(
      options,
      outlasting((line) => void standard.write(line)),
    );
  }
  return pino(options, pino.transport({ target: 'pino-pretty', options: { destination: 2 } }));
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Lines that find no room are counted, and the number is the first thing said when there is room again. */
export function outlasting(write: (line: string) => void): { write(line: string): void } {
  let lost = 0;
  return {
    write(line) {
      try {
        // The last line that found room may have been cut.
        if (lost > 0) write(`\n${JSON.stringify({ event: 'log lines lost', lost })}\n`);
        lost = 0;
        write(line);
      } catch (error) {
        if (!noRoom.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
        lost += 1;
      }
    },
  };
}
