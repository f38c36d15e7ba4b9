import type { Generated, Kysely } from 'kysely';
import type { Guest, QuestionState, Role } from '../model.ts';
import type { AdminSchema } from './schema-admin.ts';
import type { CareSchema } from './schema-care.ts';
import type { DuplicateSchema } from './schema-duplicates.ts';
import type { ExpertsSchema } from './schema-experts.ts';
import type { LinkingSchema } from './schema-linking.ts';
import type { NeedSchema } from './schema-needs.ts';
import type { OwedSchema } from './schema-owed.ts';
import type { QuoteSchema } from './schema-quotes.ts';

/** The tables as Kysely sees them. What each column means stands in `data/migrations`. */
export interface Schema
  extends CareSchema,
    DuplicateSchema,
    ExpertsSchema,
    OwedSchema,
    AdminSchema,
    QuoteSchema,
    LinkingSchema,
    NeedSchema {
  community: {
    id: Generated<number>;
    ref: string;
    name: string;
    last_gone_snippet: Generated<number>;
    last_gone_question: Generated<number>;
    created_at: number;
  };
  workspace: {
    id: Generated<number>;
    community_id: number;
    platform: string;
    external_id: string;
    name: string;
    connected: number;
    installation_id: number | null;
    left_at: Generated<number | null>;
    side_id: Generated<number | null>;
    created_at: number;
  };
  installation: {
    id: Generated<number>;
    platform: string;
    external_id: string;
    name: string;
    bot: string;
    installed_by: string | null;
    sealed: string | null;
    expires_at: number | null;
    version: Generated<number>;
    leased_until: Generated<number>;
    installed_at: number;
    parked_at: number | null;
    uninstalled_at: Generated<number>;
    community_id: number | null;
  };
  member: {
    id: Generated<number>;
    ref: string;
    community_id: number;
    handle: string;
    name: string;
    role: Role;
    joined_at: number;
    side_id: Generated<number | null>;
  };
  account: {
    id: Generated<number>;
    workspace_id: number;
    member_id: number;
    external_id: string;
    guest: Guest | null;
    active: Generated<number>;
    twin_id: Generated<number | null>;
    used_at: Generated<number | null>;
    curated_at: Generated<number | null>;
    created_at: number;
  };
  channel: {
    id: Generated<number>;
    workspace_id: number;
    external_id: string;
    name: string;
    private: number;
    shared: Generated<number>;
    listening: Generated<number>;
    archived: Generated<number>;
    first_asked: Generated<number>;
    steward_id: Generated<number | null>;
    created_at: number;
  };
  tag: {
    id: Generated<number>;
    community_id: number;
    name: string;
    verify_days: Generated<number | null>;
    approved_at: Generated<number | null>;
    created_at: number;
  };
  tag_alias: { community_id: number; alias: string; tag_id: number };
  expertise: { member_id: number; tag_id: number; declared_at: number };
  endorsement: { member_id: number; tag_id: number; endorser_id: number; created_at: number };
  preference: {
    member_id: number;
    zone: string | null;
    work_from: number | null;
    work_until: number | null;
    workdays: string | null;
    paused_until: number | null;
    weekly_limit: number | null;
    unlisted: Generated<number>;
    page: Generated<number>;
  };
  not_me: { member_id: number; tag_id: number; said_at: number };
  withheld: {
    id: Generated<number>;
    member_id: number;
    answer_id: number | null;
    tag_id: number | null;
    endorser_id: number | null;
    reason: string | null;
    withheld_at: number;
    settled_at: Generated<number | null>;
  };
  question: {
    id: Generated<number>;
    ref: string;
    community_id: number;
    channel_id: number;
    author_id: number;
    number: number;
    title: string;
    body: string;
    anonymous: number;
    state: QuestionState;
    accepted_answer_id: number | null;
    accepted_by_id: number | null;
    accepted_at: number | null;
    closed_at: Generated<number | null>;
    wanted_at: Generated<number | null>;
    last_gone_answer: Generated<number>;
    created_at: number;
    edited_at: number | null;
  };
  question_tag: { question_id: number; tag_id: number };
  watcher: { question_id: number; member_id: number; created_at: number };
  answer: {
    id: Generated<number>;
    ref: string;
    community_id: number;
    question_id: number;
    author_id: number;
    number: number;
    body: string;
    created_at: number;
    edited_at: number | null;
  };
  snippet: {
    id: Generated<number>;
    ref: string;
    community_id: number;
    channel_id: number;
    author_id: number;
    answer_id: number | null;
    number: number;
    title: string;
    question: string;
    answer: string;
    verified_by_id: number | null;
    verified_at: number;
    outdated_at: Generated<number | null>;
    owner_id: number | null;
    successor_id: Generated<number | null>;
    created_at: number;
    edited_at: number | null;
  };
  snippet_tag: { snippet_id: number; tag_id: number };
  vote: {
    id: Generated<number>;
    ref: string;
    community_id: number;
    answer_id: number | null;
    snippet_id: number | null;
    member_id: number | null;
    kind: 'helpful' | 'solved';
    created_at: number;
  };
  revision: {
    id: Generated<number>;
    question_id: number | null;
    answer_id: number | null;
    snippet_id: number | null;
    title: string;
    body: string;
    question: Generated<string | null>;
    replaced_by_id: number;
    replaced_at: number;
  };
  draft: {
    id: Generated<number>;
    member_id: number;
    command: string;
    args: string;
    created_at: number;
  };
  delivery: { key: string; seen_at: number };
  card: {
    channel_id: number;
    key: string;
    message: string | null;
    claimed_at: number;
    shown: Generated<string | null>;
    shown_at: Generated<number | null>;
  };
  unreachable: {
    id: Generated<number>;
    workspace_id: number;
    channel_id: number | null;
    member_id: number | null;
    sentence: string;
    since: number;
  };
  mute: { member_id: number; kind: string; muted_at: number };
  source: {
    answer_id: number | null;
    snippet_id: number | null;
    channel_id: number;
    message: string;
    link: string | null;
    kept_by_id: number;
    follows: Generated<number>;
  };
  latest: { channel_id: number; message: string; what: string; at: number };
  audit: {
    id: Generated<number>;
    community_id: number;
    member_id: number | null;
    act: string;
    subject: string;
    at: number;
    side_id: Generated<number | null>;
  };
  document: {
    id: Generated<number>;
    community_id: number;
    channel_id: number;
    question_id: number | null;
    answer_id: number | null;
    snippet_id: number | null;
    asker_id: number;
    author_id: number;
    analyser: number;
    created_at: number;
    answer_length: Generated<number>;
  };
  document_terms: { document_id: number; title: string; question: string; answer: string };
  search_change: {
    seq: Generated<number>;
    community_id: number;
    document_id: number | null;
    channel_id: number | null;
  };
  search_setting: {
    community_id: number;
    language: Generated<string>;
    bias: Generated<number>;
  };
  suggestion: {
    draft_id: number;
    community_id: number;
    answer_id: number | null;
    snippet_id: number | null;
    logit: number;
    solved: number | null;
    shown_at: number;
  };
  document_vector: { document_id: number; model: string; vector: Uint8Array };
  upkeep: { what: string; at: number; problem: string | null };
  document_term: { term: string; doc: number; cnt: number };
}

export type Db = Kysely<Schema>;
