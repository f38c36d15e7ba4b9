import type { IdSet } from './id-set.ts';
import type { Row } from './xml-rows.ts';

/** One reading of a dump. The sets cost a bit for each post and user, whatever the posts' length. */
export interface Dump {
  readonly site: string;
  /** Where questions go. */
  readonly place: { readonly workspace: string; readonly channel: string };
  readonly rows: (file: string) => AsyncIterable<Row>;
  readonly users: IdSet;
  readonly questions: IdSet;
  readonly answers: IdSet;
  /** Answers that their question names as accepted. */
  readonly accepted: IdSet;
  readonly refTo: (kind: 'user' | 'question' | 'answer' | 'vote', id: number | string) => string;
}

/** Who wrote what nobody is named for. */
export const nobody = 'unknown';

/** The ref of the post's author, or of the one who stands for all who left. */
export function authorOf(dump: Dump, row: Row): string {
  const id = readId(row.get('OwnerUserId'));
  return dump.refTo('user', id !== undefined && dump.users.has(id) ? id : nobody);
}

/** A whole number; -1 is the site's own user. */
export function readId(text: string | undefined): number | undefined {
  return text !== undefined && /^(-1|\d{1,10})$/.test(text) ? Number(text) : undefined;
}

/** A dump's dates are UTC without saying so: `2018-03-12T17:00:45.567`. */
export function readDate(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z?$/.test(text)) {
    return undefined;
  }
  const date = new Date(text.endsWith('Z') ? text : `${text}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
