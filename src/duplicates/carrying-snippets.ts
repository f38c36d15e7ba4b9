import type { Tables } from '../store/store.ts';
import { mostTags } from '../tags.ts';
import { type Carrying, partThrough } from './carrying.ts';

export const carryingSnippets = (tables: Tables): Carrying => ({
  ...tables.mergingSnippets,
  merge: (from, into, by) => tables.mergingSnippets.merge(from, into, { ...by, mostTags }),
  // A merge changes no snippet's text.
  settle: async () => {},
  index: async () => {},
});

/** Removes a snippet. What was merged into it stands for itself again. */
export async function removeSnippet(tables: Tables, id: number): Promise<void> {
  for (const merge of await tables.mergingSnippets.into(id)) {
    await partThrough(carryingSnippets(tables), merge);
  }
  await tables.snippets.remove(id);
}

/** Drops the snippet that the answer became, unless someone has worked on it since. */
export async function discardSnippet(tables: Tables, answerId: number | undefined): Promise<void> {
  const id = answerId === undefined ? undefined : await tables.snippets.ofAnswer(answerId);
  if (id === undefined) return;
  if (!(await tables.snippetEvents.isWorkedOn(id))) await removeSnippet(tables, id);
}
