import type { NewRevision } from '../store/bulk-knowledge.ts';
import type { EntryOf } from './entry.ts';
import type { Target } from './target.ts';
import { toMillis } from './times.ts';

/** The earlier texts of something new; those by people who are not here are skipped. */
export function toRevisions(
  target: Target,
  subject: NewRevision['subject'],
  subjectId: number,
  revisions: EntryOf<'question'>['revisions'],
  members: { get(ref: string): number | undefined },
): NewRevision[] {
  return revisions.flatMap((revision) => {
    const replacedById = members.get(revision.by);
    if (replacedById === undefined) {
      target.tally.skip({ reason: 'an earlier text whose editor is not here', where: revision.by });
      return [];
    }
    return {
      subject,
      subjectId,
      title: revision.title,
      body: revision.body,
      question: revision.question ?? null,
      replacedById,
      replacedAt: toMillis(revision.at),
    };
  });
}
