import type { EntryOf } from './entry.ts';
import { toRevisions } from './import-revisions.ts';
import { ensureTags, type Tags } from './import-tags.ts';
import { giveNumbers } from './numbers.ts';
import { findChannels, findMembers, placeKey, type Target, withoutKnown } from './target.ts';
import { toMillis, toMillisOrNull } from './times.ts';

type QuestionEntry = EntryOf<'question'>;

export async function importQuestions(
  target: Target,
  entries: readonly QuestionEntry[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const known = await bulk.questionsByRef(
    communityId,
    entries.map((entry) => entry.ref),
  );
  const fresh = withoutKnown(entries, new Set(known.map((row) => row.ref)), tally);
  const channels = await findChannels(
    target,
    fresh.map((entry) => entry.channel),
  );
  const members = await findMembers(target, fresh.flatMap(peopleOf));
  const placed = fresh.flatMap((entry) => {
    const channelId = channels.get(placeKey(entry.workspace, entry.channel));
    const authorId = members.get(entry.author);
    if (channelId !== undefined && authorId !== undefined) return { entry, channelId, authorId };
    const missing = channelId === undefined ? 'channel' : 'author';
    tally.skip({ reason: `a question whose ${missing} is not here`, where: entry.ref });
    return [];
  });

  const wanted = placed.map(({ entry }) => entry.number);
  const taken = await bulk.takenNumbers(
    'question',
    communityId,
    wanted.filter((number) => number !== null),
  );
  const numbers = giveNumbers(wanted, await bulk.lastNumber('question', communityId), taken);
  const ids = await bulk.addQuestions(
    communityId,
    placed.map(({ entry, channelId, authorId }, at) => ({
      ref: entry.ref,
      channelId,
      authorId,
      number: numbers[at] ?? 0,
      title: entry.title,
      body: entry.body,
      anonymous: entry.anonymous,
      closed: entry.closed,
      createdAt: toMillis(entry.createdAt),
      editedAt: toMillisOrNull(entry.editedAt),
    })),
  );
  tally.added('question', placed.length);

  const written = placed.map(({ entry }) => ({ entry, id: ids.get(entry.ref) ?? 0 }));
  const tags = await ensureTags(target, tagsOf(written.map(({ entry }) => entry)));
  await bulk.addQuestionTags(written.flatMap(({ entry, id }) => tagLinks(entry, id, tags)));
  await bulk.addRevisions(
    written.flatMap(({ entry, id }) =>
      toRevisions(target, 'question', id, entry.revisions, members),
    ),
  );
  await bulk.addWatchers(
    written.flatMap(({ entry, id }) =>
      entry.watchers.flatMap((watcher) => {
        const memberId = members.get(watcher.member);
        if (memberId !== undefined) {
          return { questionId: id, memberId, createdAt: toMillis(watcher.at) };
        }
        tally.skip({ reason: 'a watcher who is not here', where: entry.ref });
        return [];
      }),
    ),
  );
}

function peopleOf(entry: QuestionEntry): string[] {
  return [
    entry.author,
    ...entry.watchers.map((watcher) => watcher.member),
    ...entry.revisions.map((revision) => revision.by),
  ];
}

interface Tagged {
  readonly tags: readonly string[];
  readonly createdAt: string;
}

export function tagsOf(entries: readonly Tagged[]): { text: string; createdAt: number }[] {
  return entries.flatMap((entry) =>
    entry.tags.map((text) => ({ text, createdAt: toMillis(entry.createdAt) })),
  );
}

export function tagLinks(entry: Tagged, id: number, tags: Tags): { id: number; tagId: number }[] {
  const tagIds = new Set(entry.tags.flatMap((text) => tags.find(text) ?? []));
  return [...tagIds].map((tagId) => ({ id, tagId }));
}
