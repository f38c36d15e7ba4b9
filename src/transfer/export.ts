import { KnownError } from '../errors.ts';
import { limits } from '../limits.ts';
import { isStandard } from '../search/settings.ts';
import { travels } from '../settings.ts';
import type { BulkStore } from '../store/bulk.ts';
import type { Tables } from '../store/store.ts';
import { cut } from '../text.ts';
import type { Entry } from './entry.ts';
import { exportMerges } from './export-merges.ts';
import { toPreference, toWithheld } from './export-opt-outs.ts';
import { exportPairs } from './export-pairs.ts';
import { exportCare, exportQuestions, exportSnippets } from './export-texts.ts';
import { toTime } from './times.ts';

/** How much is in memory at a time. */
const pageSize = 500;

/**
 * Everything that a community knows, each entry after what it names, in an order that is the same
 * from database to database, also what members said about being found and asked: nobody may be asked
 * again because the database is another. What only the running bot needs (drafts, deliveries, notices, the
 * record of admins' acts) is left out. For a picture of one moment while others write, give it the
 * tables of a transaction.
 * @throws KnownError 'not_found' when there is no such community.
 */
export async function* exportEntries(
  tables: Pick<Tables, 'bulk' | 'searchSettings'>,
  communityId: number,
): AsyncGenerator<Entry> {
  const { bulk } = tables;
  const community = await bulk.communityName(communityId);
  if (community === undefined) {
    throw new KnownError('not_found', 'There is no such community. Name one that is here.');
  }
  yield { kind: 'praxis', version: 1, community };
  yield* exportPlaces(bulk, communityId);
  yield* exportMembers(bulk, communityId);
  yield* exportPreferences(bulk, communityId);
  yield* exportSettings(bulk, communityId);
  yield* exportTags(bulk, communityId);
  yield* exportQuestions(bulk, communityId);
  yield* exportSnippets(bulk, communityId);
  yield* exportCare(bulk, communityId);
  yield* exportVotes(bulk, communityId);
  yield* exportMerges(bulk, communityId);
  yield* exportPairs(bulk, communityId);
  const setting = await tables.searchSettings.of(communityId);
  if (!isStandard(setting)) yield { kind: 'search', ...setting };
}

async function* exportPlaces(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const workspaces = await bulk.workspacesOf(communityId);
  const keyOf = (row: (typeof workspaces)[number]) => `${row.platform}:${row.externalId}`;
  for (const row of workspaces) {
    const name = cut(row.name, limits.name) || 'unnamed';
    yield { kind: 'workspace', key: keyOf(row), name, createdAt: toTime(row.createdAt) };
  }
  for (const workspace of workspaces) {
    for (const row of await bulk.channelsOf(workspace.id)) {
      yield {
        kind: 'channel',
        workspace: keyOf(workspace),
        id: row.externalId,
        name: row.name,
        private: row.private === 1,
        createdAt: toTime(row.createdAt),
      };
    }
  }
}

async function* exportMembers(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: string) => bulk.membersAfter(communityId, after, pageSize);
  for (let rows = await page(''); rows.length > 0; rows = await page(rows.at(-1)?.ref ?? '')) {
    const accounts = await bulk.accountsOf(rows.map((row) => row.id));
    const byMember = Map.groupBy(accounts, (account) => account.memberId);
    for (const { id, joinedAt, ...member } of rows) {
      yield {
        kind: 'member',
        ...member,
        joinedAt: toTime(joinedAt),
        accounts: (byMember.get(id) ?? []).map((account) => ({
          workspace: `${account.platform}:${account.workspaceId}`,
          id: account.externalId,
          createdAt: toTime(account.createdAt),
        })),
      };
    }
  }
}

async function* exportPreferences(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: string) => bulk.membersAfter(communityId, after, pageSize);
  for (let rows = await page(''); rows.length > 0; rows = await page(rows.at(-1)?.ref ?? '')) {
    yield* (await bulk.preferencesOf(rows.map((row) => row.id))).map(toPreference);
  }
}

async function* exportSettings(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  for (const { key, value, setAt, ...place } of await bulk.settingsOf(communityId)) {
    if (!travels(key)) continue;
    const { platform, workspaceId, channelId } = place;
    const channel =
      channelId === null
        ? {}
        : { channel: { workspace: `${platform}:${workspaceId}`, id: channelId } };
    yield { kind: 'setting', key, value, ...channel, setAt: toTime(setAt) };
  }
}

async function* exportTags(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: string) => bulk.tagsAfter(communityId, after, pageSize);
  for (let rows = await page(''); rows.length > 0; rows = await page(rows.at(-1)?.name ?? '')) {
    const aliases = await bulk.aliasesOf(rows.map((row) => row.id));
    const byTag = Map.groupBy(aliases, (alias) => alias.tagId);
    for (const { id, name, createdAt, verifyDays, approvedAt } of rows) {
      const names = (byTag.get(id) ?? []).map(({ alias }) => alias);
      const own = {
        ...(verifyDays !== null && { verifyDays }),
        ...(approvedAt !== null && { approvedAt: toTime(approvedAt) }),
      };
      yield { kind: 'tag', name, aliases: names, createdAt: toTime(createdAt), ...own };
    }
    for (const { id, name: tag } of rows) {
      for (const { member, declaredAt } of await bulk.expertiseIn(id)) {
        yield { kind: 'expertise', member, tag, declaredAt: toTime(declaredAt) };
      }
      for (const { member, saidAt } of await bulk.notMeIn(id)) {
        yield { kind: 'not-me', member, tag, saidAt: toTime(saidAt) };
      }
      for (const { member, by, createdAt } of await bulk.endorsementsIn(id)) {
        yield { kind: 'endorsement', member, tag, by, createdAt: toTime(createdAt) };
      }
      for (const { by, ...row } of await bulk.withheldIn(id)) {
        yield toWithheld(row, { kind: 'endorsement', tag, by });
      }
    }
  }
}

async function* exportVotes(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: string) => bulk.votesAfter(communityId, after, pageSize);
  for (let rows = await page(''); rows.length > 0; rows = await page(rows.at(-1)?.ref ?? '')) {
    for (const { ref, answer, snippet, by, vote, createdAt } of rows) {
      const on =
        answer === null
          ? ({ kind: 'snippet', ref: snippet ?? '' } as const)
          : ({ kind: 'answer', ref: answer } as const);
      yield { kind: 'vote', ref, on, by, vote, createdAt: toTime(createdAt) };
    }
  }
}
