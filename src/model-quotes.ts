/** The nouns of being quoted, as types only. */

/** What becomes of someone's words: kept with their name, without it, or not at all. */
export type QuoteWish = 'named' | 'unnamed' | 'left-out';

/** `asked`: they may still say; until then their name does not stand with their words. */
export type QuoteState = 'asked' | Exclude<QuoteWish, 'left-out'>;

/** Someone's words in a snippet that another member saved. */
export interface Quote {
  readonly snippetId: number;
  readonly memberId: number;
  readonly words: string;
  /** The platform's names of the messages that they are from. */
  readonly messages: readonly string[];
  readonly state: QuoteState;
  readonly dueAt: number;
  readonly createdAt: number;
  /** When they said so themselves; null for what was decided for them. */
  readonly saidAt: number | null;
}
