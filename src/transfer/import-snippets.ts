import type { EntryOf } from './entry.ts';
import { tagLinks, tagsOf } from './import-questions.ts';
import { toRevisions } from './import-revisions.ts';
import { ensureTags } from './import-tags.ts';
import { giveNumbers } from './numbers.ts';
import { findChannels, findMembers, placeKey, type Target, withoutKnown } from './target.ts';
import { toMillis, toMillisOrNull } from './times.ts';

type SnippetEntry = EntryOf<'snippet'>;

export async function importSnippets(
  target: Target,
  entries: readonly SnippetEntry[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const known = await bulk.snippetsByRef(
    communityId,
    entries.map((entry) => entry.ref),
  );
  const fresh = withoutKnown(entries, new Set(known.map((row) => row.ref)), tally);
  const channels = await findChannels(
    target,
    fresh.map((entry) => entry.channel),
  );
  const members = await findMembers(
    target,
    fresh.flatMap((entry) => [
      entry.author,
      ...(entry.verifiedBy === null ? [] : [entry.verifiedBy]),
      ...(entry.owner ? [entry.owner] : []),
      ...entry.revisions.map((revision) => revision.by),
    ]),
  );
  const answerOf = await findFreeAnswers(target, fresh);
  const placed = fresh.flatMap((entry) => {
    const channelId = channels.get(placeKey(entry.workspace, entry.channel));
    const authorId = members.get(entry.author);
    const verifiedById = entry.verifiedBy === null ? null : members.get(entry.verifiedBy);
    if (channelId !== undefined && authorId !== undefined && verifiedById !== undefined) {
      return { entry, channelId, authorId, verifiedById };
    }
    const missing = channelId === undefined ? 'channel' : 'author or verifier';
    tally.skip({ reason: `a snippet whose ${missing} is not here`, where: entry.ref });
    return [];
  });

  const wanted = placed.map(({ entry }) => entry.number);
  const taken = await bulk.takenNumbers(
    'snippet',
    communityId,
    wanted.filter((number) => number !== null),
  );
  const numbers = giveNumbers(wanted, await bulk.lastNumber('snippet', communityId), taken);
  const ids = await bulk.addSnippets(
    communityId,
    placed.map(({ entry, channelId, authorId, verifiedById }, at) => ({
      ref: entry.ref,
      channelId,
      authorId,
      // Who is not here looks after nothing; it falls to who wrote it.
      ownerId: entry.owner === null ? null : (members.get(entry.owner ?? entry.author) ?? authorId),
      answerId: answerOf(entry),
      number: numbers[at] ?? 0,
      title: entry.title,
      question: entry.question,
      answer: entry.answer,
      verifiedById,
      verifiedAt: toMillis(entry.verifiedAt),
      outdatedAt: toMillisOrNull(entry.outdatedAt ?? null),
      createdAt: toMillis(entry.createdAt),
      editedAt: toMillisOrNull(entry.editedAt),
    })),
  );
  tally.added('snippet', placed.length);

  const written = placed.map(({ entry }) => ({ entry, id: ids.get(entry.ref) ?? 0 }));
  const tags = await ensureTags(target, tagsOf(written.map(({ entry }) => entry)));
  await bulk.addSnippetTags(written.flatMap(({ entry, id }) => tagLinks(entry, id, tags)));
  await bulk.addRevisions(
    written.flatMap(({ entry, id }) =>
      toRevisions(target, 'snippet', id, entry.revisions, members),
    ),
  );
}

/**
 * The answer that each snippet came from, when it is here and became no other snippet: then the
 * snippet stands on its own.
 */
async function findFreeAnswers(
  target: Target,
  entries: readonly SnippetEntry[],
): Promise<(entry: SnippetEntry) => number | null> {
  const rows = await target.bulk.answersByRef(
    target.communityId,
    entries.flatMap((entry) => entry.fromAnswer ?? []),
  );
  const kept = await target.bulk.keptAnswers(rows.map((row) => row.id));
  const free = new Map(rows.filter((row) => !kept.has(row.id)).map((row) => [row.ref, row.id]));
  const given = new Map<string, number>();
  for (const entry of entries) {
    const id = free.get(entry.fromAnswer ?? '');
    if (entry.fromAnswer === null || id === undefined) continue;
    given.set(entry.ref, id);
    free.delete(entry.fromAnswer);
  }
  return (entry) => given.get(entry.ref) ?? null;
}
