import type { Entries } from './entry.ts';
import { readJsonLines } from './jsonl.ts';
import { readSlackExport } from './slack-export.ts';
import { readStackExchange } from './stackexchange.ts';

/** What an import may be told about its source. */
export interface SourceOptions {
  /** Slack: take every thread that starts with a question. */
  readonly allThreads?: boolean;
  /** Slack: the names of reactions that mark an answer. */
  readonly marks?: readonly string[];
}

export interface Source {
  readonly read: (path: string, options: SourceOptions) => Entries;
  /** Whether accepted answers become snippets: not where the source has its own. */
  readonly keepAccepted: boolean;
}

/** Where communities can be imported from, by the word that is typed. */
export const sources = {
  stackexchange: { read: (path) => readStackExchange(path), keepAccepted: true },
  slack: { read: readSlackExport, keepAccepted: true },
  jsonl: { read: (path) => readJsonLines(path), keepAccepted: false },
} as const satisfies Readonly<Record<string, Source>>;
