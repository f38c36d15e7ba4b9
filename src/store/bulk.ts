import { bulkCare } from './bulk-care.ts';
import { bulkFind } from './bulk-find.ts';
import { bulkKeep } from './bulk-keep.ts';
import { bulkKnowledge } from './bulk-knowledge.ts';
import { bulkMerges } from './bulk-merges.ts';
import { bulkOptOuts } from './bulk-opt-outs.ts';
import { bulkPages } from './bulk-pages.ts';
import { bulkPairs } from './bulk-pairs.ts';
import { bulkPeople } from './bulk-people.ts';
import { bulkTexts } from './bulk-texts.ts';
import type { Db } from './schema.ts';

export type BulkStore = ReturnType<typeof bulkStore>;

/**
 * Many rows at once, for import and export. It sees whole communities, whoever reads: never offer it
 * to a command.
 */
export function bulkStore(db: Db) {
  return {
    ...bulkFind(db),
    ...bulkPeople(db),
    ...bulkKnowledge(db),
    ...bulkKeep(db),
    ...bulkOptOuts(db),
    ...bulkPages(db),
    ...bulkTexts(db),
    ...bulkCare(db),
    ...bulkMerges(db),
    ...bulkPairs(db),
  };
}
