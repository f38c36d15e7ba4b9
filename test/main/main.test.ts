import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { programEnv } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'praxis-main-'));
const main = join(import.meta.dirname, '../../src/main.ts');
const at = (name: string) => join(folder, name);
const db = at('praxis.db');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program where no `.env` is, with these words and this input. */
function praxis(args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    env: programEnv,
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

const firstLine = (text: string) => text.split('\n', 1)[0];

beforeAll(() => {
  const said = praxis(['--db', db], 'questions mine\n');
  expect(said).toMatchObject({ status: 0, stderr: '' });
  expect(said.stdout).toContain('Your questions');
});

describe('the program', () => {
  test('tells its version and helps with every subcommand', () => {
    expect(praxis(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const name of ['start', 'import', 'export', 'backup', 'restore', 'verify']) {
      const { status, stdout } = praxis([name, '--help']);
      expect([status, firstLine(stdout)]).toEqual([0, expect.stringContaining(`praxis ${name}`)]);
    }
  });

  test('keeps what was said, from one start to the next', () => {
    const line = 'ask Which of you keeps bees on the office roof?\n';
    expect(praxis(['--db', db, 'start', '--as', 'kofi', '--in', 'general'], line).stdout).toContain(
      'Posted as #37 in #general.',
    );
    expect(praxis(['--db', db, 'start', '--as', 'lena'], 'show 37\n').stdout).toContain('bees');
  });

  test('runs a script from a file', () => {
    writeFileSync(at('script.txt'), 'as greta\nprofile\n');
    const { stdout } = praxis(['--db', db, 'start', '--script', at('script.txt')]);
    expect(stdout).toContain('greta #general › profile');
  });

  test('exports what it imports, to the byte, and imports again without a change', () => {
    expect(praxis(['--db', db, 'export', at('one.jsonl')]).status).toBe(0);
    const again = [
      '--db',
      at('copy.db'),
      'import',
      'jsonl',
      at('one.jsonl'),
      '--into',
      'Software Craft',
    ];
    expect(praxis(again).stdout).toContain('Nothing was skipped.');
    expect(praxis(again).stdout).toMatch(/question: 37 read, 0 added, 37 known/);
    expect(praxis(['--db', at('copy.db'), 'export', at('two.jsonl')]).status).toBe(0);
    expect(readFileSync(at('two.jsonl'))).toEqual(readFileSync(at('one.jsonl')));
  });

  test('exports a handbook as files and as a site, and imports what was edited in the files', () => {
    const written = praxis(['--db', db, 'export', '--markdown', at('book'), '--site', at('site')]);
    expect([written.status, written.stderr]).toEqual([0, '']);
    expect(written.stdout).toMatch(/^Wrote \d+ snippets of "Software Craft" to \S+book: \d+ files/);
    expect(existsSync(join(at('site'), 'index.html'))).toBe(true);
    const file = join(at('book'), 'snippets/S1-undo-my-last-commit-but-keep-the-changes.md');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('Nothing is pushed yet.', 'Not pushed.'),
    );
    const back = praxis(['--db', db, 'import', 'markdown', at('book'), '--as', '@lena']);
    expect(back.stdout).toMatch(/as @lena:\n {2}as they were: \d+\n {2}edited: 1 \(S1\)\n/);
    expect(praxis(['--db', db, 'start', '--in', 'git'], 'snippet show S1\n').stdout).toContain(
      'Not pushed.',
    );
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('says what is missing, or does not go together, for a handbook', () => {
    const said = (...args: string[]) => firstLine(praxis(['--db', db, ...args]).stderr);
    expect(said('export')).toBe('Name a file, or a folder with --markdown or --site.');
    expect(said('export', at('all.jsonl'), '--public')).toMatch(/^A file holds everything/);
    expect(said('export', '--site', at('x'), '--public', '--anonymous')).toMatch(/^Choose one/);
    expect(said('import', 'markdown', at('book'))).toBe(
      'Say whose edits these are: --as <handle>.',
    );
    expect(said('import', 'markdown', at('book'), '--as', 'nobody')).toMatch(/^There is no member/);
    expect(existsSync(at('all.jsonl'))).toBe(false);
  });

  test('backs up to a new file that it can start from, and never over an old one', () => {
    expect(praxis(['--db', db, 'backup', at('saved.db')]).status).toBe(0);
    expect(praxis(['--db', at('saved.db')], 'show 37\n').stdout).toContain('bees');
    expect(praxis(['--db', db, 'backup', at('saved.db')])).toMatchObject({
      status: 1,
      stderr: `${at('saved.db')} exists already. Name a new file for the backup.\n`,
    });
  });

  test('puts a backup back, keeps what was there, and says of both whether they are sound', () => {
    const moved = at('moved.db');
    copyFileSync(at('saved.db'), moved);
    expect(praxis(['--db', moved], 'ask What came after the backup?\n').stdout).toContain('#38');
    expect(praxis(['--db', moved, 'restore', at('saved.db')])).toMatchObject({
      status: 0,
      stdout: `${moved} is what ${at('saved.db')} was.\nWhat was there before is in ${moved}.replaced.\n`,
    });
    expect(praxis(['--db', moved, 'verify']).stdout).toMatch(
      /, 37 questions, .*\nIt is sound\.\n$/,
    );
    expect(praxis(['verify', `${moved}.replaced`]).stdout).toContain(', 38 questions, ');
    const nowhere = praxis(['verify', at('nowhere.db')]);
    expect([nowhere.status, nowhere.stderr]).toEqual([
      1,
      `There is no database ${at('nowhere.db')}.\n`,
    ]);
  });

  test('ends with one sentence, and leaves the file alone, when the database is damaged', () => {
    copyFileSync(db, at('damaged.db'));
    truncateSync(at('damaged.db'), 5_000);
    const before = readFileSync(at('damaged.db'));
    const { status, stderr, stdout } = praxis(['--db', at('damaged.db')], 'questions\n');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The database \S+damaged\.db is damaged\. [^\n]+\n$/);
    expect(readFileSync(at('damaged.db'))).toEqual(before);
  });

  test('makes no database to save nothing from it', () => {
    for (const word of ['backup', 'export']) {
      const { status, stderr } = praxis(['--db', at('no.db'), word, at(`${word}.out`)]);
      expect([status, stderr]).toEqual([1, `There is no database ${at('no.db')}. Check --db.\n`]);
    }
    expect(existsSync(at('no.db'))).toBe(false);
  });

  test('says which path is wrong', () => {
    const script = praxis(['--db', db, 'start', '--script', at('nowhere.txt')]);
    expect([script.status, script.stderr]).toEqual([1, expect.stringMatching(/nowhere\.txt/)]);
    const source = praxis(['--db', db, 'import', 'jsonl', at('nowhere.jsonl')]);
    expect(source.stderr).toBe(`There is nothing at ${at('nowhere.jsonl')}. Check the path.\n`);
    const saved = praxis(['--db', db, 'backup', at('no/saved.db')]);
    expect(saved.stderr).toBe(`There is no folder ${at('no')}. Make it first.\n`);
  });

  test('leaves the log of a lost database alone', () => {
    writeFileSync(at('lost.db-wal'), 'the last changes');
    const { status, stderr } = praxis(['--db', at('lost.db')], 'questions\n');
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^The database \S+lost\.db is gone/),
    ]);
    expect(readFileSync(at('lost.db-wal'), 'utf8')).toBe('the last changes');
  });

  test('keeps what it writes to its user', () => {
    for (const name of ['praxis.db', 'praxis.log', 'one.jsonl', 'saved.db']) {
      expect([name, statSync(at(name)).mode & 0o077]).toEqual([name, 0]);
    }
  });

  test('names every setting that needs a look', () => {
    const env = { ...programEnv, LOG_LEVEL: 'loud' };
    const { status, stderr } = spawnSync(process.execPath, [main], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^These settings need a look:\n {2}LOG_LEVEL: /);
  });

  test('says which communities there are when it is told of none of them', () => {
    const { status, stderr } = praxis(['--db', db, 'start', '--community', 'Nowhere']);
    expect([status, stderr]).toEqual([
      1,
      'There is no community "Nowhere" here. Name one of "Software Craft" with --community.\n',
    ]);
  });

  test('logs one line for each invocation, without a word of what was said', () => {
    const lines = readFileSync(join(folder, 'praxis.log'), 'utf8').trim().split('\n');
    const invocations = lines
      .map((line) => JSON.parse(line))
      .filter((one) => one.event === 'invocation');
    expect(invocations.length).toBeGreaterThan(3);
    expect(invocations[0]).toMatchObject({
      command: 'questions mine',
      door: 'slash',
      outcome: 'show',
    });
    expect(lines.join('\n')).not.toContain('bees');
  });

  test('finishes and ends when it is asked to stop', () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, [${JSON.stringify(main)}, '--db', ${JSON.stringify(db)}]);
      child.stdin.write('questions\\n');
      child.stdout.on('data', () => child.kill('SIGTERM'));
      child.on('exit', (code, signal) => console.log(JSON.stringify({ code, signal })));`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual({ code: 0, signal: null });
  });
});
