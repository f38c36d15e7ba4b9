import type { Question } from '../model.ts';
import type { Notice } from '../model-owed.ts';
import type { Tables } from '../store/store.ts';
import type { Spent } from '../store/tidying.ts';
import { oweMember } from './owed.ts';

const day = 24 * 60 * 60 * 1000;
const longestAhead = 7 * day;

/** What nobody answered is about to be deleted: its asker is told once, a week before. */
export interface Expiring {
  readonly kind: 'expiring';
  readonly question: Question;
  /** When it is deleted, at the earliest. */
  readonly at: number;
}

/** So long before a question is deleted its asker is told, and it waits so long for them. */
export const aheadOf = (days: number) => Math.min(longestAhead, Math.floor(days / 2) * day);

export async function oweExpiring(
  tables: Tables,
  communityId: number,
  { id, channelId, since }: Spent,
  at: number,
  now: number,
): Promise<void> {
  const place = await tables.recipients.channel(channelId);
  if (!place) return;
  const askerId = await tables.concerned.authorOf(id);
  const key = `expiring:${id}:${since}`;
  const details = { from: since, to: at };
  const near = { id, communityId, channel: place.channel };
  await oweMember(tables, near, askerId, { key, kind: 'expiring', dueAt: now, details }, now);
}

/** Undefined when its time began anew since, or it will not be deleted any more. */
export async function expiring(
  tables: Pick<Tables, 'tidying'>,
  question: Question,
  { details }: Notice,
): Promise<Expiring | undefined> {
  const { from, to = 0 } = details;
  const since = await tables.tidying.unansweredSince(question.id);
  return since === from ? { kind: 'expiring', question, at: to } : undefined;
}
