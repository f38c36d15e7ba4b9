import type { Generated } from 'kysely';

/** The table of what was looked for and not found. */
export interface NeedSchema {
  need: {
    id: Generated<number>;
    community_id: number;
    channel_id: number;
    member_id: number;
    question_id: number | null;
    terms: string;
    tags: string;
    text: string | null;
    direct: Generated<number>;
    at: number;
    dismissed_at: Generated<number | null>;
  };
}
