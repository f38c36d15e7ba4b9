/**
 * What becomes of a row's reference when it leads to the other side of a community that parts:
 * - `name`: a member without account takes the member's place, so that what they did stays;
 * - `tag`: the tag of that name on the row's own side;
 * - `clear`: it leads nowhere from then on;
 * - `drop`: the row goes, because without the other side it says nothing;
 * - `never`: it cannot lead across.
 */
export type Across = 'name' | 'tag' | 'clear' | 'drop' | 'never';

/** How the rows of a table move with their side, and what they refer to. */
export interface Way {
  /**
   * The references by which a row is at home where what it leads to is: the first that is set counts.
   * Null: `join.ts` and `part.ts` say it by name, or the table is about no community.
   */
  readonly home: readonly string[] | null;
  /** Every other reference to something that may be on the other side. */
  readonly across?: Readonly<Record<string, Across>>;
}

/** What references that the schema does not declare lead to. */
export const undeclared: Readonly<Record<string, string>> = {
  'suggestion.answer_id': 'answer',
  'suggestion.snippet_id': 'snippet',
  'withheld.tag_id': 'tag',
  'withheld.endorser_id': 'member',
};

const apart: Way = { home: null };

/**
 * Every table of the database, parents first: a test reads the schema, so that none is forgotten. A
 * new one is a line here: at home where its `question_id`, `member_id`, … is.
 */
export const ways: Readonly<Record<string, Way>> = {
  community: apart,
  side: apart,
  installation: apart,
  workspace: { home: null, across: { side_id: 'never', installation_id: 'never' } },
  channel: { home: ['workspace_id'], across: { steward_id: 'clear' } },
  member: { home: null, across: { side_id: 'never' } },
  twin: { home: ['member_id'], across: { side_id: 'never' } },
  account: { home: ['workspace_id'], across: { member_id: 'never', twin_id: 'never' } },
  carried: { home: ['twin_id'] },
  spared: { home: ['twin_id'] },
  reach: { home: ['member_id'] },
  stand_in: { home: ['member_id'], across: { of_id: 'never' } },
  tag: apart,
  tag_alias: { home: null, across: { tag_id: 'never' } },
  former: apart,
  side_tag: { home: null, across: { side_id: 'never', tag_id: 'never' } },
  link_code: apart,
  link_try: { home: ['workspace_id'], across: { member_id: 'drop' } },
  hands: apart,

  question: {
    home: ['channel_id'],
    across: { author_id: 'name', accepted_by_id: 'name', accepted_answer_id: 'never' },
  },
  answer: { home: ['question_id'], across: { author_id: 'name' } },
  snippet: {
    home: ['channel_id'],
    across: {
      author_id: 'name',
      verified_by_id: 'name',
      answer_id: 'clear',
      owner_id: 'clear',
      successor_id: 'clear',
    },
  },
  question_tag: { home: ['question_id'], across: { tag_id: 'tag' } },
  snippet_tag: { home: ['snippet_id'], across: { tag_id: 'tag' } },
  watcher: { home: ['question_id'], across: { member_id: 'name' } },
  vote: { home: ['answer_id', 'snippet_id'], across: { member_id: 'name' } },
  revision: {
    home: ['question_id', 'answer_id', 'snippet_id'],
    across: { replaced_by_id: 'name' },
  },
  // `other_id` is a member or a snippet: part.ts sees to it.
  snippet_event: { home: ['snippet_id'], across: { member_id: 'name' } },
  care: { home: ['snippet_id'], across: { member_id: 'clear' } },
  care_pass: { home: ['snippet_id'], across: { member_id: 'drop' } },
  care_turn: { home: ['member_id'] },
  // Holds texts and ids as they were: what was done a moment before is not undone after.
  undoable: { home: ['snippet_id'], across: { member_id: 'drop' } },
  quote: { home: ['snippet_id'], across: { member_id: 'name' } },
  quote_wish: { home: ['member_id'] },
  source: {
    home: ['answer_id', 'snippet_id'],
    across: { channel_id: 'drop', kept_by_id: 'name' },
  },

  // Merges across are undone before: `src/duplicates/parting.ts`.
  merged_question: {
    home: ['question_id'],
    across: {
      into_id: 'never',
      accepted_answer_id: 'never',
      accepted_by_id: 'name',
      by_id: 'clear',
    },
  },
  merged_watcher: { home: ['question_id'], across: { member_id: 'name' } },
  merged_tag: { home: ['question_id'], across: { tag_id: 'tag' } },
  merged_ping: { home: ['question_id'], across: { member_id: 'drop' } },
  former_name: { home: ['question_id'], across: { answer_id: 'drop' } },
  merged_snippet: {
    home: ['snippet_id'],
    across: { into_id: 'never', successor_id: 'clear', by_id: 'clear' },
  },
  merged_snippet_tag: { home: ['snippet_id'], across: { tag_id: 'tag' } },
  pair: {
    home: ['question_id', 'snippet_id'],
    across: {
      like_question_id: 'drop',
      like_snippet_id: 'drop',
      said_by_id: 'clear',
      dismissed_by_id: 'clear',
    },
  },
  need: { home: ['channel_id'], across: { member_id: 'drop', question_id: 'drop' } },
  swept: apart,
  learned_weights: apart,

  expertise: { home: ['member_id'], across: { tag_id: 'tag' } },
  endorsement: { home: ['member_id'], across: { tag_id: 'tag', endorser_id: 'name' } },
  preference: { home: ['member_id'] },
  not_me: { home: ['member_id'], across: { tag_id: 'tag' } },
  withheld: {
    home: ['answer_id', 'member_id'],
    across: { member_id: 'name', tag_id: 'tag', endorser_id: 'name' },
  },
  mute: { home: ['member_id'] },
  draft: { home: ['member_id'] },
  approach: { home: ['member_id'], across: { asker_id: 'name' } },

  card: { home: ['channel_id'] },
  latest: { home: ['channel_id'] },
  schedule: { home: ['channel_id', 'member_id'], across: { set_by_id: 'name' } },
  notice: {
    home: ['workspace_id'],
    across: { channel_id: 'never', member_id: 'drop', question_id: 'drop', schedule_id: 'drop' },
  },
  ping: { home: ['question_id'], across: { member_id: 'drop' } },
  unreachable: { home: ['workspace_id'], across: { channel_id: 'never', member_id: 'drop' } },
  delivery: apart,
  upkeep: apart,

  audit: { home: ['side_id', 'member_id'] },
  setting: { home: ['channel_id', 'workspace_id'], across: { set_by_id: 'clear' } },
  search_setting: apart,
  suggestion: { home: ['answer_id', 'snippet_id'] },

  document: {
    home: ['channel_id'],
    across: {
      asker_id: 'name',
      author_id: 'name',
      question_id: 'never',
      answer_id: 'never',
      snippet_id: 'never',
    },
  },
  document_terms: { home: ['document_id'] },
  document_vector: { home: ['document_id'] },
  search_change: apart,
};

/** Unique keys that begin with the community, and which column of them gives way. */
export const uniques: Readonly<Record<string, string>> = {
  'workspace.community_id,platform,external_id': 'external_id, of the one that is not connected',
  'member.community_id,ref': 'ref',
  'member.community_id,handle': 'handle',
  'tag.community_id,name': 'the tags become one',
  'tag_alias.community_id,alias': "the host's alias stays",
  'question.community_id,ref': 'ref',
  'question.community_id,number': 'number',
  'answer.community_id,ref': 'ref',
  'snippet.community_id,ref': 'ref',
  'snippet.community_id,number': 'number',
  'vote.community_id,ref': 'ref',
  'setting.community_id,…,…,key': "the host's stay",
  'search_setting.community_id': "the host's stays",
  'swept.community_id': 'it is swept anew',
  'learned_weights.community_id': "the host's stay; who leaves learns anew",
};

/** Tables whose rows have a `ref` that is unique in their community. */
export const named = ['member', 'question', 'answer', 'snippet', 'vote'] as const;
