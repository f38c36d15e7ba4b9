import type { Db } from './schema.ts';

/** What can be found now of a document, or that it is gone; or a channel's privacy. */
export type Change = { readonly seq: number } & (
  | { readonly kind: 'document'; readonly document: StoredDocument }
  | { readonly kind: 'gone'; readonly documentId: number }
  | { readonly kind: 'channel'; readonly channelId: number; readonly isPrivate: boolean }
);

/** A document with its terms, as an index in memory needs it. */
export interface StoredDocument {
  readonly id: number;
  readonly questionId: number | null;
  readonly snippetId: number | null;
  readonly channelId: number;
  readonly isPrivate: boolean;
  readonly askerId: number;
  readonly authorId: number;
  readonly at: number;
  readonly title: string;
  readonly question: string;
  readonly answer: string;
}

/** The order in which what can be found has changed. */
export function changeStore(db: Db) {
  const changes = db
    .selectFrom('search_change as x')
    .leftJoin('document as d', (join) =>
      // To a community that a document left, it is gone.
      join.onRef('d.id', '=', 'x.document_id').onRef('d.community_id', '=', 'x.community_id'),
    )
    .leftJoin('document_terms as t', 't.document_id', 'd.id')
    .leftJoin('channel as c', (join) =>
      join.on((on) => on('c.id', '=', on.fn.coalesce('d.channel_id', 'x.channel_id'))),
    )
    .select([
      'x.seq',
      'x.document_id as documentId',
      'x.channel_id as changedChannelId',
      'd.id',
      'd.question_id as questionId',
      'd.snippet_id as snippetId',
      'd.channel_id as channelId',
      'd.asker_id as askerId',
      'd.author_id as authorId',
      'd.created_at as at',
      'c.private',
      't.title',
      't.question',
      't.answer',
    ]);

  return {
    /** The community's changes after a number, in their order, at most `limit`. */
    async after(communityId: number, seq: number, limit: number): Promise<Change[]> {
      const rows = await changes
        .where('x.community_id', '=', communityId)
        .where('x.seq', '>', seq)
        .orderBy('x.seq')
        .limit(limit)
        .execute();
      return rows.map(toChange);
    },

    /** How many there are after a number; it stops counting at `limit`. */
    async countAfter(communityId: number, seq: number, limit: number): Promise<number> {
      const { count } = await db
        .selectFrom((from) =>
          from
            .selectFrom('search_change')
            .select('seq')
            .where('community_id', '=', communityId)
            .where('seq', '>', seq)
            .limit(limit)
            .as('some'),
        )
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    /** How those documents and channels are now, whenever they changed. */
    async now(
      communityId: number,
      documentIds: readonly number[],
      channelIds: readonly number[],
    ): Promise<Change[]> {
      const documents = await changes
        .where('x.community_id', '=', communityId)
        .where('x.document_id', 'in', documentIds)
        .execute();
      const channels = await db
        .selectFrom('channel')
        .select(['id', 'private'])
        .where('id', 'in', channelIds)
        .execute();
      return [
        ...documents.map(toChange),
        ...channels.map(({ id, private: isPrivate }): Change => {
          return { seq: 0, kind: 'channel', channelId: id, isPrivate: isPrivate === 1 };
        }),
      ];
    },
  };
}

interface Row {
  readonly seq: number;
  readonly documentId: number | null;
  readonly changedChannelId: number | null;
  readonly id: number | null;
  readonly questionId: number | null;
  readonly snippetId: number | null;
  readonly channelId: number | null;
  readonly askerId: number | null;
  readonly authorId: number | null;
  readonly at: number | null;
  readonly private: number | null;
  readonly title: string | null;
  readonly question: string | null;
  readonly answer: string | null;
}

function toChange(row: Row): Change {
  const { seq, changedChannelId } = row;
  // A channel that is gone took its documents with it: nobody is to find anything of it.
  const isPrivate = row.private !== 0;
  if (changedChannelId !== null) {
    return { seq, kind: 'channel', channelId: changedChannelId, isPrivate };
  }
  const { id, channelId, askerId, authorId, title, question, answer } = row;
  if (id === null || channelId === null || askerId === null || authorId === null) {
    return { seq, kind: 'gone', documentId: row.documentId ?? 0 };
  }
  const origin = { channelId, isPrivate, askerId, authorId, at: row.at ?? 0 };
  const terms = { title: title ?? '', question: question ?? '', answer: answer ?? '' };
  const { questionId, snippetId } = row;
  return { seq, kind: 'document', document: { id, questionId, snippetId, ...origin, ...terms } };
}
