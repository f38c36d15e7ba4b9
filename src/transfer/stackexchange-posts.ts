import { limits } from '../limits.ts';
import { cleanLine, cut } from '../text.ts';
import { type Entry, type Skipped, skipped } from './entry.ts';
import { htmlToMarkdown } from './html.ts';
import { authorOf, type Dump, readDate, readId } from './stackexchange-dump.ts';
import type { Row } from './xml-rows.ts';

/** https://meta.stackexchange.com/questions/2677: the kinds that are neither question nor answer. */
const otherPosts = new Map([
  ['3', "a tag's wiki page (old kind)"],
  ['4', "a tag's excerpt"],
  ['5', "a tag's wiki page"],
  ['6', 'a nomination for moderator'],
  ['7', "a site's own wiki page"],
  ['8', 'a privilege page'],
]);

/** First reading of Posts.xml: questions; and everything that is neither question nor answer. */
export async function* readQuestions(dump: Dump): AsyncGenerator<Entry | Skipped> {
  for await (const row of dump.rows('Posts.xml')) {
    const type = row.get('PostTypeId') ?? '';
    if (type === '1') yield toQuestion(dump, row);
    else if (type !== '2')
      yield skipped(otherPosts.get(type) ?? 'a post that is no question or answer');
  }
}

/** Second reading: the answers, now that every question has been given. */
export async function* readAnswers(dump: Dump): AsyncGenerator<Entry | Skipped> {
  for await (const row of dump.rows('Posts.xml')) {
    if (row.get('PostTypeId') === '2') yield toAnswer(dump, row);
  }
}

function toQuestion(dump: Dump, row: Row): Entry | Skipped {
  const id = readId(row.get('Id'));
  const createdAt = readDate(row.get('CreationDate'));
  const title = cut(cleanLine(row.get('Title') ?? ''), limits.title);
  if (id === undefined || createdAt === undefined)
    return skipped('a question without an id or date');
  if (title === '') return skipped('a question without a title', `post ${id}`);
  dump.questions.add(id);
  const acceptedId = readId(row.get('AcceptedAnswerId'));
  if (acceptedId !== undefined) dump.accepted.add(acceptedId);
  return {
    kind: 'question',
    ref: dump.refTo('question', id),
    number: null,
    ...dump.place,
    author: authorOf(dump, row),
    title,
    body: cut(htmlToMarkdown(row.get('Body') ?? ''), limits.text),
    anonymous: false,
    closed: row.get('ClosedDate') !== undefined,
    tags: readTagList(row.get('Tags') ?? ''),
    createdAt,
    editedAt: readDate(row.get('LastEditDate')) ?? null,
    watchers: [],
    revisions: [],
  };
}

function toAnswer(dump: Dump, row: Row): Entry | Skipped {
  const id = readId(row.get('Id'));
  const questionId = readId(row.get('ParentId'));
  const createdAt = readDate(row.get('CreationDate'));
  if (id === undefined || createdAt === undefined)
    return skipped('an answer without an id or date');
  if (questionId === undefined || !dump.questions.has(questionId)) {
    return skipped('an answer whose question is not in the dump', `post ${id}`);
  }
  const body = cut(htmlToMarkdown(row.get('Body') ?? ''), limits.text);
  if (body === '') return skipped('an answer without text', `post ${id}`);
  dump.answers.add(id);
  return {
    kind: 'answer',
    ref: dump.refTo('answer', id),
    question: dump.refTo('question', questionId),
    number: null,
    author: authorOf(dump, row),
    body,
    createdAt,
    editedAt: readDate(row.get('LastEditDate')) ?? null,
    revisions: [],
  };
}

/** Older dumps write `<one><two>`, newer ones `|one|two|`. */
function readTagList(text: string): string[] {
  const names = text.split(/[<>|]+/).filter((name) => name !== '' && name.length <= limits.tag);
  return [...new Set(names)];
}
