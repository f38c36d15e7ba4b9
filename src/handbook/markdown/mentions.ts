const mention = /(?<![\p{L}\p{N}\p{M}#&/@._\\[!-])(?:S\d{1,9}|#\d{1,9})(?![\p{L}\p{N}\p{M}_-])/gu;

/** Where members name a snippet or a question in a text, and the number of the snippet that is meant. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly number: number;
}

/** What `S7` and `#42` lead to in a handbook; nothing leads where nobody may look. */
export interface Targets {
  readonly ofSnippet: ReadonlySet<number>;
  /** The snippet that came from a question, by the question's number. */
  readonly ofQuestion: ReadonlyMap<number, number>;
}

/** The mentions in plain text. A bare `S3` is Amazon's store far more often than a snippet. */
export function mentionsIn(text: string, targets: Targets): Mention[] {
  return Array.from(text.matchAll(mention)).flatMap(({ 0: said, index }) => {
    const number = Number(said.slice(1));
    const isSnippet = said.startsWith('S');
    if (said === 'S3') return [];
    const target = isSnippet
      ? targets.ofSnippet.has(number)
        ? number
        : undefined
      : targets.ofQuestion.get(number);
    return target === undefined ? [] : [{ start: index, end: index + said.length, number: target }];
  });
}
