import type { Db } from './schema.ts';

/** What the words of documents mean, as an endpoint for embeddings put it: vectors of length 1. */
export function vectorStore(db: Db) {
  return {
    /** Those that the model made of the documents; a document that has changed since has none. */
    async of(model: string, documentIds: readonly number[]): Promise<Map<number, Float32Array>> {
      if (documentIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('document_vector')
        .select(['document_id as id', 'vector'])
        .where('model', '=', model)
        .where('document_id', 'in', documentIds)
        .execute();
      return new Map(
        rows.map(({ id, vector }) => [id, new Float32Array(new Uint8Array(vector).buffer)]),
      );
    },

    async save(model: string, vectors: ReadonlyMap<number, Float32Array>): Promise<void> {
      for (const [id, { buffer, byteOffset, byteLength }] of vectors) {
        const row = { model, vector: new Uint8Array(buffer, byteOffset, byteLength) };
        // The document may have gone while it was thought about.
        await db
          .insertInto('document_vector')
          .columns(['document_id', 'model', 'vector'])
          .expression((from) =>
            from
              .selectFrom('document')
              .select((of) => [
                'id',
                of.val(row.model).as('model'),
                of.val(row.vector).as('vector'),
              ])
              .where('id', '=', id),
          )
          .onConflict((conflict) => conflict.column('document_id').doUpdateSet(row))
          .execute();
      }
    },
  };
}
