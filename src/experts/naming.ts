import type { Person, Reader } from '../model.ts';
import type { TagEvidence } from '../store/expertise.ts';
import type { Tables } from '../store/store.ts';
import { present, saidStrength } from './fading.ts';

/** The channels of which the reader may not know what was done there. */
export async function hiddenFrom(tables: Tables, reader: Reader): Promise<ReadonlySet<number>> {
  const hidden = new Set(await tables.activity.privateChannels());
  hidden.delete(reader.channelId);
  return hidden;
}

/** Members who are here, whom one may name, and who did not say "not me" to one of the tags. */
export async function nameable(
  tables: Tables,
  ids: readonly number[],
  tagIds: readonly number[],
): Promise<ReadonlyMap<number, Person>> {
  const preferences = await tables.preferences.of(ids);
  const declined = await tables.expertise.declinedIn(tagIds);
  const people = await tables.members.byIds(ids);
  const gone = await tables.members.goneAmong(ids);
  const named = people.filter(
    ({ id }) => !preferences.get(id)?.unlisted && !declined.has(id) && !gone.has(id),
  );
  return new Map(named.map((person) => [person.id, person]));
}

/** They, or others, say that they know it. */
export const isSaid = (tag: TagEvidence) => tag.declaredAt !== null || tag.endorsedBy.length > 0;

/** What has not faded, those first of whom most is said. */
export const standing = (inTags: readonly TagEvidence[], now: number) =>
  inTags
    .flatMap((tag) => present(tag, now) ?? [])
    .toSorted((a, b) => saidStrength(b, now) - saidStrength(a, now) || a.member.id - b.member.id);
