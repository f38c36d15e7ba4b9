import type { EntryOf } from './entry.ts';
import { ensureTags } from './import-tags.ts';
import { findMembers, type Target } from './target.ts';
import { toMillis, toMillisOrNull } from './times.ts';

/** What members said about being found and asked. What they have said here already stands. */
export async function importPreferences(
  target: Target,
  entries: readonly EntryOf<'preference'>[],
): Promise<void> {
  const members = await findMembers(
    target,
    entries.map((entry) => entry.member),
  );
  const rows = entries.flatMap(({ member, hours, pausedUntil, ...said }) => {
    const memberId = members.get(member);
    if (memberId === undefined) return skip(target, 'a preference', member);
    return {
      memberId,
      zone: said.zone,
      from: hours?.from ?? null,
      until: hours?.until ?? null,
      workdays: hours?.workdays ?? null,
      pausedUntil: toMillisOrNull(pausedUntil),
      weeklyLimit: said.weeklyLimit,
      unlisted: said.unlisted,
      page: said.page ?? false,
    };
  });
  count(target, 'preference', rows.length, await target.bulk.addPreferences(rows));
}

export async function importNotMe(
  target: Target,
  entries: readonly EntryOf<'not-me'>[],
): Promise<void> {
  const members = await findMembers(
    target,
    entries.map((entry) => entry.member),
  );
  const tags = await ensureTags(
    target,
    entries.map((entry) => ({ text: entry.tag, createdAt: toMillis(entry.saidAt) })),
  );
  const rows = entries.flatMap((entry) => {
    const memberId = members.get(entry.member);
    const tagId = tags.find(entry.tag);
    if (memberId === undefined || tagId === undefined)
      return skip(target, 'a "not me"', entry.member);
    return { memberId, tagId, saidAt: toMillis(entry.saidAt) };
  });
  count(target, 'not-me', rows.length, await target.bulk.addNotMe(rows));
}

export async function importWithheld(
  target: Target,
  entries: readonly EntryOf<'withheld'>[],
): Promise<void> {
  const { bulk, communityId } = target;
  const refsOf = ({ member, evidence }: EntryOf<'withheld'>) =>
    evidence.kind === 'endorsement' ? [member, evidence.by] : [member];
  const members = await findMembers(target, entries.flatMap(refsOf));
  const answers = await bulk.answersByRef(
    communityId,
    entries.flatMap(({ evidence }) => (evidence.kind === 'answer' ? evidence.ref : [])),
  );
  const answerIds = new Map(answers.map(({ ref, id }) => [ref, id]));
  const tagIds = await bulk.tagIds(
    communityId,
    entries.flatMap(({ evidence }) => (evidence.kind === 'endorsement' ? evidence.tag : [])),
  );
  const keyOf = (row: { memberId: number; tagId: number; endorserId: number }) =>
    `${row.memberId} ${row.tagId} ${row.endorserId}`;
  const endorsed = new Set(
    (await bulk.endorsementsOf(entries.flatMap(({ member }) => members.get(member) ?? []))).map(
      keyOf,
    ),
  );
  const rows = entries.flatMap((entry) => {
    const { evidence, member, reason } = entry;
    const memberId = members.get(member);
    const [at, settledAt] = [toMillis(entry.at), toMillisOrNull(entry.settledAt)];
    if (memberId === undefined) return skip(target, 'withheld evidence', member);
    if (evidence.kind === 'answer') {
      const answerId = answerIds.get(evidence.ref);
      if (answerId === undefined) return skip(target, 'withheld evidence', member);
      return { memberId, answerId, tagId: null, endorserId: null, reason, at, settledAt };
    }
    const [tagId = 0, endorserId = 0] = [tagIds.get(evidence.tag), members.get(evidence.by)];
    const isThere = endorsed.has(keyOf({ memberId, tagId, endorserId }));
    if (!isThere) return skip(target, 'withheld evidence', member);
    return { memberId, answerId: null, tagId, endorserId, reason, at, settledAt };
  });
  count(target, 'withheld', rows.length, await bulk.addWithheld(rows));
}

function skip(target: Target, what: string, where: string): [] {
  target.tally.skip({ reason: `${what} whose member or subject is not here`, where });
  return [];
}

function count(
  { tally }: Target,
  kind: 'preference' | 'not-me' | 'withheld',
  given: number,
  added: number,
): void {
  tally.added(kind, added);
  tally.known(kind, given - added);
}
