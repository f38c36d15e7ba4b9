import { z } from 'zod';
import { limits } from '../limits.ts';

/**
 * One line of Praxis's own JSON Lines: what every import is read into, and what an export writes.
 * Things name each other by `ref`, which stays the same from database to database; times are ISO 8601
 * in UTC. An entry comes after everything that it names.
 */
const time = z.iso.datetime().transform((text) => new Date(text).toISOString());
const ref = z.string().min(1).max(200);
const name = z.string().min(1).max(limits.name);
const title = z.string().min(1).max(limits.title);
const text = z.string().max(limits.text);
const tag = z.string().min(1).max(limits.tag);
/** `platform:external id`, as in `console:terminal`. */
const workspaceKey = z
  .string()
  .regex(/^[a-z]+:.+$/s)
  .max(240);
const revision = z.strictObject({ title: z.string(), body: z.string(), by: ref, at: time });

export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('praxis'), version: z.literal(1), community: name }),
  z.strictObject({ kind: z.literal('workspace'), key: workspaceKey, name, createdAt: time }),
  z.strictObject({
    kind: z.literal('channel'),
    workspace: workspaceKey,
    id: z.string().min(1).max(200),
    name,
    private: z.boolean(),
    createdAt: time,
  }),
  z.strictObject({
    kind: z.literal('member'),
    ref,
    handle: z.string().min(1).max(limits.handle),
    name,
    role: z.enum(['member', 'curator', 'admin']),
    joinedAt: time,
    accounts: z.array(z.strictObject({ workspace: workspaceKey, id: ref, createdAt: time })),
  }),
  z.strictObject({ kind: z.literal('tag'), name: tag, aliases: z.array(tag), createdAt: time }),
  z.strictObject({ kind: z.literal('expertise'), member: ref, tag, declaredAt: time }),
  z.strictObject({ kind: z.literal('endorsement'), member: ref, tag, by: ref, createdAt: time }),
  z.strictObject({
    kind: z.literal('question'),
    ref,
    number: z.int().positive().nullable(),
    workspace: workspaceKey,
    channel: z.string().min(1).max(200),
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
    number: z.int().positive().nullable(),
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
    at: time,
  }),
  z.strictObject({
    kind: z.literal('snippet'),
    ref,
    number: z.int().positive().nullable(),
    workspace: workspaceKey,
    channel: z.string().min(1).max(200),
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
]);

export type Entry = z.infer<typeof entrySchema>;
export type EntryKind = Entry['kind'];
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What a source could not give as an entry: counted by reason, and reported at the end. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly reason: string;
}
