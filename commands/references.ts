import type { AnswerInThread } from '../src/answers.ts';
import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import type { Actor, Member, Person, Question, Reader, Snippet, Thread } from '../src/model.ts';
import { cut } from '../src/text.ts';
import { answerHere, questionHere, suggestAnswers } from './here.ts';
import type { Suggest } from './kit/args.ts';

/** The arguments by which people name things, and how a command gets the thing that is named. */

const mostSuggested = 10;
const mostLookedThrough = 200;

const longestLabel = 80;

/** By number, by words of the newest open ones, and by words of what was answered. */
const suggestQuestions: Suggest = async (core, reader, typed) => {
  const said = typed.replace(/^#/, '').trim().toLowerCase();
  const number = wholeNumber(said);
  const exact = number ? await core.questions.find(reader, Number(number)) : undefined;
  const open = await core.questions.openTitles(reader, mostLookedThrough);
  const fits = open.filter(
    (one) => String(one.number).startsWith(said) || one.title.toLowerCase().includes(said),
  );
  const isMore = fits.length < mostSuggested && /\p{L}/u.test(said);
  const found = isMore ? await core.knowledge.titles(reader, typed, mostSuggested) : [];
  const all = [...(exact ? [exact] : []), ...fits, ...found];
  return [...new Map(all.map((question) => [question.number, question])).values()]
    .slice(0, mostSuggested)
    .map(({ number, title }) => ({
      value: String(number),
      label: cut(`#${number} ${title}`, longestLabel),
    }));
};

/** Topics to look something up by: all that the reader may know of. */
export const suggestTags: Suggest = async (core, actor, typed) => {
  const { before, prefix } = lastOf(typed);
  const tags = await core.tags.startingWith(actor, prefix, mostSuggested);
  return tags.map(({ name }) => ({ value: `${before}${name}`, label: name }));
};

/** Topics to tag something with: what the text given beside is about, then the community's other words. */
const suggestTopics: Suggest = async (core, actor, typed, given) => {
  const { before, prefix } = lastOf(typed);
  const chosen = before.split(/[\s,]+/).map((one) => one.replace(/^#/, '').toLowerCase());
  const { question, title = question, details } = given;
  const about = title ? await core.tags.suggest(actor, { title, details: details ?? '' }) : [];
  const others = await core.tags.offered(actor, prefix, mostSuggested);
  const names = [...about.filter((name) => name.startsWith(prefix)), ...others.map((t) => t.name)];
  return [...new Set(names)]
    .filter((name) => !chosen.includes(name))
    .slice(0, mostSuggested)
    .map((name) => ({ value: `${before}${name}`, label: name }));
};

/** The tag that is typed at the end of several, and what stands before it. */
function lastOf(typed: string) {
  const before = /^.*[\s,]/s.exec(typed)?.[0] ?? '';
  return { before, prefix: typed.slice(before.length).replace(/^#/, '').toLowerCase() };
}

const suggestMembers: Suggest = async (core, actor, typed) => {
  const members = await core.members.startingWith(actor, typed.replace(/^@/, ''), mostSuggested);
  return members.map(({ handle, name }) => ({
    value: `@${handle}`,
    label: `${name} (@${handle})`,
  }));
};

const wholeNumber = (text: string) => /^([1-9]\d{0,8})$/.exec(text)?.[1];

export const questionArg = {
  name: 'question',
  kind: 'reference',
  summary: "a question's number",
  example: '#42',
  required: true,
  canonical: (text: string) => wholeNumber(text.replace(/^#/, '')),
  suggest: suggestQuestions,
  here: questionHere,
} as const;

export const answerArg = {
  name: 'answer',
  kind: 'reference',
  summary: "an answer's number",
  example: '42.1',
  required: true,
  canonical: (text: string) => /^#?([1-9]\d{0,8}\.[1-9]\d{0,5})$/.exec(text)?.[1],
  suggest: suggestAnswers,
  here: answerHere,
} as const;

export const messageArg = {
  name: 'message',
  kind: 'message',
  summary: 'the message that it is about',
  required: true,
} as const;

export const snippetArg = {
  name: 'snippet',
  kind: 'reference',
  summary: "a snippet's number",
  example: 'S7',
  required: true,
  canonical: (text: string) => wholeNumber(text.replace(/^s/i, '')),
} as const;

export const tagArg = {
  name: 'tag',
  kind: 'line',
  max: 60,
  summary: 'a topic, like postgres',
  required: true,
  suggest: suggestTags,
} as const;

export const tagsArg = {
  name: 'tags',
  kind: 'words',
  most: 10,
  summary: 'topics, like postgres,sql',
  required: false,
  suggest: suggestTopics,
} as const;

export const memberArg = {
  name: 'member',
  kind: 'person',
  summary: 'a member, like @ana',
  required: true,
  suggest: suggestMembers,
} as const;

export const mostPages = 10_000;

export const pageArg = {
  name: 'page',
  kind: 'number',
  min: 1,
  max: mostPages,
  summary: 'which page of the list',
  required: false,
} as const;

const pageSize = 5;

/** Which part of a list: `limit` entries after the first `offset`. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** The page of a list that was asked for, or its last when there are not so many. */
export async function inPages<T extends { readonly total: number }>(
  asked: number | undefined,
  list: (page: Page) => Promise<T>,
): Promise<{ readonly found: T; readonly page: number; readonly pages: number }> {
  const get = (page: number) => list({ limit: pageSize, offset: (page - 1) * pageSize });
  const page = asked ?? 1;
  const found = await get(page);
  const pages = Math.max(1, Math.ceil(found.total / pageSize));
  return page <= pages ? { found, page, pages } : { found: await get(pages), page: pages, pages };
}

/** @throws KnownError 'not_found' that says the number which it has since communities became one. */
async function mustBeNew(
  core: Core,
  reader: Reader,
  kind: 'question' | 'snippet',
  number: number,
): Promise<void> {
  const was = await core.formerNumbers.former(reader, kind, number);
  if (!was) return;
  const sign = kind === 'question' ? '#' : 'S';
  const show = kind === 'question' ? 'show' : 'snippet show';
  throw new KnownError(
    'not_found',
    `${sign}${number} is ${sign}${was.number} now, since your community was linked: \`${show} ${was.number}\` shows it.`,
  );
}

/** @throws KnownError 'not_found' saying where questions are listed. */
export async function theThread(core: Core, reader: Reader, number: string): Promise<Thread> {
  const thread = await core.questions.thread(reader, Number(number));
  if (thread) return thread;
  await mustBeNew(core, reader, 'question', Number(number));
  throw new KnownError(
    'not_found',
    `There is no question #${number} here. \`questions open\` lists what you can answer.`,
  );
}

/** @throws KnownError unless the question is there and can be answered. */
export async function theOpenQuestion(
  core: Core,
  reader: Reader,
  number: string,
): Promise<Question> {
  const question = await core.questions.find(reader, Number(number));
  if (question && question.state !== 'closed') return question;
  if (question) {
    throw new KnownError(
      'conflict',
      `#${number} is closed. Its asker, or a curator, can open it again: \`reopen ${number}\`.`,
    );
  }
  await mustBeNew(core, reader, 'question', Number(number));
  throw new KnownError(
    'not_found',
    `There is no open question #${number}. \`questions open\` lists what you can answer.`,
  );
}

export function answerName(text: string): { question: number; answer: number } {
  const [question = 0, answer = 0] = text.split('.').map(Number);
  return { question, answer };
}

/** @throws KnownError 'not_found' saying where answers are shown. */
export async function theAnswer(core: Core, reader: Reader, text: string): Promise<AnswerInThread> {
  const name = answerName(text);
  const found = await core.answers.find(reader, name);
  if (found) return found;
  await mustBeNew(core, reader, 'question', name.question);
  throw new KnownError(
    'not_found',
    `There is no answer ${text} here. \`show ${name.question}\` shows the answers to #${name.question}.`,
  );
}

/** @throws KnownError 'not_found' saying how snippets are found. */
export async function theSnippet(core: Core, reader: Reader, number: string): Promise<Snippet> {
  const snippet = await core.snippets.find(reader, Number(number));
  if (snippet) return snippet;
  await mustBeNew(core, reader, 'snippet', Number(number));
  throw new KnownError(
    'not_found',
    `There is no snippet S${number} here. \`search\` finds what is kept.`,
  );
}

/** @throws KnownError 'not_found' saying how members are found. */
export async function theMember(core: Core, reader: Reader, handle: string): Promise<Member> {
  const member = await core.members.byHandle(reader, handle);
  if (member) return member;
  throw new KnownError(
    'not_found',
    `There is no member @${handle} here. \`find-expert <topic>\` finds people by what they know.`,
  );
}

/** @throws KnownError 'forbidden', before a form is filled in vain. */
export function mustMayEdit(core: Core, actor: Actor, author: Person): void {
  if (core.mayEdit(actor, author)) return;
  throw new KnownError('forbidden', 'Only its author, or a curator, can edit this.');
}
