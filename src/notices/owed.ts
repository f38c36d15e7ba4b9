import type { Actor, Channel, Person, Question, Snippet } from '../model.ts';
import type { NoticeKind } from '../model-owed.ts';
import { settingsOf } from '../settings.ts';
import type { NewNotice } from '../store/notices.ts';
import type { Tables } from '../store/store.ts';

const minute = 60_000;
const hour = 60 * minute;
/** The adapter that heard a change shows it on the card; this long after, the courier looks whether it did. */
const cardAfter = 30_000;
const acceptAfter = 24 * hour;
const helpedAfter = hour;
const helpedAtMost = 24 * hour;
/** Longer than it can be undone. */
const outdatedAfter = 15 * minute;
const outdatedAtMost = 24 * hour;
export const helpedLately = 90 * 24 * hour;
const ladder: readonly NoticeKind[] = ['route', 'ping', 'waiting', 'steward'];

/**
 * What follows from facts. Each function is called in the transaction of its fact, so that both are
 * kept or neither; the keys make each notice once, however often the fact comes.
 */

/** The card, and the first step of the ladder. */
export async function oweAsked(tables: Tables, question: Question, now: number): Promise<void> {
  await oweCard(tables, question, now);
  await oweRoute(tables, question, now, now);
}

/** The card as the question is now. What was owed of it before is made up for by this. */
export async function oweCard(
  tables: Tables,
  question: Question,
  now: number,
  dueAt = now + cardAfter,
): Promise<void> {
  const { id, channel } = question;
  // Where nobody serves the channel any more, no card stands that could be wrong.
  if (!(await tables.recipients.channel(channel.id))?.connected) return;
  await tables.notices.removeDue(id, 'card');
  const card = { key: `card:${id}:${now}`, kind: 'card', channelId: channel.id } as const;
  await tables.notices.add({ ...aboutQuestion(question), ...card, dueAt }, now);
}

/**
 * The next step of the ladder at `dueAt`: what is done is decided then. `begun` is when its waiting
 * began, as before unless said.
 */
export async function oweRoute(
  tables: Tables,
  question: Question,
  dueAt: number,
  now: number,
  begun?: number,
): Promise<void> {
  const from = begun ?? (await tables.notices.routedFrom(question.id)) ?? question.createdAt;
  await tables.notices.cancel(question.id, { kinds: ['route'] }, 'decided anew', now);
  const step = (await tables.notices.countOf(question.id, 'route')) + 1;
  const route = { key: `route:${question.id}:${step}`, kind: 'route', details: { from } } as const;
  await tables.notices.add({ ...aboutQuestion(question), ...route, dueAt }, now);
}

/** Somebody answered: the ladder stops, and a day after the last answer the asker is asked once. */
export async function oweAnswered(
  tables: Tables,
  question: Question,
  authorId: number,
  now: number,
): Promise<void> {
  await oweCard(tables, question, now);
  const askerId = await tables.concerned.authorOf(question.id);
  if (authorId === askerId || question.state !== 'open') return;
  await stopLadder(tables, question.id, 'answered', now);
  const set = await settingsOf(tables, { ...question, channelId: question.channel.id });
  if (!set['suggest-acceptance']) return;
  const key = `accept:${question.id}`;
  const dueAt = now + acceptAfter;
  if (await tables.notices.postpone(key, dueAt)) return;
  await oweMember(tables, question, askerId, { key, kind: 'accept', dueAt }, now);
}

/** It is solved: nobody needs to be asked, and who has the same question is told once. */
export async function oweAccepted(
  tables: Tables,
  question: Question,
  by: { readonly authorId: number; readonly actorId: number },
  now: number,
): Promise<void> {
  await oweCard(tables, question, now);
  await stopLadder(tables, question.id, 'accepted', now);
  await tables.notices.cancel(question.id, { kinds: ['accept', 'taken'] }, 'accepted', now);
  for (const memberId of await tables.concerned.watchersOf(question.id)) {
    if (memberId === by.actorId || memberId === by.authorId) continue;
    const key = `resolved:${question.id}:${memberId}`;
    await oweMember(tables, question, memberId, { key, kind: 'resolved', dueAt: now }, now);
  }
  if (by.authorId !== by.actorId) await oweHelped(tables, question, by.authorId, now);
}

/** An answer helped: its author is told, of all that came together, at most once a day. */
export async function oweHelped(
  tables: Tables,
  near: Pick<Question, 'channel' | 'communityId'>,
  authorId: number,
  now: number,
): Promise<void> {
  const last = await tables.notices.lastTo(authorId, 'helped');
  if (last.isDue) return;
  const dueAt = Math.max(now + helpedAfter, last.sentAt + helpedAtMost);
  const details = { from: last.sentAt || now };
  const notice = { key: `helped:${authorId}:${dueAt}`, kind: 'helped', dueAt, details } as const;
  await oweMember(tables, { ...near, id: null }, authorId, notice, now);
}

/**
 * What is kept is right no longer: whoever it helped lately hears so, all at once and at most once a day,
 * when it cannot be undone any more.
 */
export async function oweOutdated(
  tables: Tables,
  snippet: Pick<Snippet, 'id' | 'channel'> & { readonly owner: Pick<Person, 'id'> | null },
  actor: Pick<Actor, 'communityId' | 'memberId'>,
  now: number,
): Promise<void> {
  const { communityId } = actor;
  const helped = await tables.effects.helpedBy(snippet.id, now - helpedLately);
  for (const memberId of helped) {
    if (memberId === actor.memberId || memberId === snippet.owner?.id) continue;
    const last = await tables.notices.lastTo(memberId, 'outdated');
    if (last.isDue) continue;
    const dueAt = Math.max(now + outdatedAfter, last.sentAt + outdatedAtMost);
    const details = { from: last.sentAt || now };
    const notice = {
      key: `outdated:${memberId}:${dueAt}`,
      kind: 'outdated',
      dueAt,
      details,
    } as const;
    const near = { id: null, communityId, channel: snippet.channel };
    await oweMember(tables, near, memberId, notice, now);
  }
}

/** Closed: nothing about it is owed any more, but that its card says so. */
export async function oweNothing(tables: Tables, question: Question, now: number): Promise<void> {
  await stopLadder(tables, question.id, 'closed', now);
  await tables.notices.cancel(question.id, {}, 'closed', now);
  await oweCard(tables, question, now);
}

/** Brings the question to an expert at `dueAt`: the first time, or again when they put it off. */
export async function owePing(
  tables: Tables,
  question: Question,
  memberId: number,
  dueAt: number,
  now: number,
): Promise<void> {
  const narrowed = { kinds: ['ping'], memberId } as const;
  await tables.notices.cancel(question.id, narrowed, 'decided anew', now);
  const attempt = (await tables.notices.countOf(question.id, 'ping', memberId)) + 1;
  const key = `ping:${question.id}:${memberId}:${attempt}`;
  await oweMember(tables, question, memberId, { key, kind: 'ping', dueAt }, now);
}

/** Its text or tags changed: who is asked next is decided anew; who was asked stays asked. */
export async function oweEdited(tables: Tables, question: Question, now: number): Promise<void> {
  await oweCard(tables, question, now);
  if (question.state !== 'open') return;
  const owed = (await tables.pings.of(question.id)).filter(({ state, askedAt }) => {
    return state === 'owed' && askedAt === null;
  });
  await tables.pings.removeOwed(question.id);
  for (const { memberId } of owed) {
    const narrowed = { kinds: ['ping'], memberId } as const;
    await tables.notices.cancel(question.id, narrowed, 'decided anew', now);
  }
  await oweRoute(tables, question, now, now);
}

export async function stopLadder(
  tables: Tables,
  questionId: number,
  why: string,
  now: number,
): Promise<void> {
  await tables.notices.cancel(questionId, { kinds: ladder }, why, now);
  await tables.pings.removeOwed(questionId);
  await tables.pings.expire(questionId, now);
}

type Owed = Pick<NewNotice, 'key' | 'kind' | 'dueAt' | 'details'>;

/** Owes a member something, where they can be reached; nothing when that is nowhere. */
export async function oweMember(
  tables: Tables,
  near: {
    readonly id: number | null;
    readonly communityId: number;
    readonly channel: Channel;
  },
  memberId: number,
  notice: Owed,
  now: number,
): Promise<void> {
  const workspaceId = await tables.recipients.workspaceOf(memberId, near.channel.workspaceId);
  if (workspaceId === undefined) return;
  const { communityId, id: questionId } = near;
  await tables.notices.add({ ...notice, communityId, workspaceId, memberId, questionId }, now);
}

function aboutQuestion(question: Question) {
  return {
    communityId: question.communityId,
    workspaceId: question.channel.workspaceId,
    questionId: question.id,
  };
}
