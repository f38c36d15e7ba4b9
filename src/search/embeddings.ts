import { z } from 'zod';
import type { Log } from '../log.ts';

/** An endpoint that speaks as https://platform.openai.com/docs/api-reference/embeddings says. */
export interface EmbeddingsConfig {
  readonly url: string;
  readonly model: string;
  readonly key: string | undefined;
}

/** What texts mean, as vectors of length 1 in their order. */
export interface Embedder {
  readonly model: string;
  /** Undefined when the endpoint is slow, down, or says something else. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[] | undefined>;
}

const reply = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});

/** Members wait for the reply, and platforms for three seconds. */
const patience = 1_000;
/** After a failure the endpoint is left alone for so long. */
const rest = 60_000;

/** Undefined where no endpoint is configured. */
export function embedderOf(
  config: EmbeddingsConfig | undefined,
  log: Log,
  clock: () => number,
): Embedder | undefined {
  return config && createEmbedder(config, log, clock);
}

/** Asks the endpoint. A failure is logged, without a word of what was asked. */
export function createEmbedder(
  { url, model, key }: EmbeddingsConfig,
  log: Log,
  clock: () => number,
): Embedder {
  let restsUntil = 0;

  async function ask(texts: readonly string[]): Promise<Float32Array[]> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input: texts }),
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`the endpoint answered ${response.status}`);
    const { data } = reply.parse(await response.json());
    const vectors = texts.map((_, i) => data.find(({ index }) => index === i)?.embedding);
    return vectors.map((vector) => {
      if (!vector) throw new Error('the endpoint left texts out');
      return ofLengthOne(vector);
    });
  }

  return {
    model,
    async embed(texts) {
      if (clock() < restsUntil) return undefined;
      try {
        return await ask(texts);
      } catch (error) {
        restsUntil = clock() + rest;
        const { name, message } = error as Error;
        log.warn({ event: 'embeddings failed', name, reason: message.slice(0, 200) });
        return undefined;
      }
    },
  };
}

function ofLengthOne(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (x) => x / length);
}
