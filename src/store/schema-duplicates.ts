import type { Generated } from 'kysely';
import type { QuestionState } from '../model.ts';

/** The tables of what asks the same, and of what was merged for it. */
export interface DuplicateSchema {
  merged_question: {
    question_id: number;
    into_id: number;
    state: QuestionState;
    accepted_answer_id: number | null;
    accepted_by_id: number | null;
    accepted_at: number | null;
    by_id: number | null;
    at: number;
  };
  merged_watcher: { question_id: number; member_id: number };
  merged_tag: { question_id: number; tag_id: number };
  merged_ping: { question_id: number; member_id: number };
  former_name: { question_id: number; number: number; answer_id: number; is_away: number };
  merged_snippet: {
    snippet_id: number;
    into_id: number;
    successor_id: number | null;
    by_id: number | null;
    at: number;
  };
  merged_snippet_tag: { snippet_id: number; tag_id: number };
  pair: {
    id: Generated<number>;
    community_id: number;
    question_id: number | null;
    like_question_id: number | null;
    snippet_id: number | null;
    like_snippet_id: number | null;
    likeness: number | null;
    said_by_id: number | null;
    dismissed_by_id: Generated<number | null>;
    dismissed_at: Generated<number | null>;
    created_at: number;
  };
  swept: {
    community_id: number;
    question_at: number;
    question_id: number;
    snippet_at: number;
    snippet_id: number;
  };
}
