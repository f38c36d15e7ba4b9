import { z } from 'zod';
import { limits } from '../limits.ts';
import { largestBias } from '../search/bias.ts';
import { languages } from '../search/stemmers.ts';

/**
 * One line of Praxis's own JSON Lines: what every import is read into, and what an export writes.
 * Things name each other by `ref`, which stays the same from database to database; times are ISO 8601
 * in UTC. An entry comes after everything that it names.
 */
const time = z.iso.datetime().transform((text) => new Date(text).toISOString());
/** Databases cannot give these back unchanged: NUL ends a string, half a character is no UTF-8. */
const string = z
  .string()
  .refine(
    (text) => text.isWellFormed() && !text.includes('\0'),
    'has characters that cannot be kept',
  );
const ref = string.min(1).max(200);
const name = string.min(1).max(limits.name);
const title = string.min(1).max(limits.title);
const text = string.max(limits.text);
const tag = string.min(1).max(limits.tag);
const number = z.int().positive().max(1_000_000_000);
/** `platform:external id`, as in `console:terminal`. */
const workspaceKey = string.regex(/^[a-z]{1,32}:.{1,200}$/s);
const revision = z.strictObject({
  title: string,
  body: string,
  /** Of a snippet: the question, with `body` as the answer. */
  question: string.optional(),
  by: ref,
  at: time,
});

export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('praxis'), version: z.literal(1), community: name }),
  z.strictObject({ kind: z.literal('workspace'), key: workspaceKey, name, createdAt: time }),
  z.strictObject({
    kind: z.literal('channel'),
    workspace: workspaceKey,
    id: ref,
    name,
    private: z.boolean(),
    createdAt: time,
  }),
  z.strictObject({
    kind: z.literal('member'),
    ref,
    handle: string.min(1).max(limits.handle),
    name,
    role: z.enum(['member', 'curator', 'admin']),
    joinedAt: time,
    accounts: z.array(z.strictObject({ workspace: workspaceKey, id: ref, createdAt: time })),
  }),
  /** How a member wants to be found and asked; null is what they never said. */
  z.strictObject({
    kind: z.literal('preference'),
    member: ref,
    zone: string.min(1).max(64).nullable(),
    hours: z
      .strictObject({
        from: z.int().min(0).max(1439),
        until: z.int().min(0).max(1440),
        workdays: z.string().regex(/^[1-7]{1,7}$/),
      })
      .nullable(),
    pausedUntil: time.nullable(),
    weeklyLimit: z.int().min(0).max(10).nullable(),
    unlisted: z.boolean(),
    /** Agreed to be named in a handbook that everyone can read; left out by who did not. */
    page: z.literal(true).optional(),
  }),
  /** What the community, or one of its channels, set for itself, as it is typed: `settings set KEY VALUE`. */
  z.strictObject({
    kind: z.literal('setting'),
    key: string.min(1).max(40),
    value: string.min(1).max(200),
    channel: z.strictObject({ workspace: workspaceKey, id: ref }).optional(),
    setAt: time,
  }),
  z.strictObject({
    kind: z.literal('tag'),
    name: tag,
    aliases: z.array(tag),
    createdAt: time,
    /** After how many days what is kept on it is to be verified again, where somebody said. */
    verifyDays: z.int().min(1).max(3650).optional(),
    /** When a curator said that it is one of the community's words. */
    approvedAt: time.optional(),
  }),
  z.strictObject({ kind: z.literal('expertise'), member: ref, tag, declaredAt: time }),
  z.strictObject({ kind: z.literal('endorsement'), member: ref, tag, by: ref, createdAt: time }),
  /** "Not me": the member is neither found nor asked for the tag. */
  z.strictObject({ kind: z.literal('not-me'), member: ref, tag, saidAt: time }),
  /** Evidence that a member hides, or disputes for a reason: an answer of theirs, or an endorsement. */
  z.strictObject({
    kind: z.literal('withheld'),
    member: ref,
    evidence: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('answer'), ref }),
      z.strictObject({ kind: z.literal('endorsement'), tag, by: ref }),
    ]),
    reason: string.min(1).max(300).nullable(),
    at: time,
    settledAt: time.nullable(),
  }),
  z.strictObject({
    kind: z.literal('question'),
    ref,
    number: number.nullable(),
    workspace: workspaceKey,
    channel: ref,
    author: ref,
    title,
    body: text,
    anonymous: z.boolean(),
    closed: z.boolean(),
    tags: z.array(tag),
    createdAt: time,
    editedAt: time.nullable(),
    watchers: z.array(z.strictObject({ member: ref, at: time })),
    revisions: z.array(revision),
  }),
  z.strictObject({
    kind: z.literal('answer'),
    ref,
    question: ref,
    number: number.nullable(),
    author: ref,
    body: text.min(1),
    createdAt: time,
    editedAt: time.nullable(),
    revisions: z.array(revision),
  }),
  z.strictObject({
    kind: z.literal('acceptance'),
    answer: ref,
    /** Who accepted it; null when the source does not say, and then the asker is taken. */
    by: ref.nullable(),
    /** Null when the source does not say, and then the time of the answer is taken. */
    at: time.nullable(),
  }),
  z.strictObject({
    kind: z.literal('snippet'),
    ref,
    number: number.nullable(),
    workspace: workspaceKey,
    channel: ref,
    author: ref,
    /** The accepted answer that it came from, if it came from one. */
    fromAnswer: ref.nullable(),
    title,
    question: text,
    answer: text.min(1),
    tags: z.array(tag),
    /** Null when the asker who vouched for it is anonymous. */
    verifiedBy: ref.nullable(),
    verifiedAt: time,
    /** Who looks after it: its author, unless said; null for nobody. */
    owner: ref.nullable().optional(),
    /** When someone said that it is no longer right. */
    outdatedAt: time.optional(),
    createdAt: time,
    editedAt: time.nullable(),
    revisions: z.array(revision),
  }),
  z.strictObject({
    kind: z.literal('vote'),
    ref,
    /** The ref of an answer or of a snippet. */
    on: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('answer'), ref }),
      z.strictObject({ kind: z.literal('snippet'), ref }),
    ]),
    /** Null when the source does not say who voted. */
    by: ref.nullable(),
    vote: z.enum(['helpful', 'solved']),
    createdAt: time,
  }),
  /** What was done about a snippet beside editing it, and what stands in its place. */
  z.strictObject({
    kind: z.literal('care'),
    snippet: ref,
    successor: ref.optional(),
    events: z.array(
      z.strictObject({
        what: z.enum([
          'verified',
          'outdated',
          'right',
          'owned',
          'released',
          'superseded',
          'reinstated',
        ]),
        by: ref.nullable(),
        owner: ref.optional(),
        successor: ref.optional(),
        at: time,
      }),
    ),
  }),
  /** A question that was merged into another, and what it was before; closed while it is. */
  z.strictObject({
    kind: z.literal('merge'),
    question: ref,
    into: ref,
    state: z.enum(['open', 'answered', 'closed']),
    accepted: z.strictObject({ answer: ref, by: ref.nullable(), at: time }).nullable(),
    by: ref.nullable(),
    at: time,
    /** What the other has by the merge alone. */
    watchers: z.array(ref),
    tags: z.array(tag),
  }),
  /** A name that an answer had: `away` when a merge that stands took it from there. */
  z.strictObject({
    kind: z.literal('former-name'),
    answer: ref,
    question: ref,
    number,
    away: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('merged-snippet'),
    snippet: ref,
    into: ref,
    /** What stood in its place before. */
    before: ref.nullable(),
    by: ref.nullable(),
    at: time,
    tags: z.array(tag),
  }),
  /** Two that may ask the same, of which members said so, or that they do not. */
  z.strictObject({
    kind: z.literal('pair'),
    of: z.enum(['question', 'snippet']),
    one: ref,
    other: ref,
    likeness: z.number().min(0).max(1).nullable(),
    saidBy: ref.nullable(),
    dismissedBy: ref.nullable(),
    dismissedAt: time.nullable(),
    at: time,
  }),
  /** How the community searches, where it is not as every community does. */
  z.strictObject({
    kind: z.literal('search'),
    language: z.enum(languages),
    /** What its judgements add to the logit of the engine's confidence. */
    bias: z.number().min(-largestBias).max(largestBias),
  }),
]);

export type Entry = z.infer<typeof entrySchema>;
export type EntryKind = Entry['kind'];
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What a source could not give as an entry: counted by reason, and reported at the end. */
export interface Skipped {
  readonly kind: 'skipped';
  /** What it is and why, the same words for the same cause: `a down-vote: only helpful votes …`. */
  readonly reason: string;
  /** Where in the source, when that helps to mend it: `line 17`. */
  readonly where?: string;
}

/** What every reader of a source gives. */
export type Entries = AsyncIterable<Entry | Skipped>;

export function skipped(reason: string, where?: string): Skipped {
  return where === undefined ? { kind: 'skipped', reason } : { kind: 'skipped', reason, where };
}
