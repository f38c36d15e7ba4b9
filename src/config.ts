import { z } from 'zod';
import { KnownError } from './errors.ts';

const settings = z.object({
  PRAXIS_DB: z.string().min(1).default('data/local/praxis.db'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FILE: z.string().min(1).optional(),
  NO_COLOR: z.string().optional(),
});

export interface Config {
  readonly database: string;
  readonly logLevel: string;
  /** Where the log goes instead of its usual place. */
  readonly logFile: string | undefined;
  /** https://no-color.org */
  readonly noColour: boolean;
}

/** Every key that is read; `.env.example` lists the same. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/**
 * The settings in `env`; empty ones count as not set.
 * @throws KnownError 'invalid' naming every problem at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const read = settings.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new KnownError('invalid', `These settings need a look:\n  ${problems.join('\n  ')}`);
  }
  return {
    database: read.data.PRAXIS_DB,
    logLevel: read.data.LOG_LEVEL,
    logFile: read.data.LOG_FILE,
    noColour: read.data.NO_COLOR !== undefined,
  };
}
