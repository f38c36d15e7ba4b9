import type { EntryOf } from './entry.ts';
import { findMembers, idsBy, type Target } from './target.ts';
import { toMillis } from './times.ts';

/** What was merged elsewhere is merged here; the questions came as they are since. */
export async function importMerges(
  target: Target,
  entries: readonly EntryOf<'merge'>[],
): Promise<void> {
  if (entries.length === 0) return;
  const { bulk, communityId, tally } = target;
  const questions = idsBy(
    await bulk.questionsByRef(
      communityId,
      entries.flatMap(({ question, into }) => [question, into]),
    ),
  );
  const answers = idsBy(
    await bulk.answersByRef(
      communityId,
      entries.flatMap(({ accepted }) => accepted?.answer ?? []),
    ),
  );
  const members = await findMembers(target, entries.flatMap(peopleOf));
  const memberOf = (ref: string | null) => (ref === null ? null : (members.get(ref) ?? null));
  const tags = await bulk.tagIds(
    communityId,
    entries.flatMap((entry) => entry.tags),
  );
  const placed = entries.flatMap((entry) => {
    const [id, intoId] = [questions.get(entry.question), questions.get(entry.into)];
    if (id !== undefined && intoId !== undefined && id !== intoId) return { entry, id, intoId };
    tally.skip({ reason: 'a merge whose questions are not here', where: entry.question });
    return [];
  });
  const added = await bulk.addMerges(
    placed.map(({ entry, id, intoId }) => ({
      question_id: id,
      into_id: intoId,
      state: entry.state,
      accepted_answer_id: entry.accepted ? (answers.get(entry.accepted.answer) ?? null) : null,
      accepted_by_id: memberOf(entry.accepted?.by ?? null),
      accepted_at: entry.accepted ? toMillis(entry.accepted.at) : null,
      by_id: memberOf(entry.by),
      at: toMillis(entry.at),
    })),
  );
  tally.added('merge', added);
  tally.known('merge', placed.length - added);
  await bulk.addMergedWatchers(
    placed.flatMap(({ entry, id: question_id }) =>
      entry.watchers.flatMap((ref) => {
        const member_id = members.get(ref);
        return member_id === undefined ? [] : { question_id, member_id };
      }),
    ),
  );
  await bulk.addMergedTags(
    placed.flatMap(({ entry, id: question_id }) =>
      entry.tags.flatMap((name) => {
        const tag_id = tags.get(name);
        return tag_id === undefined ? [] : { question_id, tag_id };
      }),
    ),
  );
}

/** Names that answers had before. */
export async function importFormerNames(
  target: Target,
  entries: readonly EntryOf<'former-name'>[],
): Promise<void> {
  if (entries.length === 0) return;
  const { bulk, communityId, tally } = target;
  const refs = (of: 'question' | 'answer') => entries.map((entry) => entry[of]);
  const questions = idsBy(await bulk.questionsByRef(communityId, refs('question')));
  const answers = idsBy(await bulk.answersByRef(communityId, refs('answer')));
  const rows = entries.flatMap(({ question, answer, number, away }) => {
    const [question_id, answer_id] = [questions.get(question), answers.get(answer)];
    if (question_id !== undefined && answer_id !== undefined) {
      return { question_id, number, answer_id, is_away: away ? 1 : 0 };
    }
    tally.skip({ reason: 'a former name of an answer that is not here', where: answer });
    return [];
  });
  const added = await bulk.addFormerNames(rows);
  tally.added('former-name', added);
  tally.known('former-name', rows.length - added);
}

export async function importMergedSnippets(
  target: Target,
  entries: readonly EntryOf<'merged-snippet'>[],
): Promise<void> {
  if (entries.length === 0) return;
  const { bulk, communityId, tally } = target;
  const snippets = idsBy(
    await bulk.snippetsByRef(
      communityId,
      entries.flatMap(({ snippet, into, before }) => [snippet, into, ...(before ? [before] : [])]),
    ),
  );
  const members = await findMembers(
    target,
    entries.flatMap(({ by }) => by ?? []),
  );
  const tags = await bulk.tagIds(
    communityId,
    entries.flatMap((entry) => entry.tags),
  );
  const placed = entries.flatMap((entry) => {
    const [id, intoId] = [snippets.get(entry.snippet), snippets.get(entry.into)];
    if (id !== undefined && intoId !== undefined && id !== intoId) return { entry, id, intoId };
    tally.skip({ reason: 'a merge whose snippets are not here', where: entry.snippet });
    return [];
  });
  const added = await bulk.addMergedSnippets(
    placed.map(({ entry, id, intoId }) => ({
      snippet_id: id,
      into_id: intoId,
      successor_id: entry.before === null ? null : (snippets.get(entry.before) ?? null),
      by_id: entry.by === null ? null : (members.get(entry.by) ?? null),
      at: toMillis(entry.at),
    })),
  );
  tally.added('merged-snippet', added);
  tally.known('merged-snippet', placed.length - added);
  await bulk.addMergedSnippetTags(
    placed.flatMap(({ entry, id: snippet_id }) =>
      entry.tags.flatMap((name) => {
        const tag_id = tags.get(name);
        return tag_id === undefined ? [] : { snippet_id, tag_id };
      }),
    ),
  );
}

const peopleOf = ({ by, accepted, watchers }: EntryOf<'merge'>): string[] =>
  [by, accepted?.by, ...watchers].flatMap((ref) => ref ?? []);
