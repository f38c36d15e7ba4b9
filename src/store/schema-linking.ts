import type { Generated } from 'kysely';
import type { Role } from '../model.ts';
import type { LinkKind } from '../model-linking.ts';

/** The tables of communities that became one, and of members who did. */
export interface LinkingSchema {
  side: {
    id: Generated<number>;
    community_id: number;
    ref: string;
    name: string;
    created_at: number;
    host: number;
    questions_shifted: Generated<number>;
    questions_until: Generated<number>;
    snippets_shifted: Generated<number>;
    snippets_until: Generated<number>;
    last_gone_question: Generated<number>;
    last_gone_snippet: Generated<number>;
    settings: Generated<string>;
    joined_at: number;
  };
  former: { side_id: number; kind: string; id: number; was: string };
  side_tag: {
    side_id: number;
    name: string;
    tag_id: number;
    own: number;
    verify_days: number | null;
    created_at: number;
    aliases: string;
  };
  link_code: {
    id: Generated<number>;
    kind: LinkKind;
    hash: string;
    community_id: number;
    workspace_id: number;
    channel_id: number;
    member_id: number;
    state: Generated<'open' | 'typed' | 'done' | 'void'>;
    created_at: number;
    expires_at: number;
    typed_community_id: Generated<number | null>;
    typed_workspace_id: Generated<number | null>;
    typed_channel_id: Generated<number | null>;
    typed_member_id: Generated<number | null>;
  };
  link_try: { workspace_id: number; member_id: number; tried_at: number };
  twin: {
    id: Generated<number>;
    member_id: number;
    was_id: number;
    ref: string;
    handle: string;
    name: string;
    role: Role;
    member_role: Role;
    joined_at: number;
    side_id: number | null;
    made_at: number;
  };
  carried: { twin_id: number; place: string; key: string };
  spared: { id: Generated<number>; twin_id: number; place: string; record: string };
  reach: { member_id: number; platform: string };
  stand_in: { member_id: number; of_id: number | null };
  hands: { id: number; changed: number };
}
