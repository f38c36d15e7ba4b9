import type { Store } from '../store/store.ts';
import type { Embedder } from './embeddings.ts';
import type { QueryText } from './query.ts';
import type { Hit } from './search.ts';

/** How much meaning counts beside words (a share of the best score). */
const weight = 0.15;
/** So many of the best are compared by meaning. */
const mostCompared = 20;
/** Characters of a text that the endpoint gets. */
const longest = 1_000;

/**
 * Reorders the best hits by score / best + .15 · cosine, where an endpoint for embeddings is configured
 * and answers in time; otherwise gives them as they are. Documents are sent when they are found for the
 * first time, together with the question, and remembered.
 */
export async function reorderByMeaning(
  store: Pick<Store, 'vectors' | 'documents'>,
  embedder: Embedder | undefined,
  { title, details = '' }: QueryText,
  hits: readonly Hit[],
): Promise<readonly Hit[]> {
  const [best] = hits;
  if (!embedder || !best) return hits;
  const compared = hits.slice(0, mostCompared);
  const known = await store.vectors.of(
    embedder.model,
    compared.map(({ documentId }) => documentId),
  );
  const missing = compared.map(({ documentId }) => documentId).filter((id) => !known.has(id));
  const texts = await store.documents.texts(missing);
  const question = `${title}\n${details}`.slice(0, longest);
  const [asked, ...made] =
    (await embedder.embed([question, ...texts.map(({ text }) => text.slice(0, longest))])) ?? [];
  if (!asked) return hits;
  const fresh = new Map(texts.flatMap(({ id }, i) => (made[i] ? [[id, made[i]] as const] : [])));
  await store.vectors.save(embedder.model, fresh);
  const vectors = new Map([...known, ...fresh]);
  const reordered = compared.map((hit) => {
    const vector = vectors.get(hit.documentId);
    const cosine = vector ? dot(asked, vector) : 0;
    return { ...hit, score: best.score * (hit.score / best.score + weight * cosine) };
  });
  return [...reordered.sort((a, b) => b.score - a.score), ...hits.slice(mostCompared)];
}

/** Of two vectors of length 1 the cosine; those of different models have nothing in common. */
function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0;
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
