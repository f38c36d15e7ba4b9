import type { Generated } from 'kysely';
import type { CareStep, SnippetEventKind } from '../model-care.ts';

/** The tables of looking after what is kept. */
export interface CareSchema {
  snippet_event: {
    id: Generated<number>;
    snippet_id: number;
    what: SnippetEventKind;
    member_id: number | null;
    other_id: number | null;
    at: number;
  };
  care: {
    snippet_id: number;
    community_id: number;
    step: CareStep;
    member_id: number | null;
    since: number;
    asked_at: number | null;
  };
  care_pass: { snippet_id: number; member_id: number };
  care_turn: { member_id: number; community_id: number; at: number };
  undoable: {
    id: Generated<number>;
    snippet_id: number;
    member_id: number;
    act: string;
    before: string | null;
    after: string;
    at: number;
  };
}
