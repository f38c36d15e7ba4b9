import type { Answer, Person, Question, Snippet } from '../../src/model.ts';
import { ago, count, join, link, person, say, strong, type Text } from '../kit/text.ts';
import type { Action } from '../kit/view.ts';

/** Who asked, as far as others may know. */
export function asker(question: Question): Text {
  return question.anonymous ? ['someone'] : [person(question.author)];
}

export function tagList(tags: readonly string[]): Text {
  return tags.length === 0 ? [] : [tags.map((tag) => `#${tag}`).join(' ')];
}

/** `@ana, @bruno and @chen`. */
export function people(members: readonly Person[]): Text {
  const named = members.map((member) => [person(member)]);
  const last = named.at(-1) ?? [];
  return named.length < 2 ? last : say`${join(named.slice(0, -1), ', ')} and ${last}`;
}

/** `asked by @ana 3 days ago · 2 answers · 1 also has this · #git`. */
export function questionFacts(question: Question): Text {
  const watchers = question.watcherCount;
  return join(
    [
      say`asked by ${asker(question)} ${ago(question.createdAt)}`,
      stateOf(question),
      watchers === 0 ? [] : [`${watchers} also ${watchers === 1 ? 'has' : 'have'} this`],
      tagList(question.tags),
    ],
    ' · ',
  );
}

function stateOf(question: Question): Text {
  if (question.mergedInto === null) return ['merged into another question'];
  if (question.mergedInto !== undefined) return [`merged into #${question.mergedInto}`];
  const answers =
    question.answerCount === 0 ? 'no answer yet' : count(question.answerCount, 'answer');
  return question.state === 'open' ? [answers] : [`${question.state}, ${answers}`];
}

/** `@bruno 2 days ago · accepted · helped 3 people`. */
export function answerFacts(answer: Answer): Text {
  return join(
    [
      say`${person(answer.author)} ${ago(answer.createdAt)}`,
      answer.editedAt === null ? [] : say`edited ${ago(answer.editedAt)}`,
      answer.accepted ? ['accepted'] : [],
      helped(answer.helpfulCount),
      origin(answer),
    ],
    ' · ',
  );
}

/** `by @bruno · verified by @ana 12 days ago · helped 3 people · #git`. */
export function snippetFacts(snippet: Snippet): Text {
  return join(
    [
      say`by ${person(snippet.author)}`,
      quoted(snippet),
      trustFacts(snippet),
      owned(snippet),
      helped(snippet.helpfulCount),
      tagList(snippet.tags),
      origin(snippet),
    ],
    ' · ',
  );
}

/** `words of @bruno and 2 members`: who did not agree to be named is not. */
function quoted({ quoted: words }: Snippet): Text {
  if (!words) return [];
  const { named, others } = words;
  const rest = others === 0 ? '' : others === 1 ? 'a member' : `${others} members`;
  return say`words of ${join([people(named), rest === '' ? [] : [rest]], ' and ')}`;
}

/** Who looks after it, where that is not who wrote it. */
function owned({ owner, author }: Snippet): Text {
  if (owner === null) return ['nobody looks after it'];
  return owner.id === author.id ? [] : say`${person(owner)} looks after it`;
}

/** `verified by @ana 12 days ago`, and what speaks against it since. */
export function trustFacts(snippet: Snippet): Text {
  return join(
    [
      say`verified${verifier(snippet)} ${ago(snippet.verifiedAt)}`,
      snippet.outdatedAt === null ? [] : say`outdated since ${ago(snippet.outdatedAt)}`,
      snippet.successor === null ? [] : [`replaced by S${snippet.successor}`],
      (snippet.editedAt ?? 0) > snippet.verifiedAt ? ['edited since'] : [],
    ],
    ' · ',
  );
}

const origin = (kept: Answer | Snippet): Text =>
  kept.link === undefined ? [] : [link('from this message', kept.link)];

const verifier = ({ verifiedBy }: Snippet): Text =>
  verifiedBy === null ? [' by who asked'] : say` by ${person(verifiedBy)}`;

function helped(n: number): Text {
  return n === 0 ? [] : [`helped ${count(n, 'person', 'people')}`];
}

/** Minutes after midnight as `09:30`. */
export function timeOfDay(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Buttons to the pages before and after, when there are any. `to` gives the call for a page. */
export function pageActions(
  page: number,
  pages: number,
  to: (page: number) => Action['call'],
): Action[] {
  const actions: Action[] = [];
  if (page > 1) actions.push({ label: 'Previous', call: to(page - 1) });
  if (page < pages) actions.push({ label: 'Next', call: to(page + 1) });
  return actions;
}

/** `#42 Why does it fail?` */
export const named = (question: Question): Text =>
  say`${strong(`#${question.number}`)} ${question.title}`;

export function showAction({ number }: Question): Action {
  return { label: `Show #${number}`, call: { name: 'show', args: { question: String(number) } } };
}
