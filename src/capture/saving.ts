import type { Words } from '../conversation.ts';
import { KnownError } from '../errors.ts';
import type { Actor, Channel, Member, Snippet } from '../model.ts';
import type { QuoteWish } from '../model-quotes.ts';
import { oweMember } from '../notices/owed.ts';
import { indexSnippet } from '../search/documents.ts';
import { settingsOf } from '../settings.ts';
import { foundSnippet } from '../snippet-acts.ts';
import type { Tables } from '../store/store.ts';
import { mostTags, readTags } from '../tags.ts';
import { cleanLine, cut, readDetails, readText, readTitle } from '../text.ts';
import { noteUndoable } from '../undoing.ts';
import type { World } from '../world.ts';
import type { Written } from './captures.ts';
import { partsFrom, withoutWords } from './words.ts';

const day = 24 * 60 * 60 * 1000;

/** What came of saving: whose words are in it, and whose had to go. */
export interface Saved {
  readonly snippet: Snippet;
  /** How many are asked whether they may be named. */
  readonly asked: number;
  /** The words of those who want theirs kept nowhere: they are not in it. */
  readonly leftOut: readonly string[];
}

/** @throws KnownError 'invalid' for what cannot be kept, or holds a secret. */
export function readWritten({ title, details, answer, tags }: Written) {
  return {
    title: readTitle(title, 'The title'),
    question: readDetails(details, 'The details'),
    answer: readText(answer, 'The answer'),
    tags: readTags(tags, mostTags),
  };
}

/**
 * Keeps a question and its answer for the actor, who vouches for it. Whoever else's words are in it is
 * asked whether with their name; until they say so they are not named. Words of those who never want
 * them kept are taken out first.
 */
export async function saveIn(
  world: World,
  tables: Tables,
  actor: Actor,
  text: Written,
  told: readonly Words[],
  now: number,
): Promise<Saved> {
  const read = readWritten(text);
  const others = await quotedBy(tables, actor, read, told);
  const kept = withoutThose(read, others);
  const { id, number } = await tables.snippets.add({
    ref: world.newRef(),
    communityId: actor.communityId,
    channelId: actor.channelId,
    authorId: actor.memberId,
    answerId: null,
    title: kept.title,
    question: kept.question,
    answer: kept.answer,
    verifiedById: actor.memberId,
    createdAt: now,
  });
  await tables.tags.setOfSnippet(id, await tables.tags.ensure(actor.communityId, kept.tags, now));
  const asked = await keepQuotes(tables, actor, id, others, now);
  await keepSources(tables, actor, id, withoutTheirs(told, others));
  await indexSnippet(tables, id);
  await noteUndoable(tables, actor, { snippetId: id, name: 'save', before: undefined }, now);
  const leftOut = leftOutOf(others);
  return { snippet: await foundSnippet(tables, actor, number), asked, leftOut };
}

const longestTold = 160;

/** What had to go, as much of each as tells it from the rest. */
export const leftOutOf = (others: readonly Quoted[]): readonly string[] =>
  others
    .filter(({ wish }) => wish === 'left-out')
    .map(({ words }) => cut(cleanLine(words), longestTold));

/** Those messages to which a way back may be kept. */
export function withoutTheirs(told: readonly Words[], others: readonly Quoted[]): readonly Words[] {
  const gone = others.filter(({ wish }) => wish === 'left-out').map(({ member }) => member.id);
  return told.filter(({ author }) => !gone.includes(author.id));
}

/** Someone whose words are about to be kept. */
interface Quoted {
  readonly member: Member;
  readonly words: string;
  /** The messages that those are from. */
  readonly messages: readonly string[];
  /** What they always answer; undefined: they are asked. */
  readonly wish: QuoteWish | undefined;
}

/** Whose words of what they said are in the text, besides the actor's. */
export async function quotedBy(
  tables: Tables,
  actor: Actor,
  text: { readonly title: string; readonly question: string; readonly answer: string },
  told: readonly Words[],
): Promise<readonly Quoted[]> {
  const whole = [text.title, text.question, text.answer].join('\n\n');
  const parts = partsFrom(
    whole,
    told.map(({ message }) => message.text),
  );
  const pairs = told.map(({ author, message }, i) => ({
    author,
    message: message.id,
    words: parts[i] ?? '',
  }));
  const ofEach = Map.groupBy(pairs, ({ author }) => author.id);
  const wishes = await tables.quotes.wishes([...ofEach.keys()]);
  const hidden = await tables.quotes.hiddenAskers([...ofEach.keys()], actor.channelId);
  const { quotes: usual } = await settingsOf(tables, actor);
  const found: Quoted[] = [];
  for (const [memberId, own] of ofEach) {
    const words = own
      .map((one) => one.words)
      .filter(Boolean)
      .join('\n');
    const [first] = own;
    if (!first || words === '' || memberId === actor.memberId) continue;
    const isReached = await tables.recipients.workspaceOf(memberId, actor.channel.workspaceId);
    const general = wishes.get(memberId);
    // In the thread of their question it would tell who asked: only they can say so, of each.
    const isNamed = (wish: QuoteWish | undefined) => wish === 'named' && hidden.has(memberId);
    const said = isNamed(general) ? undefined : general;
    const unsaid = isNamed(usual) ? 'unnamed' : usual;
    const messages = own.filter((one) => one.words !== '').map(({ message }) => message);
    const wish = said ?? (isReached === undefined ? unsaid : undefined);
    found.push({ member: first.author, words, messages, wish });
  }
  return found;
}

/** The text without the words of those who do not want them kept. */
export function withoutThose<T extends { title: string; question: string; answer: string }>(
  text: T,
  others: readonly Quoted[],
): T {
  const gone = others.filter(({ wish }) => wish === 'left-out').map(({ words }) => words);
  if (gone.length === 0) return text;
  const stay = others.filter(({ wish }) => wish !== 'left-out').map(({ words }) => words);
  const without = (part: string) =>
    gone.reduce((left, words) => withoutWords(left, words, stay), part);
  const kept = {
    ...text,
    title: without(text.title),
    question: without(text.question),
    answer: without(text.answer),
  };
  if (kept.title !== '' && kept.answer !== '') return kept;
  throw new KnownError(
    'invalid',
    'Who wrote this does not want it kept, and without it nothing is left. Write it in your own words.',
  );
}

/** Notes whose words are in the snippet, and asks who is to be asked; gives how many that are. */
export async function keepQuotes(
  tables: Tables,
  actor: Actor,
  snippetId: number,
  others: readonly Quoted[],
  now: number,
): Promise<number> {
  const { 'quote-days': days } = await settingsOf(tables, actor);
  const dueAt = now + days * day;
  let asked = 0;
  for (const { member, words, messages, wish } of others) {
    if (wish === 'left-out') continue;
    const known = await tables.quotes.find(snippetId, member.id);
    if (known) {
      await tables.quotes.addWords(known, { words, messages });
      continue;
    }
    const quote = { snippetId, memberId: member.id, words, messages, dueAt, createdAt: now };
    await tables.quotes.add({ ...quote, state: wish ?? 'asked' });
    if (wish !== undefined) continue;
    await oweQuote(tables, actor, snippetId, member.id, now);
    asked += 1;
  }
  return asked;
}

async function oweQuote(
  tables: Tables,
  { communityId, channel }: { readonly communityId: number; readonly channel: Channel },
  snippetId: number,
  memberId: number,
  now: number,
): Promise<void> {
  const near = { id: null, communityId, channel };
  const key = `quote:${snippetId}:${memberId}`;
  const notice = { key, kind: 'quote', dueAt: now, details: { snippetId } } as const;
  await oweMember(tables, near, memberId, notice, now);
}

/** Notes from which messages the snippet is. */
export async function keepSources(
  tables: Tables,
  { channelId, memberId }: Actor,
  snippetId: number,
  told: readonly Words[],
): Promise<void> {
  for (const { message } of told) {
    const source = { of: { snippetId }, channelId, message: message.id, link: message.link };
    await tables.sources.add({ ...source, keptById: memberId });
  }
}
