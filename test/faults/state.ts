import Sqlite, { type Database } from 'better-sqlite3';
import { fieldCount } from '../../src/search/index/forward.ts';
import { openIndexes } from '../../src/search/indexes.ts';
import { fingerprintOf } from '../../src/store/deliveries.ts';
import type { Store } from '../../src/store/store.ts';
import type { Knowledge, KnownAnswer } from './acts.ts';

/** What the database at `file` says is known, read without the store. */
export function readKnowledge(file: string): Knowledge {
  return look(file, (database) => {
    const questions = database
      .prepare<
        [],
        { id: number; by: string; title: string; accepted: number | null; revisions: number }
      >(
        `SELECT q.id, m.handle AS by, q.title,
                (SELECT number FROM answer WHERE id = q.accepted_answer_id) AS accepted,
                (SELECT count(*) FROM revision WHERE question_id = q.id) AS revisions
         FROM question AS q JOIN member AS m ON m.id = q.author_id ORDER BY q.number`,
      )
      .all();
    const answers = database.prepare<
      [number],
      { by: string; body: string; revisions: number; helpful: string; kept: string | null }
    >(
      `SELECT m.handle AS by, a.body,
              (SELECT count(*) FROM revision WHERE answer_id = a.id) AS revisions,
              (SELECT json_group_array(voter.handle ORDER BY voter.handle)
               FROM vote JOIN member AS voter ON voter.id = vote.member_id
               WHERE vote.answer_id = a.id) AS helpful,
              (SELECT json_object('number', number, 'says', answer,
                 'outdated', iif(outdated_at IS NULL, json('false'), json('true')),
                 'worked', iif(EXISTS (SELECT 1 FROM snippet_event AS e WHERE e.snippet_id = snippet.id),
                   json('true'), json('false')))
               FROM snippet WHERE answer_id = a.id) AS kept
       FROM answer AS a JOIN member AS m ON m.id = a.author_id
       WHERE a.question_id = ? ORDER BY a.number`,
    );
    const declared = database
      .prepare<[], string>(
        `SELECT m.handle || ':' || t.name FROM expertise AS e
         JOIN member AS m ON m.id = e.member_id JOIN tag AS t ON t.id = e.tag_id ORDER BY 1`,
      )
      .pluck()
      .all();
    const lastSnippet =
      database
        .prepare<[], number>(
          `SELECT max(coalesce((SELECT max(number) FROM snippet), 0),
             coalesce((SELECT max(last_gone_snippet) FROM community), 0))`,
        )
        .pluck()
        .get() ?? 0;
    return {
      questions: questions.map(({ id, ...question }) => ({
        ...question,
        answers: answers.all(id).map((answer) => ({
          ...answer,
          helpful: JSON.parse(answer.helpful) as string[],
          kept: answer.kept === null ? null : (JSON.parse(answer.kept) as KnownAnswer['kept']),
        })),
      })),
      declared,
      lastSnippet,
    };
  });
}

/** Keys of deliveries as they are remembered, in alphabetical order. */
export const asRemembered = (keys: readonly string[]): readonly string[] =>
  keys.map(fingerprintOf).toSorted();

/** The keys of all deliveries that are remembered, in alphabetical order. */
export function readDeliveries(file: string): readonly string[] {
  return look(file, (database) =>
    database.prepare<[], string>('SELECT key FROM delivery ORDER BY key').pluck().all(),
  );
}

/** What can be found, by the tables that the indexes follow: id, then title, question and answer in terms. */
export function readDocuments(file: string): readonly string[] {
  return look(file, (database) =>
    database
      .prepare<[], string>(
        `SELECT d.id || ': ' || t.title || ' / ' || t.question || ' / ' || t.answer
         FROM document AS d JOIN document_terms AS t ON t.document_id = d.id ORDER BY d.id`,
      )
      .pluck()
      .all(),
  );
}

/** The same by the index in memory that a process makes of them. */
export async function readIndex(store: Store): Promise<readonly string[]> {
  const indexes = openIndexes(store);
  const read: [id: number, said: string][] = [];
  for (const { id } of await store.communities.all()) {
    await indexes.ready(id);
    const index = await indexes.current(store, id);
    if (!index) throw new Error('there is no index');
    const { forward, vocabulary, views } = index;
    for (let slot = 0; slot < forward.size; slot += 1) {
      if (!views.isThere(slot)) continue;
      const fields = Array.from({ length: fieldCount }, (_, f) =>
        Array.from(forward.termsOf(slot, f), (term) => vocabulary.term(term)).join(' '),
      );
      read.push([index.idOf(slot), fields.join(' / ')]);
    }
  }
  indexes.close();
  return read.toSorted(([a], [b]) => a - b).map(([id, said]) => `${id}: ${said}`);
}

/** What is broken in the database; nothing when it is sound. */
export function findDamage(file: string): readonly string[] {
  return look(file, (database) => {
    const integrity = database.pragma('integrity_check') as readonly { integrity_check: string }[];
    const orphans = database.pragma('foreign_key_check') as readonly object[];
    const mute = database
      .prepare<[], number>('SELECT id FROM document EXCEPT SELECT document_id FROM document_terms')
      .pluck()
      .all();
    return [
      ...integrity.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok'),
      ...orphans.map((row) => `an orphan: ${JSON.stringify(row)}`),
      ...mute.map((id) => `document ${id} has no terms`),
      ...oweless(database),
      ...indexDamage(database),
    ];
  });
}

/** Whom something helped that is outdated now, and who is owed no word of it; and words of nothing. */
function oweless(database: Database): readonly string[] {
  const untold = database
    .prepare<[], string>(
      `SELECT DISTINCT 'S' || s.number || ' was outdated and ' || m.handle || ' is owed nothing'
       FROM snippet AS s
       JOIN snippet_event AS e ON e.snippet_id = s.id AND e.what = 'outdated' AND e.at = s.outdated_at
       JOIN (SELECT answer_id, member_id, created_at AS at FROM vote
         UNION ALL SELECT accepted_answer_id, author_id, accepted_at FROM question) AS helped
         ON helped.answer_id = s.answer_id AND helped.at BETWEEN e.at - 90 * 86400000 AND e.at
       JOIN member AS m ON m.id = helped.member_id
       WHERE m.id <> e.member_id AND m.id IS NOT s.owner_id
         AND NOT EXISTS (SELECT 1 FROM notice WHERE member_id = m.id AND kind = 'outdated')`,
    )
    .pluck()
    .all();
  const baseless = database
    .prepare<[], string>(
      `SELECT key || ' is of nothing' FROM notice WHERE kind = 'outdated' AND NOT EXISTS
         (SELECT 1 FROM snippet_event WHERE what = 'outdated' AND at = notice.created_at)`,
    )
    .pluck()
    .all();
  return [...untold, ...baseless];
}

/** Compares the index with the rows: https://www.sqlite.org/fts5.html#the_integrity_check_command */
function indexDamage(database: Database): readonly string[] {
  try {
    database.exec("INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)");
    return [];
  } catch (error) {
    return [`the index: ${error}`];
  }
}

function look<T>(file: string, read: (database: Database) => T): T {
  const database = new Sqlite(file);
  try {
    return read(database);
  } finally {
    database.close();
  }
}
