/** Which part of a list: `limit` rows after the first `offset`. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** A part of a list, and how long the whole list is. */
export interface Paged<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** The half-open range of strings that start with `prefix`, for an index to walk. */
export function prefixRange(prefix: string): readonly [from: string, to: string] {
  return [prefix, `${prefix}\u{10ffff}`];
}
