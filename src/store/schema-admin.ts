import type { Generated } from 'kysely';

/** The tables of what a community decides for itself. */
export interface AdminSchema {
  setting: {
    id: Generated<number>;
    community_id: number;
    workspace_id: number | null;
    channel_id: number | null;
    key: string;
    value: string;
    set_by_id: number | null;
    set_at: number;
  };
}
