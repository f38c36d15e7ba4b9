import type { Beside } from '../../src/beside.ts';
import type { Answer, Question, Revision, Thread } from '../../src/model.ts';
import type { Paged } from '../../src/store/page.ts';
import { fitsButton } from '../kit/call.ts';
import type { Card } from '../kit/reply.ts';
import { ago, code, count, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { pagedView } from './pages.ts';
import { answerFacts, people, questionFacts, tagList } from './phrases.ts';

/** The question as it stands in its channel, with its answers and what can be done. */
export function questionCard(thread: Thread, beside: Partial<Beside> = {}): Card {
  const { number, channel } = thread.question;
  const rest = { name: 'show', args: { question: String(number) } };
  const view = { ...questionView(thread, beside), rest };
  return { key: `question:${number}`, channel, view };
}

/** The question with its answers, or with a page of them; then `pager` leads to the others. */
export function questionView(
  thread: Thread,
  { couldHelp = [], duplicates = [] }: Partial<Beside> = {},
  pager: readonly Action[] = [],
): View {
  const { question, answers } = thread;
  const blocks: Block[] = [];
  if (question.askedAs !== undefined) {
    blocks.push({ kind: 'note', text: say`#${question.askedAs} was merged into this one.` });
  }
  if (question.body) blocks.push({ kind: 'quote', text: question.body });
  blocks.push({ kind: 'note', text: questionFacts(question) });
  blocks.push(...answers.map((answer) => answerItem(question, answer)));
  if (question.state === 'open' && couldHelp.length > 0) {
    blocks.push({ kind: 'note', text: say`Could help: ${people(couldHelp)}` });
  }
  if (duplicates.length > 0) {
    blocks.push({ kind: 'note', text: say`Much like it: ${links(duplicates)}` });
  }
  blocks.push({ kind: 'actions', actions: [...questionActions(question), ...pager] });
  return { name: 'question', title: say`#${question.number} ${question.title}`, blocks };
}

function answerItem(question: Question, answer: Answer): Block {
  const name = `${question.number}.${answer.number}`;
  const mark = answer.accepted ? '✓ ' : '';
  const accept: Action = answer.accepted
    ? {
        label: `Undo acceptance of ${name}`,
        call: { name: 'accept', args: { answer: name, undo: 'yes' } },
      }
    : {
        label: `Accept ${name}`,
        call: { name: 'accept', args: { answer: name } },
        style: 'primary',
      };
  return {
    kind: 'item',
    title: say`${strong(`${mark}${name}`)} ${answerFacts(answer)}`,
    lines: [],
    quote: answer.body,
    actions: [
      { label: `Helpful ${name}`, call: { name: 'helpful', args: { answer: name } } },
      accept,
    ],
  };
}

function questionActions(question: Question): Action[] {
  const args = { question: String(question.number) };
  if (question.mergedInto === null) return [];
  if (question.mergedInto !== undefined) {
    const to = String(question.mergedInto);
    return [{ label: `Show #${to}`, call: { name: 'show', args: { question: to } } }];
  }
  if (question.state === 'closed') return [{ label: 'Reopen', call: { name: 'reopen', args } }];
  const answer: Action = { label: 'Answer', call: { name: 'answer', args }, style: 'primary' };
  return [answer, { label: 'Me too', call: { name: 'me-too', args } }];
}

/** A page of questions, each with the next useful action. */
export function questionList(list: {
  readonly title: string;
  readonly empty: Text;
  readonly questions: Paged<Question>;
  /** Who reads it: nobody is asked to answer what they asked themselves. */
  readonly readerId: number;
  readonly page: number;
  readonly pages: number;
  readonly to: (page: number) => Action['call'];
}): View {
  const { questions, readerId, title, empty } = list;
  const item = (question: Question): Block => {
    const args = { question: String(question.number) };
    const next: Action =
      question.state === 'open' && question.author.id !== readerId
        ? { label: `Answer #${question.number}`, call: { name: 'answer', args } }
        : { label: `Show #${question.number}`, call: { name: 'show', args } };
    return {
      kind: 'item',
      title: say`${strong(`#${question.number}`)} ${question.title}`,
      lines: [say`${questionFacts(question)} · in #${question.channel.name}`],
      actions: [next],
    };
  };
  return pagedView({ ...list, found: questions }, { name: 'questions', title, none: empty, item });
}

/** What a text said before each edit, and who replaced it. */
export function historyView(name: string, revisions: readonly Revision[]): View {
  const blocks = revisions.map(
    (revision): Block => ({
      kind: 'item',
      title: say`replaced ${ago(revision.replacedAt)} by ${replacer(revision)}`,
      lines: revision.title ? [[strong(revision.title)]] : [],
      ...(revision.body && { quote: revision.body }),
      actions: [],
    }),
  );
  const none: Block = { kind: 'note', text: ['It has not been edited.'] };
  const title = say`History of ${name}: ${count(revisions.length, 'earlier text')}`;
  return { name: 'history', title, blocks: blocks.length > 0 ? blocks : [none] };
}

const replacer = ({ replacedBy }: Revision): Text =>
  replacedBy === null ? ['someone'] : [person(replacedBy)];

/** Tells the asker that the question is out, what is like it, and what comes next. */
export function postedView(question: Question, { couldHelp, duplicates, tags }: Beside): View {
  const { number } = question;
  const helpers = couldHelp.length > 0 ? say` ${people(couldHelp)} could help.` : [];
  const hidden = question.anonymous ? ' Nobody is told that it is yours.' : '';
  const blocks: Block[] = [
    {
      kind: 'prose',
      text: say`Posted as ${strong(`#${number}`)} in #${question.channel.name}.${hidden}${helpers}`,
    },
  ];
  if (duplicates.length > 0) {
    const actions = duplicates.flatMap((other): Action[] => {
      const [own, of] = [String(number), String(other.number)];
      return [
        { label: `Show #${of}`, call: { name: 'show', args: { question: of } } },
        { label: `Same as #${of}`, call: { name: 'duplicate', args: { what: own, of } } },
      ];
    });
    blocks.push({ kind: 'note', text: say`Much like it: ${links(duplicates)}` });
    blocks.push({ kind: 'actions', actions });
  }
  const call = { name: 'edit', args: { what: String(number), tags: tags.join() } };
  if (tags.length > 0 && fitsButton(call)) {
    const actions = [{ label: `Tag it ${tags.map((tag) => `#${tag}`).join(' ')}`, call }];
    blocks.push({ kind: 'note', text: say`Questions like it are tagged ${tagList(tags)}.` });
    blocks.push({ kind: 'actions', actions });
  }
  blocks.push({
    kind: 'note',
    text: say`When an answer works, accept it: ${code(`accept ${number}.1`)}. That keeps it for the next one who asks.`,
  });
  return { name: 'posted', title: [], blocks };
}

const links = (questions: readonly Question[]): Text =>
  questions.flatMap(({ number, title, state }, i) => {
    const before = i === 0 ? '' : ' · ';
    return say`${before}${strong(`#${number}`)} ${title} (${state})`;
  });

/** In place of the card of a question that was deleted. */
export function goneCard(number: number): View {
  const text = say`#${number} was deleted.`;
  return { name: 'question', title: [], blocks: [{ kind: 'note', text }] };
}

/** One sentence about something that was done. */
export function doneView(text: Text, actions: readonly Action[] = []): View {
  const more: Block[] = actions.length > 0 ? [{ kind: 'actions', actions }] : [];
  return { name: 'done', title: [], blocks: [{ kind: 'prose', text }, ...more] };
}
