import type { Person, Reader, Snippet } from '../model.ts';
import { toChannel } from './channels.ts';
import { snippetStands, survivorsOf } from './merged.ts';
import type { Page, Paged } from './page.ts';
import { quotedIn } from './quoted.ts';
import type { Db } from './schema.ts';
import { helpfulTo, saidAt } from './snippet-standing.ts';
import { tagNames } from './tag-names.ts';
import { visibleSnippet } from './visibility.ts';

/** The joined person, if the outer join found one. */
function toPerson(id: number | null, handle: string | null, name: string | null): Person | null {
  return id === null || handle === null || name === null ? null : { id, handle, name };
}

export function snippetStore(db: Db) {
  const joined = db
    .selectFrom('snippet as s')
    .innerJoin('member as author', 'author.id', 's.author_id')
    .leftJoin('member as owner', 'owner.id', 's.owner_id')
    .leftJoin('member as verifier', 'verifier.id', 's.verified_by_id')
    .innerJoin('channel as c', 'c.id', 's.channel_id')
    .leftJoin('answer as from_answer', 'from_answer.id', 's.answer_id')
    .leftJoin('question as from_question', 'from_question.id', 'from_answer.question_id');

  const select = joined
    .selectAll('s')
    .select([
      'author.handle',
      'author.name',
      'c.workspace_id',
      'c.external_id',
      'c.private',
      'c.shared',
    ])
    .select(['c.name as channel_name', 'from_question.number as question_number'])
    .select(['verifier.handle as verifier_handle', 'verifier.name as verifier_name'])
    .select(['owner.handle as owner_handle', 'owner.name as owner_name'])
    .select(() => [helpfulTo(db).as('helpful_count'), saidAt(db).as('link')]);

  type Row = Awaited<ReturnType<typeof select.executeTakeFirstOrThrow>>;

  async function toSnippets(reader: Reader, rows: readonly Row[]): Promise<Snippet[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const tags = await tagNames(db, 'snippet', ids);
    const quoted = await quotedIn(db, ids);
    const numbers = await numbersOf(
      reader,
      rows.flatMap((row) => row.successor_id ?? []),
    );
    const quotedOf = (id: number) => {
      const found = quoted.get(id);
      return found && { quoted: found };
    };
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      question: row.question,
      answer: row.answer,
      author: { id: row.author_id, handle: row.handle, name: row.name },
      channel: toChannel({ ...row, id: row.channel_id, name: row.channel_name }),
      tags: tags.filter((tag) => tag.id === row.id).map((tag) => tag.name),
      questionNumber: row.question_number,
      helpfulCount: row.helpful_count ?? 0,
      verifiedBy: toPerson(row.verified_by_id, row.verifier_handle, row.verifier_name),
      verifiedAt: row.verified_at,
      owner: toPerson(row.owner_id, row.owner_handle, row.owner_name),
      outdatedAt: row.outdated_at,
      successor: numbers.get(row.successor_id ?? 0) ?? null,
      createdAt: row.created_at,
      editedAt: row.edited_at,
      ...(row.link && { link: row.link }),
      ...quotedOf(row.id),
    }));
  }

  /** Numbers of those that the reader may see. */
  async function numbersOf(
    reader: Reader,
    ids: readonly number[],
  ): Promise<ReadonlyMap<number, number>> {
    if (ids.length === 0) return new Map();
    const rows = await joined
      .select(['s.id', 's.number'])
      .where(visibleSnippet(reader))
      .where('s.id', 'in', ids)
      .execute();
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  return {
    /** Of a merged snippet the one that it leads to, when the reader may see that one, too. */
    async find(reader: Reader, number: number): Promise<Snippet | undefined> {
      const rows = await select
        .where(visibleSnippet(reader))
        .where('s.number', '=', number)
        .execute();
      const [own] = await toSnippets(reader, rows);
      const survivor = own && (await survivorsOf(db, 'snippet', [own.id])).get(own.id);
      const [kept] = survivor === undefined ? [] : await this.byIds(reader, [survivor]);
      return kept ?? own;
    },

    /** As they are, also those that were merged. */
    async byIds(reader: Reader, ids: readonly number[]): Promise<Snippet[]> {
      if (ids.length === 0) return [];
      return toSnippets(
        reader,
        await select.where(visibleSnippet(reader)).where('s.id', 'in', ids).execute(),
      );
    },

    /** The snippets that the accepted answers of these questions became. */
    async ofQuestions(reader: Reader, ids: readonly number[]): Promise<Snippet[]> {
      if (ids.length === 0) return [];
      const rows = await select
        .where(visibleSnippet(reader))
        .where(
          's.answer_id',
          'in',
          db.selectFrom('question').select('accepted_answer_id').where('id', 'in', ids),
        )
        .execute();
      return toSnippets(reader, rows);
    },

    /** All snippets, newest first. */
    async list(reader: Reader, page: Page): Promise<Paged<Snippet>> {
      const visible = joined.where(visibleSnippet(reader)).where(snippetStands);
      const ids = await visible
        .select('s.id')
        .orderBy('s.created_at', 'desc')
        .orderBy('s.id', 'desc')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      const { total } = await visible
        .select((count) => count.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const items = await this.byIds(
        reader,
        ids.map((row) => row.id),
      );
      return { items: items.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id), total };
    },

    /** The id of the snippet that the answer became. */
    async ofAnswer(answerId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('snippet')
        .select('id')
        .where('answer_id', '=', answerId)
        .executeTakeFirst();
      return row?.id;
    },

    /** Writes the snippet under the community's next number, which no snippet had before. */
    async add(snippet: {
      readonly ref: string;
      readonly communityId: number;
      readonly channelId: number;
      readonly authorId: number;
      readonly answerId: number | null;
      readonly title: string;
      readonly question: string;
      readonly answer: string;
      readonly verifiedById: number | null;
      readonly createdAt: number;
    }): Promise<{ id: number; number: number }> {
      const { last } = await db
        .selectFrom('snippet')
        .where('community_id', '=', snippet.communityId)
        .select((max) => max.fn.max('number').as('last'))
        .executeTakeFirstOrThrow();
      const { gone } = await db
        .selectFrom('community')
        .where('id', '=', snippet.communityId)
        .select('last_gone_snippet as gone')
        .executeTakeFirstOrThrow();
      return db
        .insertInto('snippet')
        .values({
          ref: snippet.ref,
          community_id: snippet.communityId,
          channel_id: snippet.channelId,
          author_id: snippet.authorId,
          owner_id: snippet.authorId,
          answer_id: snippet.answerId,
          number: Math.max(last ?? 0, gone) + 1,
          title: snippet.title,
          question: snippet.question,
          answer: snippet.answer,
          verified_by_id: snippet.verifiedById,
          verified_at: snippet.createdAt,
          created_at: snippet.createdAt,
        })
        .returning(['id', 'number'])
        .executeTakeFirstOrThrow();
    },

    /** Replaces the text, which is no longer outdated; `verifier`, if given, vouches for it from now on. */
    async edit(
      id: number,
      text: { title: string; question: string; answer: string },
      now: number,
      verifierId?: number,
    ): Promise<void> {
      await db
        .updateTable('snippet')
        .set({
          ...text,
          edited_at: now,
          outdated_at: null,
          ...(verifierId !== undefined && { verified_by_id: verifierId, verified_at: now }),
        })
        .where('id', '=', id)
        .execute();
    },

    async remove(id: number): Promise<void> {
      const gone = await db
        .deleteFrom('snippet')
        .where('id', '=', id)
        .returning(['community_id', 'number'])
        .executeTakeFirst();
      if (!gone) return;
      await db
        .updateTable('community')
        .set({ last_gone_snippet: gone.number })
        .where('id', '=', gone.community_id)
        .where('last_gone_snippet', '<', gone.number)
        .execute();
    },
  };
}
