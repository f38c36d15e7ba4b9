/** A part of a text that is replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** The text with the edits made. Of edits that overlap the first one counts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let made = '';
  let from = 0;
  for (const { start, end, by } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue;
    made += text.slice(from, start) + by;
    from = end;
  }
  return made + text.slice(from);
}
