import pino from 'pino';

export type Log = pino.Logger;

/** Keys whose values never reach a log line: secrets, and what members wrote. */
const redacted = ['token', 'secret', 'password', 'authorization', 'line', 'text', 'title', 'body'];

/**
 * A logger writing JSON lines to `file`, or to standard error when it is null (pretty on a TTY).
 * Events with fields; never message text, never tokens.
 */
export function openLog(level: string, file: string | null): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: redacted.flatMap((key) => [key, `*.${key}`]),
  };
  if (file) return pino(options, pino.destination({ dest: file, mkdir: true, sync: true }));
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  return pino(options, pino.transport({ target: 'pino-pretty', options: { destination: 2 } }));
}
