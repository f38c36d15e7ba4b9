import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Entry } from '../../src/transfer/entry.ts';

/** Something that may answer a question. */
export interface JudgedDocument {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly answer: string;
}

/** Documents, and queries with what answers them. */
export interface JudgedSet {
  readonly documents: readonly JudgedDocument[];
  readonly queries: readonly JudgedQuery[];
}

/** A query with the document it came from (to be left out) and the documents that answer it. */
export interface JudgedQuery {
  readonly title: string;
  readonly body: string;
  readonly self: string;
  readonly rel: readonly string[];
}

/** A folder of `docs.jsonl` and `queries.jsonl`. */
export function readJudged(folder: string): JudgedSet {
  const lines = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { documents: lines('docs.jsonl'), queries: lines('queries.jsonl') };
}

/** One event of a community's history: a question, an answer or thanks. `t` in seconds. */
export interface StreamEvent {
  readonly t: number;
  readonly k: 'q' | 'a' | 'thx' | 'v';
  readonly id: string;
  readonly q: string;
  readonly u: string;
  readonly ch: string;
  readonly title: string;
  readonly body: string;
  readonly text: string;
  readonly e?: number;
}

export async function* readStream(file: string): AsyncGenerator<StreamEvent> {
  let rest = '';
  const text = createReadStream(file).pipe(createGunzip()).setEncoding('utf8');
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line);
  }
}

/**
 * The history as entries, but for the questions held out and what was answered to them: thanks accept
 * the first answer that the thanked person gave.
 */
export async function* streamEntries(
  events: AsyncIterable<StreamEvent>,
  heldOut: ReadonlySet<string> = new Set(),
): AsyncGenerator<Entry> {
  const workspace = 'bench:stream';
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key) !== undefined;
  const firstAnswer = new Map<string, string>();
  yield { kind: 'workspace', key: workspace, name: 'stream', createdAt: time(0) };
  for await (const { t, k, ...event } of events) {
    if (heldOut.has(event.id) || heldOut.has(event.q)) continue;
    const createdAt = time(t);
    if (k !== 'v' && isNew(`u ${event.u}`)) {
      const who = { ref: event.u, handle: event.u, name: event.u, role: 'member' as const };
      yield { kind: 'member', ...who, joinedAt: createdAt, accounts: [] };
    }
    if (k === 'q') {
      const channel = { workspace, id: event.ch, name: event.ch };
      if (isNew(`c ${event.ch}`)) yield { kind: 'channel', ...channel, private: false, createdAt };
      const title = (event.title || event.body).slice(0, 300).toWellFormed().trim() || '–';
      const words = { title, body: event.body.slice(0, 100_000).toWellFormed() };
      const rest = { anonymous: false, closed: false, tags: [], watchers: [], revisions: [] };
      const when = { number: null, createdAt, editedAt: null };
      yield {
        kind: 'question',
        ref: event.id,
        workspace,
        channel: event.ch,
        author: event.u,
        ...words,
        ...rest,
        ...when,
      };
    } else if (k === 'a' && event.text.trim() !== '') {
      const ref = `${event.q} ${event.u} ${t}`;
      if (!isNew(`a ${ref}`)) continue;
      if (!firstAnswer.has(`${event.q} ${event.u}`)) firstAnswer.set(`${event.q} ${event.u}`, ref);
      const body = event.text.slice(0, 100_000).toWellFormed();
      const when = { number: null, createdAt, editedAt: null, revisions: [] };
      yield { kind: 'answer', ref, question: event.q, author: event.u, body, ...when };
    } else if (k === 'thx') {
      const answer = firstAnswer.get(`${event.q} ${event.u}`);
      if (answer && isNew(`t ${event.q}`))
        yield { kind: 'acceptance', answer, by: null, at: createdAt };
    }
  }
}
