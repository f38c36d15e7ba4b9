import { availabilityOf } from '../experts/availability.ts';
import { preferencesOf } from '../experts/preferences.ts';
import { mayBeAsked } from '../experts/routing.ts';
import { tagsIn } from '../experts/topic.ts';
import type { Approach, Notice } from '../model-owed.ts';
import type { Except } from '../store/pings.ts';
import type { Tables } from '../store/store.ts';
import type { Verdict } from './matters.ts';

/** What is to be done about a notice of an approach: it is brought if it may still be; its end is told. */
export async function approached(
  tables: Tables,
  { kind, details: { approachId = 0 } }: Notice,
  now: number,
): Promise<Verdict> {
  // What nobody has answered by the time that its outcome is due has ended.
  if (kind === 'outcome') await tables.approaches.become(approachId, 'silent');
  const approach = await tables.approaches.find(approachId);
  if (!approach) return { kind: 'pointless', why: 'it is gone' };
  const [asker] = await tables.members.byIds([approach.askerId]);
  const [member] = await tables.members.byIds([approach.memberId]);
  if (!asker || !member) return { kind: 'pointless', why: 'one of them is gone' };
  if (kind === 'outcome') return { kind: 'tell', matter: { kind, approach, member } };
  if (approach.state !== 'open') return { kind: 'pointless', why: 'it was said meanwhile' };
  if (await mayBring(tables, approach, now, { approachId })) {
    return { kind: 'tell', matter: { kind: 'approach', approach, asker } };
  }
  await endInSilence(tables, approachId, now);
  return { kind: 'pointless', why: 'they are not asked any more' };
}

/** Whether one may still be brought what was asked of them, as they have it now. */
export async function mayBring(
  tables: Tables,
  about: Pick<Approach, 'memberId' | 'communityId' | 'topic' | 'kind'>,
  now: number,
  except: Except = {},
): Promise<boolean> {
  const { memberId, communityId, topic, kind } = about;
  // A guest is let into a channel: people of the community are not to go to them.
  if (kind === 'nominate' && (await tables.members.guestOf(memberId)) !== undefined) return false;
  const said = await preferencesOf(tables, memberId);
  const gone = await tables.members.goneAmong([memberId]);
  const isMuted = await tables.recipients.isPaused({ channelId: null, memberId });
  const availability = (await availabilityOf(tables, [memberId], now, except)).get(memberId);
  if (said.unlisted || gone.has(memberId) || isMuted || !availability) return false;
  const tags = await tables.tags.named(communityId, tagsIn(topic));
  const declined = await tables.expertise.declinedIn(tags.map(({ id }) => id));
  return mayBeAsked({ ...availability, declined: declined.has(memberId) }, now);
}

/** It cannot be brought to them: who asked hears that now. */
export async function endInSilence(
  tables: Pick<Tables, 'approaches' | 'notices'>,
  id: number,
  now: number,
): Promise<void> {
  if (await tables.approaches.become(id, 'silent')) {
    await tables.notices.postpone(`outcome:${id}`, now);
  }
}
