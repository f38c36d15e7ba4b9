import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach } from '@jest/globals';
import { programEnv } from '../main/environment.ts';
import { root } from '../rules/source.ts';

/** Where the programs of a test file run, and their databases stand. */
export const folder = mkdtempSync(join(tmpdir(), 'praxis-slack-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `npm start` with these settings alone; gives the log's events as they come. */
export function start(
  db: string,
  env: Readonly<Record<string, string>>,
  ...words: readonly string[]
) {
  return running([process.execPath, ...program(db, words)], env);
}

/** The same with a limit on files and sockets that are open at once. */
export function startLimited(files: number, db: string, env: Readonly<Record<string, string>>) {
  const limited = 'ulimit -n "$0" && exec "$@"';
  return running(['bash', '-c', limited, `${files}`, process.execPath, ...program(db, [])], env);
}

const program = (db: string, words: readonly string[]) => [
  join(root, 'src/main.ts'),
  '--db',
  join(folder, db),
  ...words,
];

function running([file = '', ...args]: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...programEnv, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  /** Every line so far. */
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  /** The next log line with that event. */
  async function until(event: string): Promise<Record<string, unknown>> {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      said.push(line.value);
      const entry = line.value.startsWith('{') ? JSON.parse(line.value) : { said: line.value };
      if (entry.event === event || entry.said) return entry;
    }
    throw new Error(`it ended without ${event}`);
  }
  return { child, until, said };
}

/** A `/praxis` command's delivery. */
export const command = (url: string, text: string, trigger: string) => ({
  command: '/praxis',
  text,
  team_id: 'T1',
  user_id: 'U1',
  user_name: 'ana',
  channel_id: 'C1',
  channel_name: 'general',
  trigger_id: trigger,
  response_url: `${url}/respond/1`,
});
