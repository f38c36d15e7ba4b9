import { canonicalTag } from '../tags.ts';
import type { EntryOf } from './entry.ts';
import { findMembers, type Target } from './target.ts';
import { toMillis } from './times.ts';

/** The id of a tag by whatever spelling of it. */
export interface Tags {
  find(text: string): number | undefined;
}

/** Finds or adds the tags; one that is new is as old as the first thing that carries it. */
export async function ensureTags(
  target: Target,
  wanted: readonly { readonly text: string; readonly createdAt: number }[],
): Promise<Tags> {
  const { bulk, communityId, tally } = target;
  const oldest = new Map<string, number>();
  for (const { text, createdAt } of wanted) {
    const name = canonicalTag(text);
    if (name === undefined)
      tally.skip({ reason: 'a tag with signs that no tag can have', where: text });
    else oldest.set(name, Math.min(createdAt, oldest.get(name) ?? createdAt));
  }
  const known = await bulk.tagIds(communityId, oldest.keys());
  const fresh = [...oldest].filter(([name]) => !known.has(name));
  await bulk.addTags(
    communityId,
    fresh.map(([name, createdAt]) => ({ name, createdAt })),
  );
  tally.added('tag', fresh.length);
  const all = fresh.length === 0 ? known : await bulk.tagIds(communityId, oldest.keys());
  return { find: (text) => all.get(canonicalTag(text) ?? '') };
}

export async function importTags(
  target: Target,
  entries: readonly EntryOf<'tag'>[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const names = entries.flatMap((entry) => canonicalTag(entry.name) ?? []);
  const before = await bulk.tagIds(communityId, names);
  tally.known('tag', names.filter((name) => before.has(name)).length);
  const tags = await ensureTags(
    target,
    entries.map((entry) => ({ text: entry.name, createdAt: toMillis(entry.createdAt) })),
  );
  for (const { name, verifyDays, approvedAt } of entries) {
    const tagId = tags.find(name);
    if (tagId !== undefined && approvedAt !== undefined)
      await bulk.addApproval(tagId, toMillis(approvedAt));
    if (tagId !== undefined && verifyDays !== undefined) await bulk.addInterval(tagId, verifyDays);
  }
  const aliases = entries.flatMap((entry) => {
    const tagId = tags.find(entry.name);
    const isNew = tagId !== undefined && !before.has(canonicalTag(entry.name) ?? '');
    if (!isNew) return [];
    return entry.aliases.flatMap((text) => {
      const alias = canonicalTag(text);
      return alias === undefined ? [] : { alias, tagId };
    });
  });
  const inUse = await bulk.tagIds(
    communityId,
    aliases.map(({ alias }) => alias),
  );
  await bulk.addTagAliases(
    communityId,
    aliases.filter(({ alias }) => !inUse.has(alias)),
  );
}

export async function importExpertise(
  target: Target,
  entries: readonly EntryOf<'expertise'>[],
): Promise<void> {
  const members = await findMembers(
    target,
    entries.map((entry) => entry.member),
  );
  const tags = await ensureTags(
    target,
    entries.map((entry) => ({ text: entry.tag, createdAt: toMillis(entry.declaredAt) })),
  );
  const rows = entries.flatMap((entry) => {
    const memberId = members.get(entry.member);
    const tagId = tags.find(entry.tag);
    if (memberId !== undefined && tagId !== undefined) {
      return { memberId, tagId, declaredAt: toMillis(entry.declaredAt) };
    }
    target.tally.skip({
      reason: 'an expertise whose member or tag is not here',
      where: entry.member,
    });
    return [];
  });
  const added = await target.bulk.addExpertise(rows);
  target.tally.added('expertise', added);
  target.tally.known('expertise', rows.length - added);
}

export async function importEndorsements(
  target: Target,
  entries: readonly EntryOf<'endorsement'>[],
): Promise<void> {
  const members = await findMembers(
    target,
    entries.flatMap((entry) => [entry.member, entry.by]),
  );
  const tags = await ensureTags(
    target,
    entries.map((entry) => ({ text: entry.tag, createdAt: toMillis(entry.createdAt) })),
  );
  const rows = entries.flatMap((entry) => {
    const [memberId, endorserId] = [members.get(entry.member), members.get(entry.by)];
    const tagId = tags.find(entry.tag);
    if (memberId === undefined || endorserId === undefined || tagId === undefined) {
      target.tally.skip({ reason: 'an endorsement whose people or tag are not here' });
      return [];
    }
    if (memberId === endorserId) {
      target.tally.skip({ reason: 'an endorsement of oneself', where: entry.member });
      return [];
    }
    return { memberId, tagId, endorserId, createdAt: toMillis(entry.createdAt) };
  });
  const added = await target.bulk.addEndorsements(rows);
  target.tally.added('endorsement', added);
  target.tally.known('endorsement', rows.length - added);
}
