import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import pino from 'pino';
import { createConsole } from '../../adapters/console/index.ts';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import { createCore } from '../../src/core.ts';
import { openStore } from '../../src/store/store.ts';
import { seed } from '../../src/transfer/seed.ts';

const now = Date.UTC(2026, 10, 23, 9);
const sample = { file: 'data/sample.jsonl', community: 'Software Craft' };

test('the conversation in the README is what one sees', async () => {
  const printed = /```console\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const typed = [...printed.matchAll(/^\S+ #\S+ › (.*)$/gm)].map((match) => `${match[1]}\n`);
  expect(typed.length).toBeGreaterThan(5);

  const folder = mkdtempSync(join(tmpdir(), 'praxis-readme-'));
  const database = join(folder, 'praxis.db');
  let refs = 0;
  const newRef = () => `ref ${refs++}`;
  const clock = () => now;
  await seed(database, sample, now, newRef);
  const store = openStore(database);
  const [community] = await store.communities.all();
  if (!community) throw new Error('the sample was not imported');
  const workspace = 'terminal';
  const place = { communityId: community.id, platform: 'console', externalId: workspace };
  await store.communities.connect({ ...place, name: 'Terminal' }, now);
  const core = createCore({ store, clock, newRef });
  const output = new PassThrough();
  const seen = text(output);
  const terminal = createConsole({
    community,
    workspace,
    members: core.members,
    cards: core.cards,
    keepFile: async (name: string) => `/kept/${name}`,
    newDelivery: newRef,
    input: Readable.from(typed),
    output,
    isTerminal: false,
    isColoured: false,
    width: () => 80,
    as: undefined,
    in: undefined,
    clock,
  });
  await terminal.start(createBot({ commands, core, log: pino({ level: 'silent' }) }));
  output.end();
  expect((await seen).trim()).toBe(printed.trim());
  await store.close();
  rmSync(folder, { recursive: true });
});
