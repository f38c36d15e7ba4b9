import type { Actor, Person } from '../../model.ts';
import { oweOutdated } from '../../notices/owed.ts';
import { indexSnippet } from '../../search/documents.ts';
import { replaceText } from '../../snippets.ts';
import type { KnownSnippet } from '../../store/handbook.ts';
import type { Tables } from '../../store/store.ts';
import type { Content } from './content.ts';

interface Author {
  readonly by: Person;
  readonly communityId: number;
  readonly now: number;
}

/** Gives the snippet that content, as a revision by that member. Who runs the program may do that. */
export async function editFromFile(
  tables: Tables,
  { by, communityId, now }: Author,
  snippet: KnownSnippet,
  content: Content,
): Promise<void> {
  const { title, question, answer, isOutdated } = content;
  const old = { ...snippet, author: { id: snippet.authorId } };
  await replaceText(tables, { memberId: by.id }, old, { title, question, answer }, now);
  const outdatedAt = isOutdated ? (snippet.outdatedAt ?? now) : null;
  // A new text is taken to be right, unless the file says that it is not.
  await tables.verification.noteOutdated(snippet.id, outdatedAt);
  if ((snippet.outdatedAt === null) === isOutdated) {
    await tables.snippetEvents.add(snippet.id, isOutdated ? 'outdated' : 'right', by.id, now);
    if (isOutdated) await tellTheHelped(tables, { communityId, memberId: by.id }, snippet, now);
  }
  await setTags(tables, communityId, snippet.id, content.tags, now);
  await note(tables, communityId, by, 'import edit of snippet', snippet.number, now);
}

async function tellTheHelped(
  tables: Tables,
  by: Pick<Actor, 'communityId' | 'memberId'>,
  { id, channelId, ownerId }: KnownSnippet,
  now: number,
): Promise<void> {
  const place = await tables.recipients.channel(channelId);
  const owner = ownerId === null ? null : { id: ownerId };
  if (place) await oweOutdated(tables, { id, channel: place.channel, owner }, by, now);
}

/** Keeps it as a new snippet of that member; gives its number. */
export async function addFromFile(
  tables: Tables,
  { by, communityId, now }: Author,
  added: { readonly ref: string; readonly content: Content; readonly channelId: number },
): Promise<number> {
  const { ref, content, channelId } = added;
  const { id, number } = await tables.snippets.add({
    ref,
    communityId,
    channelId,
    authorId: by.id,
    answerId: null,
    title: content.title,
    question: content.question,
    answer: content.answer,
    verifiedById: by.id,
    createdAt: now,
  });
  if (content.isOutdated) await tables.verification.noteOutdated(id, now);
  await setTags(tables, communityId, id, content.tags, now);
  await note(tables, communityId, by, 'import new snippet', number, now);
  return number;
}

async function setTags(
  tables: Tables,
  communityId: number,
  id: number,
  names: readonly string[],
  now: number,
): Promise<void> {
  await tables.tags.setOfSnippet(id, await tables.tags.ensure(communityId, names, now));
  await indexSnippet(tables, id);
}

async function note(
  tables: Tables,
  communityId: number,
  by: Person,
  act: string,
  number: number,
  at: number,
): Promise<void> {
  await tables.audit.add(communityId, { act, subject: `S${number}`, memberId: by.id, at });
}
