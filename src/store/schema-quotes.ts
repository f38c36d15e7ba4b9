import type { Generated } from 'kysely';
import type { QuoteState, QuoteWish } from '../model-quotes.ts';

/** The tables of whose words are kept, and whether with their name. */
export interface QuoteSchema {
  quote: {
    snippet_id: number;
    member_id: number;
    words: string;
    messages: Generated<string>;
    state: QuoteState;
    due_at: number;
    created_at: number;
    said_at: Generated<number | null>;
  };
  quote_wish: {
    member_id: number;
    wish: QuoteWish;
    said_at: number;
  };
}
