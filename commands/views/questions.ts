import type { Answer, Person, Question, Revision, Thread } from '../../src/model.ts';
import type { Paged } from '../../src/store/page.ts';
import type { Card } from '../kit/reply.ts';
import { ago, code, count, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { answerFacts, pageActions, people, questionFacts } from './phrases.ts';

/** The question as it stands in its channel, with its answers and what can be done. */
export function questionCard(thread: Thread, couldHelp: readonly Person[] = []): Card {
  const { number, channel } = thread.question;
  const rest = { name: 'show', args: { question: String(number) } };
  const view = { ...questionView(thread, couldHelp), rest };
  return { key: `question:${number}`, channel, view };
}

/** The question with its answers, or with a page of them; then `pager` leads to the others. */
export function questionView(
  thread: Thread,
  couldHelp: readonly Person[] = [],
  pager: readonly Action[] = [],
): View {
  const { question, answers } = thread;
  const blocks: Block[] = [];
  if (question.body) blocks.push({ kind: 'quote', text: question.body });
  blocks.push({ kind: 'note', text: questionFacts(question) });
  blocks.push(...answers.map((answer) => answerItem(question, answer)));
  if (question.state === 'open' && couldHelp.length > 0) {
    blocks.push({ kind: 'note', text: say`Could help: ${people(couldHelp)}` });
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
  const { questions, readerId, page, pages } = list;
  if (questions.total === 0) {
    return { name: 'questions', title: [list.title], blocks: [{ kind: 'note', text: list.empty }] };
  }
  const items = questions.items.map((question): Block => {
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
  });
  const pager = pageActions(page, pages, list.to);
  const more: Block[] = pager.length > 0 ? [{ kind: 'actions', actions: pager }] : [];
  const title = pages > 1 ? `${list.title}, page ${page} of ${pages}` : list.title;
  return {
    name: 'questions',
    title: say`${title} (${questions.total})`,
    blocks: [...items, ...more],
  };
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

/** Tells the asker that the question is out, and what comes next. */
export function postedView(question: Question, couldHelp: readonly Person[]): View {
  const helpers = couldHelp.length > 0 ? say` ${people(couldHelp)} could help.` : [];
  const hidden = question.anonymous ? ' Nobody is told that it is yours.' : '';
  return {
    name: 'posted',
    title: [],
    blocks: [
      {
        kind: 'prose',
        text: say`Posted as ${strong(`#${question.number}`)} in #${question.channel.name}.${hidden}${helpers}`,
      },
      {
        kind: 'note',
        text: say`When an answer works, accept it: ${code(`accept ${question.number}.1`)}. That keeps it for the next one who asks.`,
      },
    ],
  };
}

/** One sentence about something that was done. */
export function doneView(text: Text, actions: readonly Action[] = []): View {
  const more: Block[] = actions.length > 0 ? [{ kind: 'actions', actions }] : [];
  return { name: 'done', title: [], blocks: [{ kind: 'prose', text }, ...more] };
}
