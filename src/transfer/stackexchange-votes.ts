import { type Entry, type Skipped, skipped } from './entry.ts';
import { createIdSet } from './id-set.ts';
import { type Dump, readDate, readId } from './stackexchange-dump.ts';

/** https://meta.stackexchange.com/questions/2677: what `VoteTypeId` says. */
const acceptance = '1';
const upVote = '2';
const otherVotes = new Map([
  ['3', 'a down-vote'],
  ['4', 'a flag as offensive'],
  ['5', 'a bookmark'],
  ['6', 'a vote to close'],
  ['7', 'a vote to reopen'],
  ['8', 'the start of a bounty'],
  ['9', 'the end of a bounty'],
  ['10', 'a vote to delete'],
  ['11', 'a vote to undelete'],
  ['12', 'a flag as spam'],
  ['15', "a moderator's review"],
  ['16', 'an approved edit suggestion'],
]);

/**
 * Acceptances and helpful votes. An acceptance is dated by its vote; where Votes.xml has none for an
 * answer that its question names as accepted, it has no date. Acceptances that no question names any
 * more come last: they count only where the question has no other.
 */
export async function* readVotes(dump: Dump): AsyncGenerator<Entry | Skipped> {
  const dated = createIdSet();
  let isAnyUnnamed = false;
  for await (const row of dump.rows('Votes.xml')) {
    const type = row.get('VoteTypeId') ?? '';
    const postId = readId(row.get('PostId'));
    const voteId = readId(row.get('Id'));
    const createdAt = readDate(row.get('CreationDate'));
    if (postId === undefined || voteId === undefined || createdAt === undefined) {
      yield skipped('a vote without an id, a post or a date');
    } else if (type !== acceptance && type !== upVote) {
      yield skipped(
        `${otherVotes.get(type) ?? 'a vote of another kind'}: only helpful votes are kept`,
      );
    } else if (!dump.answers.has(postId)) {
      yield skipped(
        dump.questions.has(postId)
          ? 'a vote on a question: only votes on answers are kept'
          : 'a vote on a post that was not imported',
      );
    } else if (type === upVote) {
      yield toVote(dump, voteId, postId, createdAt);
    } else if (!dump.accepted.has(postId)) {
      isAnyUnnamed = true;
    } else {
      dated.add(postId);
      yield toAcceptance(dump, postId, createdAt);
    }
  }
  for (const id of dump.accepted) {
    if (dump.answers.has(id) && !dated.has(id)) yield toAcceptance(dump, id, null);
  }
  if (isAnyUnnamed) yield* readUnnamedAcceptances(dump);
}

async function* readUnnamedAcceptances(dump: Dump): AsyncGenerator<Entry> {
  for await (const row of dump.rows('Votes.xml')) {
    const postId = readId(row.get('PostId'));
    const createdAt = readDate(row.get('CreationDate'));
    if (row.get('VoteTypeId') !== acceptance || postId === undefined) continue;
    const isUnnamed = dump.answers.has(postId) && !dump.accepted.has(postId);
    if (isUnnamed && createdAt !== undefined) yield toAcceptance(dump, postId, createdAt);
  }
}

function toAcceptance(dump: Dump, answerId: number, at: string | null): Entry {
  return { kind: 'acceptance', answer: dump.refTo('answer', answerId), by: null, at };
}

function toVote(dump: Dump, voteId: number, answerId: number, createdAt: string): Entry {
  return {
    kind: 'vote',
    ref: dump.refTo('vote', voteId),
    on: { kind: 'answer', ref: dump.refTo('answer', answerId) },
    by: null,
    vote: 'helpful',
    createdAt,
  };
}
