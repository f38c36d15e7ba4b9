/** What a word meant: a day, what lies around one, the week from it on, a month, a year. */
export type Span = 'day' | 'around' | 'week' | 'weekend' | 'month' | 'year';

/** In a sentence, and behind a preposition. */
export type Said = readonly [whole: string, bare: string];
export type Join = readonly [before: RegExp, join: (before: string, bare: string) => string];

/** How a language tells days from today, and how it names them. Words are parts of patterns. */
export interface DateWords {
  /** Days by how far they are from today, and the part of the day that is in the word. */
  readonly near: readonly (readonly [words: string, by: number, part?: string])[];
  /** Parts of a day, by the words for them behind one of those. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly last?: string;
  readonly this?: string;
  readonly next?: string;
  /** `last` and the others stand behind what they are said of: `mardi dernier`. */
  readonly isBehind?: true;
  /** Behind these words it is no date: `the last week`. */
  readonly except?: string;
  readonly units?: Readonly<Record<Exclude<Span, 'around'>, string>>;
  readonly numbers?: Readonly<Record<string, number>>;
  /** With `{n}` and `{unit}` in them. */
  readonly ago?: string;
  readonly ahead?: string;
  readonly say: Readonly<Record<Span, (name: string) => Said>>;
  /** With a part of the day; where there is none, its word is left where it stands. */
  readonly sayPart?: (part: string, day: string) => Said;
  /** What may stand before it, and both together. */
  readonly behind: readonly Join[];
}
