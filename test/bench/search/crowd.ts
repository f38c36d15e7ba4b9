import { analyse } from '../../../src/search/analyse.ts';
import type { Fields } from '../../../src/search/index/forward.ts';
import { readStream, type StreamEvent } from '../corpora.ts';

/** The questions that are asked, and not among what is found. */
const mostAsked = 1_000;

/** A community's history as documents, and its last questions. */
export interface Crowd {
  readonly documents: readonly Fields[];
  readonly asked: readonly { readonly title: string; readonly details: string }[];
  /** Milliseconds that reading one document's words took. */
  readonly analysis: number;
}

/** Every reply with its question, as terms. */
export async function readCrowd(file: string): Promise<Crowd> {
  const questions = new Map<string, { title: string; body: string; isRanked: boolean }>();
  const replies: StreamEvent[] = [];
  for await (const event of readStream(file)) {
    const { k, id, title, body, e } = event;
    if (k === 'q')
      questions.set(id, { title: title || body.slice(0, 300), body, isRanked: e === 1 });
    if (k === 'a') replies.push(event);
  }
  const last = [...questions].filter(([, { isRanked }]) => isRanked).slice(-mostAsked);
  const heldOut = new Set(last.map(([id]) => id));
  const start = performance.now();
  const terms = (text: string) => analyse(text).join(' ');
  const read = new Map<string, readonly [string, string]>();
  const documents = replies.flatMap(({ q, text }): Fields[] => {
    const question = questions.get(q);
    if (!question || heldOut.has(q)) return [];
    const [title, body] = read.get(q) ?? [terms(question.title), terms(question.body)];
    read.set(q, [title, body]);
    return [[title, body, terms(text)]];
  });
  const analysis = (performance.now() - start) / documents.length;
  return {
    documents,
    asked: last.map(([, { title, body }]) => ({ title, details: body })),
    analysis,
  };
}

/** So many documents: the first ones, and then the same questions with other answers. */
export function* documentsOf({ documents }: Crowd, size: number): Iterable<Fields> {
  for (let i = 0; i < size; i += 1) {
    const round = Math.floor(i / documents.length);
    const [title, question] = documents[i % documents.length] ?? ['', ''];
    const [, , answer] = documents[(i + round * 7_919) % documents.length] ?? ['', '', ''];
    yield [title, question, answer];
  }
}
