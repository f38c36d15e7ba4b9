import { KnownError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Store } from '../store/store.ts';
import type { Entries, Entry, EntryKind, EntryOf } from './entry.ts';
import { importAcceptances, importAnswers } from './import-answers.ts';
import { importCare } from './import-care.ts';
import { importMembers } from './import-members.ts';
import { importFormerNames, importMergedSnippets, importMerges } from './import-merges.ts';
import { importNotMe, importPreferences, importWithheld } from './import-opt-outs.ts';
import { importPairs } from './import-pairs.ts';
import { importChannels, importWorkspaces } from './import-places.ts';
import { importQuestions } from './import-questions.ts';
import { importSearch } from './import-search.ts';
import { importSettings } from './import-settings.ts';
import { importSnippets } from './import-snippets.ts';
import { importEndorsements, importExpertise, importTags } from './import-tags.ts';
import { importVotes } from './import-votes.ts';
import { createTally, type ImportReport } from './tally.ts';
import type { Target } from './target.ts';

export interface ImportOptions {
  readonly store: Store;
  /** Name of the community; it is created when there is none. */
  readonly into: string;
  readonly entries: Entries;
  readonly newRef: () => string;
  readonly now: number;
  /** Called after every batch, when it is safe in the database. */
  readonly onProgress?: (progress: { readonly read: number }) => void;
  /** Every accepted answer also becomes a snippet: for sources that have no snippets of their own. */
  readonly keepAccepted?: boolean;
}

/** A batch is written in one transaction: others wait for it, and a crash loses no more than it. */
const batchEntries = 500;
const batchCharacters = 4_000_000;

/**
 * Puts entries into a community. What has a ref that is there already is left untouched, so an import
 * can be repeated, and continued after a crash, with the result of one. The search index is not
 * touched: index what is stale afterwards.
 * @throws KnownError 'invalid' when `into` can be no community's name, and what `entries` throws
 */
export async function importEntries(options: ImportOptions): Promise<ImportReport> {
  const { store, into, entries, newRef, now, onProgress, keepAccepted = false } = options;
  if (into.trim() === '' || into.length > limits.name) {
    throw new KnownError('invalid', `Name the community in 1 to ${limits.name} characters.`);
  }
  const tally = createTally();
  const community = await store.write(
    async ({ communities }) =>
      (await communities.byName(into)) ??
      (await communities.add({ ref: newRef(), name: into, createdAt: now })),
  );
  const memory = {
    communityId: community.id,
    tally,
    keepAccepted,
    sameMembers: new Map<string, number>(),
    nextHandleNumber: new Map<string, number>(),
  };
  let read = 0;
  let batch: Entry[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    const full = batch;
    batch = [];
    characters = 0;
    await store.write((tables) => importBatch({ ...memory, ...tables }, full));
    onProgress?.({ read });
  }

  for await (const entry of entries) {
    if (entry.kind === 'skipped') {
      tally.skip(entry);
      continue;
    }
    read += 1;
    tally.read(entry.kind, 1);
    batch.push(entry);
    characters += sizeOf(entry);
    if (batch.length >= batchEntries || characters >= batchCharacters) await flush();
  }
  if (batch.length > 0) await flush();
  return tally.report(community.name);
}

/** Kind by kind, in the order in which entries name each other. */
async function importBatch(target: Target, batch: readonly Entry[]): Promise<void> {
  const of = <K extends EntryKind>(kind: K): EntryOf<K>[] =>
    batch.filter((entry): entry is EntryOf<K> => entry.kind === kind);
  await importWorkspaces(target, of('workspace'));
  await importChannels(target, of('channel'));
  await importMembers(target, of('member'));
  await importPreferences(target, of('preference'));
  await importSettings(target, of('setting'));
  await importTags(target, of('tag'));
  await importExpertise(target, of('expertise'));
  await importEndorsements(target, of('endorsement'));
  await importNotMe(target, of('not-me'));
  await importQuestions(target, of('question'));
  await importAnswers(target, of('answer'));
  await importAcceptances(target, of('acceptance'));
  await importWithheld(target, of('withheld'));
  await importSnippets(target, of('snippet'));
  await importCare(target, of('care'));
  await importVotes(target, of('vote'));
  await importMerges(target, of('merge'));
  await importFormerNames(target, of('former-name'));
  await importMergedSnippets(target, of('merged-snippet'));
  await importPairs(target, of('pair'));
  await importSearch(target, of('search'));
}

/** About how many characters the entry's texts have. */
function sizeOf(entry: Entry): number {
  const texts =
    entry.kind === 'question' || entry.kind === 'answer'
      ? [entry.body]
      : entry.kind === 'snippet'
        ? [entry.question, entry.answer]
        : [];
  const earlier = 'revisions' in entry ? entry.revisions.map((revision) => revision.body) : [];
  return [...texts, ...earlier].reduce((sum, text) => sum + text.length, 0);
}
