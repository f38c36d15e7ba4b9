import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { createCore } from '../../src/core.ts';
import { createEmbedder } from '../../src/search/embeddings.ts';
import { asking, type Fixture, openCommunity } from '../core/community.ts';

const path = '/v1/embeddings';
/** What the stand-in answers to texts. */
type Answer = (texts: readonly string[]) => { status: number; body: string } | undefined;

/** One dimension for boats, one for everything else, whatever they are called. */
const meaning = (text: string) => (/\b(ship|boat|vessel)\b/i.test(text) ? [1, 0.1] : [0.1, 1]);
const knows: Answer = (texts) => ({
  status: 200,
  body: JSON.stringify({ data: texts.map((text, index) => ({ index, embedding: meaning(text) })) }),
});

let here: Fixture;
let server: Server;
let answer: Answer;
let asked: string[][];
let headers: (string | undefined)[];
let logged: string;
let now: number;
let core: Fixture['core'];

beforeEach(async () => {
  here = await openCommunity();
  answer = knows;
  [asked, headers, logged, now] = [[], [], '', 0];
  server = createServer(async (request, response) => {
    const body = JSON.parse((await request.toArray()).join(''));
    expect(request.url).toBe(path);
    expect(body.model).toBe('small');
    asked.push(body.input);
    headers.push(request.headers.authorization);
    const said = answer(body.input);
    if (!said) request.socket.destroy();
    else response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const config = { url: `http://127.0.0.1:${port}${path}`, model: 'small', key: 'secret-key' };
  const embedder = createEmbedder(config, pino(sink), () => now);
  core = createCore({ ...here.world, embedder });
  for (const title of ['How do I paint the old vessel?', 'How do I paint the old house?']) {
    const { number } = await core.questions.ask(await here.as('Ana'), asking(title));
    await core.answers.add(await here.as('Bo'), number, 'With a brush.');
  }
});
afterEach(async () => {
  server.close();
  await here.close();
});

const found = async (words: string) => {
  const page = { limit: 5, offset: 0 };
  const { items } = await core.knowledge.search(await here.as('Eve'), words, undefined, page);
  return items.map(({ question }) => question?.number);
};

describe('an endpoint for embeddings', () => {
  test('brings up what means the same in other words', async () => {
    expect(await found('paint the old boat')).toEqual([1, 2]);
    expect(await found('paint the old shed')).toEqual([2, 1]);
    expect(headers[0]).toBe('Bearer secret-key');
  });

  test('gets each document once, and again when it has changed', async () => {
    await found('paint the old boat');
    await found('paint the old boat');
    expect(asked.map(({ length }) => length)).toEqual([3, 1]);
    const [, name] = [0, { question: 1, answer: 1 }];
    await core.answers.edit(await here.as('Bo'), name, 'With a roller.');
    await found('paint the old boat');
    expect(asked[2]).toHaveLength(2);
  });

  test('is not asked about what the operators say exactly', async () => {
    await found('"paint the old"');
    expect(asked).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['answers with an error', () => ({ status: 500, body: 'no' })],
    ['hangs up', () => undefined],
    ['says something else', () => ({ status: 200, body: '{"data":[]}' })],
    ['says nonsense', () => ({ status: 200, body: '<html>' })],
  ])('that %s is done without, and left alone for a minute', async (_what, wrong) => {
    answer = wrong;
    expect((await found('paint the old boat')).toSorted()).toEqual([1, 2]);
    expect(logged).toContain('embeddings failed');
    expect(logged).not.toMatch(/boat|secret-key/);
    await found('paint the old boat');
    expect(asked).toHaveLength(1);
    [now, answer] = [61_000, knows];
    expect(await found('paint the old boat')).toEqual([1, 2]);
    expect(asked).toHaveLength(2);
  });
});

test('without an endpoint nothing is sent', async () => {
  const page = { limit: 5, offset: 0 };
  await here.core.knowledge.search(await here.as('Eve'), 'paint the boat', undefined, page);
  expect(asked).toEqual([]);
});
