import type { EntryOf } from './entry.ts';
import { findMembers, type Target, withoutKnown } from './target.ts';
import { toMillis } from './times.ts';

type VoteEntry = EntryOf<'vote'>;

export async function importVotes(target: Target, entries: readonly VoteEntry[]): Promise<void> {
  const { bulk, communityId, tally } = target;
  const known = await bulk.voteRefs(
    communityId,
    entries.map((entry) => entry.ref),
  );
  const fresh = withoutKnown(entries, known, tally);
  const refsOf = (kind: 'answer' | 'snippet') =>
    fresh.flatMap(({ on }) => (on.kind === kind ? on.ref : []));
  const answers = await bulk.answersByRef(communityId, refsOf('answer'));
  const snippets = await bulk.snippetsByRef(communityId, refsOf('snippet'));
  const answerIds = new Map(answers.map((row) => [row.ref, row.id]));
  const snippetIds = new Map(snippets.map((row) => [row.ref, row.id]));
  const members = await findMembers(
    target,
    fresh.flatMap((entry) => entry.by ?? []),
  );
  const votes = fresh.flatMap((entry) => {
    const answerId = entry.on.kind === 'answer' ? (answerIds.get(entry.on.ref) ?? null) : null;
    const snippetId = entry.on.kind === 'snippet' ? (snippetIds.get(entry.on.ref) ?? null) : null;
    const memberId = entry.by === null ? null : members.get(entry.by);
    if (answerId === null && snippetId === null) {
      tally.skip({ reason: 'a vote on an answer or snippet that is not here', where: entry.ref });
      return [];
    }
    if (memberId === undefined) {
      tally.skip({ reason: 'a vote whose voter is not here', where: entry.ref });
      return [];
    }
    const { ref, vote: kind } = entry;
    return { ref, answerId, snippetId, memberId, kind, createdAt: toMillis(entry.createdAt) };
  });
  const added = await bulk.addVotes(communityId, votes);
  tally.added('vote', added);
  tally.known('vote', votes.length - added);
}
