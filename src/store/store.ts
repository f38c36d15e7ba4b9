import type { Database } from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { activityStore } from './activity.ts';
import { answerStore } from './answers.ts';
import { approachStore } from './approaches.ts';
import { auditStore } from './audit.ts';
import { backUp } from './backups.ts';
import { bulkStore } from './bulk.ts';
import { cardStore } from './cards.ts';
import { careStore } from './care.ts';
import { changeStore } from './changes.ts';
import { channelStore } from './channels.ts';
import { communityStore } from './communities.ts';
import { concernedStore } from './concerned.ts';
import { type Condition, conditionOf } from './condition.ts';
import { openDatabase } from './database.ts';
import { deliveryStore } from './deliveries.ts';
import { isBusy, openDialect } from './dialect.ts';
import { digestStore } from './digests.ts';
import { documentStore } from './documents.ts';
import { draftStore } from './drafts.ts';
import { effectStore } from './effects.ts';
import { evidenceStore } from './evidence.ts';
import { expertiseStore } from './expertise.ts';
import { forgettingStore } from './forgetting.ts';
import { handbookStore } from './handbook.ts';
import { installationStore } from './installations.ts';
import { latestStore } from './latest.ts';
import { learnedStore } from './learned.ts';
import { linkingStore } from './linking/linking.ts';
import { memberStore } from './members.ts';
import { mergeList } from './merges.ts';
import { mergingStore } from './merging.ts';
import { mergingSnippetStore } from './merging-snippets.ts';
import { needStore } from './needs.ts';
import { noticeLists } from './notice-lists.ts';
import { noticeStore } from './notices.ts';
import { pairStore } from './pairs.ts';
import { pingStore } from './pings.ts';
import { preferenceStore } from './preferences.ts';
import { privacyStore } from './privacy.ts';
import { questionStore } from './questions.ts';
import { quoteStore } from './quotes.ts';
import { recipientStore } from './recipients.ts';
import { retentionStore } from './retention.ts';
import { retrieval } from './retrieval-sqlite.ts';
import { revisionStore } from './revisions.ts';
import { riskStore } from './risks.ts';
import { scheduleStore } from './schedules.ts';
import type { Db, Schema } from './schema.ts';
import { searchSettingStore } from './search-settings.ts';
import { settingStore } from './settings.ts';
import { snippetEventStore } from './snippet-events.ts';
import { snippetStore } from './snippets.ts';
import { sourceStore } from './sources.ts';
import { suggestionStore } from './suggestions.ts';
import { tagCurationStore } from './tag-curation.ts';
import { tagUseStore } from './tag-uses.ts';
import { tagStore } from './tags.ts';
import { tidyingStore } from './tidying.ts';
import { titleStore } from './titles.ts';
import { undoStore } from './undoing.ts';
import { upkeepStore } from './upkeep.ts';
import { vectorStore } from './vectors.ts';
import { verificationStore } from './verification.ts';
import { voteStore } from './votes.ts';
import { withheldStore } from './withheld.ts';

/** Is told what to take back when the transaction it is in is rolled back; outside of one, never. */
type OnRollback = (undo: () => void) => void;

const stores = {
  communities: communityStore,
  installations: installationStore,
  channels: channelStore,
  members: memberStore,
  linking: linkingStore,
  tags: tagStore,
  tagUses: tagUseStore,
  tagCuration: tagCurationStore,
  expertise: expertiseStore,
  evidence: evidenceStore,
  activity: activityStore,
  withheld: withheldStore,
  risks: riskStore,
  preferences: preferenceStore,
  questions: (db: Db) => ({ ...questionStore(db), ...titleStore(db) }),
  answers: answerStore,
  votes: voteStore,
  revisions: revisionStore,
  snippets: snippetStore,
  verification: verificationStore,
  merges: mergeList,
  merging: mergingStore,
  mergingSnippets: mergingSnippetStore,
  pairs: pairStore,
  needs: needStore,
  care: careStore,
  snippetEvents: snippetEventStore,
  undoing: undoStore,
  quotes: quoteStore,
  drafts: draftStore,
  deliveries: deliveryStore,
  cards: cardStore,
  notices: (db: Db) => ({ ...noticeStore(db), ...noticeLists(db) }),
  concerned: concernedStore,
  pings: pingStore,
  approaches: approachStore,
  schedules: scheduleStore,
  recipients: recipientStore,
  effects: effectStore,
  sources: sourceStore,
  latest: latestStore,
  learned: learnedStore,
  audit: auditStore,
  settings: settingStore,
  retention: retentionStore,
  upkeep: upkeepStore,
  digests: digestStore,
  documents: documentStore,
  changes: changeStore,
  searchSettings: searchSettingStore,
  suggestions: suggestionStore,
  vectors: vectorStore,
  retrieval: retrieval,
  bulk: bulkStore,
  privacy: privacyStore,
  forgetting: forgettingStore,
  tidying: tidyingStore,
  handbook: handbookStore,
} as const;

/** The nouns, as they can be read and written inside or outside a transaction. */
export type Tables = {
  readonly [Noun in keyof typeof stores]: ReturnType<(typeof stores)[Noun]>;
} & { readonly onRollback: OnRollback };

/** Each is made when it is first asked for: a transaction needs few of them. */
function nouns(db: Db, onRollback: OnRollback = () => {}): Tables {
  const made = { onRollback };
  for (const [noun, make] of Object.entries(stores)) {
    let value: unknown;
    const get = () => {
      value ??= make(db);
      return value;
    };
    Object.defineProperty(made, noun, { enumerable: true, get });
  }
  // Every noun of `stores` has its getter.
  return made as unknown as Tables;
}

export interface Store extends Tables {
  /**
   * Runs `act` in one transaction: all of it is kept, or, when it throws, nothing. Inside it use only
   * the tables it is given; the store's own would wait for the transaction to end.
   */
  write<T>(act: (tables: Tables) => Promise<T>): Promise<T>;
  /** Runs `look` on the tables as they are at one moment, whatever other processes write meanwhile. */
  read<T>(look: (tables: Tables) => Promise<T>): Promise<T>;
  /** Leaves nothing of what was deleted in the files: neither in the index nor in the log. */
  scrub(): Promise<void>;
  /** Empties the log, in which what was deleted still stands. */
  flush(): Promise<void>;
  /** How the database is just now. */
  condition(): Condition;
  /** Copies the database to a new file while it is in use; see `backUp`. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** How long a query waits for another process's lock, in milliseconds. */
const defaultPatience = 10_000;
/** While the store is opened nobody waits for an answer, so the program itself may. */
const openingPatience = 5_000;

/**
 * Opens the store at `path`, or an empty one in memory for ':memory:'. Another process's lock is
 * waited for at most `patience` milliseconds.
 * @throws KnownError 'unavailable' when the database cannot be used; see `openDatabase`.
 */
export function openStore(path: string, patience = defaultPatience): Store {
  const database = openDatabase(path, Math.min(patience, openingPatience));
  // From here on waiting is the dialect's: SQLite's own would stop the whole program.
  database.pragma('busy_timeout = 0');
  const db: Db = new Kysely<Schema>({ dialect: openDialect(database, patience) });
  const transaction = <T>(begin: string, act: (tables: Tables) => Promise<T>): Promise<T> =>
    db.connection().execute(async (connection) => {
      const undo: (() => void)[] = [];
      try {
        await sql.raw(begin).execute(connection);
        const result = await act(nouns(connection, (one) => void undo.push(one)));
        await sql`COMMIT`.execute(connection);
        return result;
      } catch (error) {
        if (database.inTransaction) await sql`ROLLBACK`.execute(connection);
        for (const one of undo) one();
        throw error;
      }
    });
  /** Behind what is under way: a transaction holds on to the log. */
  const emptyLog = (): Promise<void> =>
    db.connection().execute(async (connection) => {
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(connection);
    });
  return {
    ...nouns(db),
    write: (act) => transaction('BEGIN IMMEDIATE', act),
    read: (look) => transaction('BEGIN', look),
    async scrub() {
      await nouns(db).retrieval.compact();
      await emptyLog();
    },
    flush: emptyLog,
    condition: () => conditionOf(database),
    backup: (file) => backUp(database, file),
    async close() {
      if (database.open) optimise(database);
      await db.destroy();
      // Kysely closes only what was used.
      database.close();
    },
  };
}

/** Keeps the planner's statistics true: https://www.sqlite.org/pragma.html#pragma_optimize */
function optimise(database: Database): void {
  try {
    database.pragma('optimize');
  } catch (error) {
    // Whoever holds the lock goes on; the next close brings them up to date.
    if (!isBusy(error)) throw error;
  }
}
