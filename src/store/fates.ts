/** What becomes of a row that refers to a member, when the member is forgotten. */
export type Fate =
  | 'deleted'
  /** The row stays and refers to nobody. */
  | 'cut'
  /** The row stays and refers to whom nobody can name any more; the reason why. */
  | { readonly stays: string };

/** A column that refers to a member: what it is called to them, and what becomes of it. */
export interface Held {
  readonly column: string;
  /** The heading of its rows in what a member gets of themselves; or why they do not get them. */
  readonly shown: string | { readonly not: string };
  readonly fate: Fate;
}

const theirsStays = { stays: 'what they gave the community stays, without their name' } as const;
const sameElsewhere = {
  not: 'says by which merge they got what is listed with questions',
} as const;
const onOthers = { stays: "it says what was done with others' things" } as const;

/**
 * Every column that refers to a member, by its table. A test reads the schema: a new one has to be
 * declared here before it is used.
 */
export const fates: Readonly<Record<string, readonly Held[]>> = {
  account: [{ column: 'member_id', shown: 'Accounts', fate: 'deleted' }],
  answer: [{ column: 'author_id', shown: 'Answers', fate: theirsStays }],
  approach: [
    { column: 'asker_id', shown: 'People you asked by name', fate: 'deleted' },
    { column: 'member_id', shown: 'People who asked you by name', fate: 'deleted' },
  ],
  audit: [{ column: 'member_id', shown: 'What you did as a curator or admin', fate: onOthers }],
  care: [{ column: 'member_id', shown: 'Snippets you were asked to verify', fate: 'cut' }],
  care_pass: [
    { column: 'member_id', shown: 'Snippets you did not want to verify', fate: 'deleted' },
  ],
  care_turn: [{ column: 'member_id', shown: 'When it was your turn to verify', fate: 'deleted' }],
  channel: [{ column: 'steward_id', shown: 'Channels you look after', fate: 'cut' }],
  document: [
    {
      column: 'asker_id',
      shown: { not: 'made from the questions, to find them' },
      fate: theirsStays,
    },
    {
      column: 'author_id',
      shown: { not: 'made from the answers, to find them' },
      fate: theirsStays,
    },
  ],
  draft: [{ column: 'member_id', shown: 'Drafts', fate: 'deleted' }],
  endorsement: [
    { column: 'member_id', shown: 'Who endorsed you', fate: 'deleted' },
    { column: 'endorser_id', shown: 'Whom you endorsed', fate: 'deleted' },
  ],
  expertise: [{ column: 'member_id', shown: 'Topics you say you know', fate: 'deleted' }],
  link_code: [
    {
      column: 'member_id',
      shown: { not: 'codes are kept as what cannot be read' },
      fate: 'deleted',
    },
    {
      column: 'typed_member_id',
      shown: { not: 'codes are kept as what cannot be read' },
      fate: 'deleted',
    },
  ],
  link_try: [{ column: 'member_id', shown: 'Wrong codes you typed', fate: 'deleted' }],
  merged_ping: [{ column: 'member_id', shown: sameElsewhere, fate: 'deleted' }],
  merged_question: [
    { column: 'accepted_by_id', shown: 'Answers you accepted before a merge', fate: 'cut' },
    { column: 'by_id', shown: 'Questions you merged', fate: 'cut' },
  ],
  merged_snippet: [{ column: 'by_id', shown: 'Snippets you merged', fate: 'cut' }],
  merged_watcher: [{ column: 'member_id', shown: sameElsewhere, fate: 'deleted' }],
  mute: [{ column: 'member_id', shown: 'Notices you turned off', fate: 'deleted' }],
  need: [{ column: 'member_id', shown: 'What you looked for and did not find', fate: 'deleted' }],
  not_me: [{ column: 'member_id', shown: 'Topics you want no questions on', fate: 'deleted' }],
  notice: [{ column: 'member_id', shown: 'What you were told in private', fate: 'deleted' }],
  pair: [
    { column: 'said_by_id', shown: 'Duplicates you reported', fate: 'cut' },
    { column: 'dismissed_by_id', shown: 'Pairs you said are not the same', fate: 'cut' },
  ],
  ping: [{ column: 'member_id', shown: 'Questions you were asked about', fate: 'deleted' }],
  preference: [{ column: 'member_id', shown: 'How you want to be asked', fate: 'deleted' }],
  question: [
    { column: 'author_id', shown: 'Questions', fate: theirsStays },
    { column: 'accepted_by_id', shown: 'Answers you accepted', fate: theirsStays },
  ],
  quote: [{ column: 'member_id', shown: 'Where you are quoted', fate: 'deleted' }],
  quote_wish: [{ column: 'member_id', shown: 'How you want to be quoted', fate: 'deleted' }],
  reach: [{ column: 'member_id', shown: 'Where you want to be told things', fate: 'deleted' }],
  revision: [
    { column: 'replaced_by_id', shown: 'What you edited, as it was before', fate: onOthers },
  ],
  schedule: [
    { column: 'member_id', shown: 'Your digest', fate: 'deleted' },
    {
      column: 'set_by_id',
      shown: 'Digests you set up',
      fate: { stays: 'a channel keeps its digest' },
    },
  ],
  setting: [{ column: 'set_by_id', shown: 'Settings you changed', fate: 'cut' }],
  snippet: [
    { column: 'author_id', shown: 'Snippets', fate: theirsStays },
    { column: 'verified_by_id', shown: 'Snippets you vouched for', fate: theirsStays },
    { column: 'owner_id', shown: 'Snippets you look after', fate: 'cut' },
  ],
  snippet_event: [{ column: 'member_id', shown: 'What you did with snippets', fate: 'cut' }],
  source: [{ column: 'kept_by_id', shown: 'Messages you kept', fate: theirsStays }],
  stand_in: [
    { column: 'member_id', shown: { not: 'a name without a person behind it' }, fate: 'deleted' },
    {
      column: 'of_id',
      shown: { not: 'your name in a community that parted from yours: it is changed with yours' },
      fate: { stays: 'the name there is changed first' },
    },
  ],
  twin: [{ column: 'member_id', shown: 'Accounts that you linked', fate: 'deleted' }],
  undoable: [{ column: 'member_id', shown: 'What you can still undo', fate: 'deleted' }],
  unreachable: [{ column: 'member_id', shown: 'Why you could not be reached', fate: 'deleted' }],
  vote: [{ column: 'member_id', shown: 'What helped you', fate: 'cut' }],
  watcher: [{ column: 'member_id', shown: 'Questions you follow', fate: 'deleted' }],
  withheld: [{ column: 'member_id', shown: 'Evidence you withhold', fate: 'deleted' }],
};

/**
 * Columns in which members write in their own words, and so may name each other: `@ana` in them becomes
 * what nobody is called. A test asks of every other column of text why members do not write in it.
 */
export const prose: Readonly<Record<string, readonly string[]>> = {
  answer: ['body'],
  approach: ['topic', 'words'],
  audit: ['act', 'subject'],
  draft: ['args'],
  need: ['text'],
  notice: ['details', 'why'],
  question: ['title', 'body'],
  quote: ['words'],
  revision: ['title', 'question', 'body'],
  snippet: ['title', 'question', 'answer'],
  spared: ['record'],
  undoable: ['before', 'after'],
  withheld: ['reason'],
};

/** Names of columns of text in which no member writes, or `table.column` where the name says too little. */
export const notProse: Readonly<Record<string, string>> = {
  name: 'how a community, a workspace, a channel or a tag is called; of a member it is changed itself',
  'member.handle': 'changed itself',
  'quote.messages': "a platform's names of messages",
  ref: 'made by us, or by whom it was imported from',
  external_id: "a platform's name of a thing",
  platform: 'one of few words',
  ...oneOfFew([
    'undoable.act',
    'care.step',
    'role',
    'guest',
    'state',
    'kind',
    'command',
    'language',
    'workdays',
    'wish',
    'what',
  ]),
  alias: 'one word',
  zone: 'an IANA name',
  model: 'how a program is called',
  key: 'made by us',
  message: "a platform's name of a message",
  link: "a message's address, which a platform gave us",
  'card.shown': 'a fingerprint',
  'document_terms.title': 'made anew from what it is about',
  'document_terms.question': 'made anew from what it is about',
  'document_terms.answer': 'made anew from what it is about',
  'installation.bot': 'our own account',
  'installation.installed_by': 'taken out itself',
  'installation.sealed': 'cannot be read',
  'need.terms': 'terms that several threads have',
  'need.tags': 'names of tags',
  'schedule.sections': 'names of sections',
  'schedule.channels': 'ids',
  'schedule.tags': 'names of tags',
  'unreachable.sentence': 'ours',
  'upkeep.problem': 'ours',
  'learned_weights.weights': 'numbers',
  'side.settings': 'read by its kind; no kind is prose',
  'former.was': 'a handle or a tag; a handle is taken out itself',
  'side_tag.aliases': 'words of tags',
  'link_code.hash': 'cannot be read',
  'twin.handle': 'goes with the member',
  'twin.member_role': 'one of few words',
  place: 'a table and a column',
  'setting.value': 'read by its kind; no kind is prose',
};

function oneOfFew(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'one of few words']));
}
