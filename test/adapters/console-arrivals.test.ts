import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { createConsole } from '../../adapters/console/index.ts';
import { type Courier, createCourier } from '../../adapters/courier.ts';
import { openStage, type Stage } from './stage.ts';

const minute = 60_000;

let stage: Stage;
let courier: Courier;
let input: PassThrough;
let written: string[];
let running: Promise<void>;

/** The console reading lines, with the courier looking after each of them. */
beforeEach(async () => {
  stage = await openStage();
  await stage.tell('ben', 'git', 'expertise add git');
  input = new PassThrough();
  written = [];
  const output = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      written.push(String(chunk));
      done();
    },
  });
  let deliveries = 0;
  const terminal = createConsole({
    community: stage.community,
    workspace: stage.workspace,
    members: stage.core.members,
    cards: stage.core.cards,
    clock: stage.clock,
    input,
    output,
    isTerminal: false,
    isColoured: false,
    width: () => 80,
    as: 'ana',
    in: 'git',
    keepFile: async (name: string) => `/kept/${name}`,
    newDelivery: () => `arrival-${++deliveries}`,
    heard: async () => void (await courier.run()),
  });
  const log = pino({ level: 'silent' });
  courier = createCourier({ core: stage.core, adapters: [terminal], log, random: () => 0.5 });
  running = terminal.start(stage.bot);
});

afterEach(async () => {
  input.end();
  await running;
  await stage.store.close();
});

/** What was printed for the lines, once all of them were done. */
async function type(...lines: readonly string[]): Promise<string> {
  const before = written.length;
  for (const line of lines) {
    input.write(`${line}\n`);
    const printed = written.length;
    while (written.length === printed) await new Promise(setImmediate);
  }
  return written.slice(before).join('');
}

test('what falls due is printed below the next line, for whom it is; its buttons are theirs', async () => {
  // Sunday, nine in the morning: experts are asked on Monday, half an hour into their day.
  await type('ask How do I undo a commit? #git');
  stage.pass(24 * 60 * minute + 30 * minute);
  expect(await type('help')).toMatch(
    /\n {2}\(only @ben sees this\)\n {4}You may know this: #1 How do I/,
  );
  expect(await type('2')).toContain('Only @ben saw that button');
  const taken = await type('as ben', '2');
  expect(taken).toContain('It is yours: who asked hears');
  expect(taken).toMatch(/\(only @ana sees this\)\n {4}@ben is looking into your question: #1/);
});

test('what arrives while nobody types is printed at once, and once', async () => {
  await type('ask How do I undo a commit? #git');
  stage.pass(24 * 60 * minute + 30 * minute);
  const before = written.length;
  await courier.run();
  await courier.run();
  expect(written.slice(before).filter((text) => text.includes('You may know this'))).toHaveLength(
    1,
  );
});
