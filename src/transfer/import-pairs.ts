import type { EntryOf } from './entry.ts';
import { findMembers, idsBy, type Target } from './target.ts';
import { toMillis } from './times.ts';

/** What members said of what may be the same; what was said here of the same two stands. */
export async function importPairs(
  target: Target,
  entries: readonly EntryOf<'pair'>[],
): Promise<void> {
  if (entries.length === 0) return;
  const { bulk, communityId, tally } = target;
  const refsOf = (kind: EntryOf<'pair'>['of']) =>
    entries.flatMap(({ of, one, other }) => (of === kind ? [one, other] : []));
  const found = {
    question: idsBy(await bulk.questionsByRef(communityId, refsOf('question'))),
    snippet: idsBy(await bulk.snippetsByRef(communityId, refsOf('snippet'))),
  };
  const members = await findMembers(
    target,
    entries.flatMap(({ saidBy, dismissedBy }) => [saidBy, dismissedBy].flatMap((ref) => ref ?? [])),
  );
  const memberOf = (ref: string | null) => (ref === null ? null : (members.get(ref) ?? null));
  const none = {
    question_id: null,
    like_question_id: null,
    snippet_id: null,
    like_snippet_id: null,
  };
  const rows = entries.flatMap((entry) => {
    const [one, other] = [found[entry.of].get(entry.one), found[entry.of].get(entry.other)];
    if (one === undefined || other === undefined || one === other) {
      tally.skip({ reason: 'a pair of which not both are here', where: entry.one });
      return [];
    }
    const [id, likeId] = [Math.min(one, other), Math.max(one, other)];
    const both =
      entry.of === 'question'
        ? { question_id: id, like_question_id: likeId }
        : { snippet_id: id, like_snippet_id: likeId };
    return {
      ...none,
      ...both,
      community_id: communityId,
      likeness: entry.likeness,
      said_by_id: memberOf(entry.saidBy),
      dismissed_by_id: memberOf(entry.dismissedBy),
      dismissed_at: entry.dismissedAt === null ? null : toMillis(entry.dismissedAt),
      created_at: toMillis(entry.at),
    };
  });
  const added = await bulk.addPairs(rows);
  tally.added('pair', added);
  tally.known('pair', rows.length - added);
}
