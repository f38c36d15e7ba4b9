import type { BulkStore } from '../store/bulk.ts';
import type { Entry, EntryOf } from './entry.ts';
import { toWithheld } from './export-opt-outs.ts';
import { toTime, toTimeOrNull } from './times.ts';

/** Texts are long: fewer of them at a time. */
const pageSize = 100;

/** Each question with its answers and their acceptance behind it. */
export async function* exportQuestions(
  bulk: BulkStore,
  communityId: number,
): AsyncGenerator<Entry> {
  const page = (after: number) => bulk.questionsAfter(communityId, after, pageSize);
  for (let rows = await page(0); rows.length > 0; rows = await page(rows.at(-1)?.number ?? 0)) {
    const ids = rows.map((row) => row.id);
    const tags = await tagsBy(bulk, 'question', ids);
    const watchers = Map.groupBy(await bulk.watchersOf(ids), (row) => row.questionId);
    const revisions = await revisionsBy(bulk, 'question', ids);
    const answers = Map.groupBy(await bulk.answersOf(ids), (row) => row.questionId);
    const answerIds = [...answers.values()].flat().map((row) => row.id);
    const withheld = new Map(
      (await bulk.withheldAnswers(answerIds)).map((one) => [one.answerId, one]),
    );
    const answerRevisions = await revisionsBy(bulk, 'answer', answerIds);

    for (const row of rows) {
      yield {
        kind: 'question',
        ref: row.ref,
        number: row.number,
        workspace: `${row.platform}:${row.workspaceId}`,
        channel: row.channel,
        author: row.author,
        title: row.title,
        body: row.body,
        anonymous: row.anonymous === 1,
        closed: row.state === 'closed' && row.acceptedAnswerId === null,
        tags: tags(row.id),
        createdAt: toTime(row.createdAt),
        editedAt: toTimeOrNull(row.editedAt),
        watchers: (watchers.get(row.id) ?? []).map(({ member, at }) => ({
          member,
          at: toTime(at),
        })),
        revisions: revisions(row.id),
      };
      for (const answer of answers.get(row.id) ?? []) {
        yield {
          kind: 'answer',
          ref: answer.ref,
          question: row.ref,
          number: answer.number,
          author: answer.author,
          body: answer.body,
          createdAt: toTime(answer.createdAt),
          editedAt: toTimeOrNull(answer.editedAt),
          revisions: answerRevisions(answer.id),
        };
        const hidden = withheld.get(answer.id);
        if (hidden) yield toWithheld(hidden, { kind: 'answer', ref: answer.ref });
        if (answer.id !== row.acceptedAnswerId) continue;
        const at = Math.max(answer.createdAt, row.acceptedAt ?? answer.createdAt);
        const by = row.acceptedBy ?? row.author;
        yield { kind: 'acceptance', answer: answer.ref, by, at: toTime(at) };
      }
    }
  }
}

export async function* exportSnippets(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: number) => bulk.snippetsAfter(communityId, after, pageSize);
  for (let rows = await page(0); rows.length > 0; rows = await page(rows.at(-1)?.number ?? 0)) {
    const ids = rows.map((row) => row.id);
    const tags = await tagsBy(bulk, 'snippet', ids);
    const revisions = await revisionsBy(bulk, 'snippet', ids);
    for (const row of rows) {
      yield {
        kind: 'snippet',
        ref: row.ref,
        number: row.number,
        workspace: `${row.platform}:${row.workspaceId}`,
        channel: row.channel,
        author: row.author,
        fromAnswer: row.fromAnswer,
        title: row.title,
        question: row.question,
        answer: row.answer,
        tags: tags(row.id),
        verifiedBy: row.verifiedBy,
        verifiedAt: toTime(row.verifiedAt),
        ...(row.owner !== row.author && { owner: row.owner }),
        ...(row.outdatedAt !== null && { outdatedAt: toTime(row.outdatedAt) }),
        createdAt: toTime(row.createdAt),
        editedAt: toTimeOrNull(row.editedAt),
        revisions: revisions(row.id),
      };
    }
  }
}

/** Behind all snippets: one may stand in the place of another that comes later. */
export async function* exportCare(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: number) => bulk.snippetsAfter(communityId, after, pageSize);
  for (let rows = await page(0); rows.length > 0; rows = await page(rows.at(-1)?.number ?? 0)) {
    const ids = rows.map((row) => row.id);
    const successors = new Map(
      (await bulk.successorsOf(ids)).map(({ id, successor }) => [id, successor]),
    );
    const events = Map.groupBy(await bulk.eventsOf(ids), ({ snippetId }) => snippetId);
    for (const { id, ref } of rows) {
      const successor = successors.get(id);
      const done = events.get(id) ?? [];
      if (successor === undefined && done.length === 0) continue;
      yield {
        kind: 'care',
        snippet: ref,
        ...(successor !== undefined && { successor }),
        events: done.map(({ what, by, owner, successor: next, at }) => ({
          what,
          by,
          ...(owner !== null && { owner }),
          ...(next !== null && { successor: next }),
          at: toTime(at),
        })),
      };
    }
  }
}

async function tagsBy(
  bulk: BulkStore,
  subject: 'question' | 'snippet',
  ids: readonly number[],
): Promise<(id: number) => string[]> {
  const byId = Map.groupBy(await bulk.tagNamesOf(subject, ids), (row) => row.id);
  return (id) => (byId.get(id) ?? []).map((row) => row.name);
}

async function revisionsBy(
  bulk: BulkStore,
  subject: 'question' | 'answer' | 'snippet',
  ids: readonly number[],
): Promise<(id: number) => EntryOf<'question'>['revisions']> {
  const byId = Map.groupBy(await bulk.revisionsOf(subject, ids), (row) => row.subjectId);
  return (id) =>
    (byId.get(id) ?? []).map(({ title, body, question, by, at }) => ({
      title,
      body,
      ...(question !== null && { question }),
      by,
      at: toTime(at),
    }));
}
