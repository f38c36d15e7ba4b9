import type { Generated } from 'kysely';
import type {
  ApproachKind,
  ApproachState,
  NoticeKind,
  NoticeState,
  PingState,
} from '../model-owed.ts';

/** The tables of what is owed to people and places, and of whom is asked. */
export interface OwedSchema {
  notice: {
    id: Generated<number>;
    community_id: number;
    key: string;
    kind: NoticeKind;
    workspace_id: number;
    channel_id: number | null;
    member_id: number | null;
    question_id: number | null;
    schedule_id: number | null;
    details: string;
    due_at: number;
    state: Generated<NoticeState>;
    attempts: Generated<number>;
    leased_until: Generated<number | null>;
    message: Generated<string | null>;
    why: Generated<string | null>;
    created_at: number;
    settled_at: Generated<number | null>;
  };
  ping: {
    question_id: number;
    member_id: number;
    rung: number;
    state: PingState;
    created_at: number;
    asked_at: Generated<number | null>;
    said_at: Generated<number | null>;
  };
  approach: {
    id: Generated<number>;
    community_id: number;
    kind: ApproachKind;
    asker_id: number;
    member_id: number;
    topic: string;
    words: string;
    state: ApproachState;
    created_at: number;
  };
  schedule: {
    id: Generated<number>;
    community_id: number;
    channel_id: number | null;
    member_id: number | null;
    weekday: number;
    minute: number;
    zone: string;
    sections: string;
    channels: string;
    tags: string;
    when_empty: number;
    set_by_id: number;
    set_at: number;
    next_at: number;
    read_at: Generated<number | null>;
  };
}
