import type { Question } from '../../src/model.ts';
import type { Matter } from '../../src/notices/matters.ts';
import type { Muteable } from '../../src/notices/mutes.ts';
import { ago, code, count, day, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { approachView, outcomeView } from './approaches.ts';
import { digestView } from './digests.ts';
import { linkNewsView } from './linking.ts';
import { asker, named, showAction } from './phrases.ts';
import { pingView } from './pings.ts';
import { goneCard, questionCard } from './questions.ts';
import { quoteView } from './quotes.ts';
import { outdatedView, verifyView } from './verification.ts';

/** What a notice says, as the facts are when it is sent. */
export function noticeView(matter: Matter): View {
  switch (matter.kind) {
    case 'card':
      return questionCard(matter.thread, matter.beside).view;
    case 'ping':
      return pingView(matter.question, matter.asksZone);
    case 'waiting':
      return waitingView(matter.question);
    case 'steward':
      return stewardView(matter.question);
    case 'approach':
      return approachView(matter.approach, matter.asker);
    case 'outcome':
      return outcomeView(matter.approach, matter.member);
    case 'taken': {
      const text = say`${person(matter.by)} is looking into your question: ${named(matter.question)}`;
      return notice('taken', text, [], 'taken');
    }
    case 'accept':
      return acceptView(matter);
    case 'resolved': {
      const { question } = matter.thread;
      const text = say`A question that you have too is answered: ${named(question)}`;
      return notice('resolved', text, [showAction(question)], 'resolved');
    }
    case 'merged': {
      const { question, into } = matter;
      const text = say`Your question ${named(question)} asks the same as ${named(into)}, and was merged into it. You follow that one now, and hear when it is answered.`;
      return notice('merged', text, [showAction(into)], undefined);
    }
    case 'expiring':
      return expiringView(matter);
    case 'helped':
      return helpedView(matter);
    case 'verify':
      return verifyView(matter.snippets);
    case 'quote':
      return quoteView(matter.quote, matter.snippet);
    case 'outdated':
      return outdatedView(matter.snippets);
    case 'digest':
      return digestView(matter.digest);
    case 'unread': {
      const text = say`Nobody pressed anything in the last four digests of #${matter.channel.name}, which you set up. Another day, fewer sections or fewer channels may help; or stop it. You are asked this once.`;
      const how = say`There: ${code('digest schedule friday 15:00')} changes it, ${code('digest off')} stops it.`;
      return notice('unread', text, [], 'unread', how);
    }
    case 'gone':
      return goneCard(matter.number);
    case 'undeliverable': {
      const where = matter.channel ? say` #${matter.channel.name}` : [];
      const text = say`I cannot post in${where} any more, and have stopped trying. ${matter.sentence}`;
      const how = say`When that is done, ${code('digest schedule')} there, or ${code('doctor')}, starts it again.`;
      return notice('undeliverable', text, [], undefined, how);
    }
    case 'link':
      return linkNewsView(matter);
  }
}

/** A message that its receiver can turn off from itself. */
export function notice(
  name: string,
  text: Text,
  actions: readonly Action[],
  mute: Muteable | undefined,
  note: Text = [],
): View {
  const off: Action[] = mute
    ? [{ label: 'No more of these', call: { name: 'notices off', args: { kind: mute } } }]
    : [];
  const all = [...actions, ...off];
  return {
    name,
    title: [],
    blocks: [
      { kind: 'prose', text },
      ...(note.length > 0 ? [{ kind: 'note', text: note } as const] : []),
      ...(all.length > 0 ? [{ kind: 'actions', actions: all } as const] : []),
    ],
  };
}

function waitingView(question: Question): View {
  const args = { question: String(question.number) };
  return {
    name: 'waiting',
    title: say`Still open: ${named(question)}`,
    blocks: [
      {
        kind: 'note',
        text: say`asked by ${asker(question)} ${ago(question.createdAt)}, and nobody has answered yet. A guess or a pointer helps, too.`,
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Answer', call: { name: 'answer', args }, style: 'primary' },
          { label: 'Me too', call: { name: 'me-too', args } },
        ],
      },
    ],
  };
}

/** For who looks after the channel: nobody answered, and nobody else is asked. */
function stewardView(question: Question): View {
  const args = { question: String(question.number) };
  return {
    name: 'steward',
    title: say`Nobody has answered yet: ${named(question)}`,
    blocks: [
      {
        kind: 'note',
        text: say`asked by ${asker(question)} ${ago(question.createdAt)} in #${question.channel.name}, which you look after. Nobody else is asked by name. Whom would you bring it to?`,
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Answer', call: { name: 'answer', args }, style: 'primary' },
          showAction(question),
          { label: 'Find an expert', call: { name: 'find-expert', args: {} } },
        ],
      },
      { kind: 'note', text: say`${code('settings steward --off')} there ends this.` },
    ],
  };
}

const mostOffered = 3;

function acceptView({ thread }: Extract<Matter, { thread: unknown }>): View {
  const { question, answers } = thread;
  const accepts = answers.slice(0, mostOffered).map(({ number }): Action => {
    const answer = `${question.number}.${number}`;
    return { label: `Accept ${answer}`, call: { name: 'accept', args: { answer } } };
  });
  const which = answers.length === 1 ? 'the answer' : `one of the ${answers.length} answers`;
  const text = say`Did ${which} work? Accepting it keeps it for the next one who asks.`;
  const view = notice('suggest-accept', text, [...accepts, showAction(question)], 'accept');
  return { ...view, title: named(question) };
}

/** Before what nobody answered is deleted. */
function expiringView({ question, at }: Extract<Matter, { kind: 'expiring' }>): View {
  const args = { question: String(question.number) };
  const isOpen = question.state === 'open';
  const keep: Action = isOpen
    ? { label: 'Keep it', call: { name: 'still-open', args }, style: 'primary' }
    : { label: 'Reopen', call: { name: 'reopen', args }, style: 'primary' };
  const edit: Action[] = isOpen
    ? [{ label: 'Edit', call: { name: 'edit', args: { what: args.question } } }]
    : [];
  const text = isOpen
    ? say`Nobody has answered your question of ${day(question.createdAt)}, and on ${day(at)} it will be deleted: ${named(question)}`
    : say`Your question was closed without an answer, and on ${day(at)} it will be deleted: ${named(question)}`;
  const how = isOpen
    ? say`If it still needs an answer, keep it; better words or tags find more readers. Otherwise leave it.`
    : say`If it still needs an answer, reopen it. Otherwise leave it.`;
  return notice('expiring', text, [keep, ...edit, showAction(question)], 'expiring', how);
}

function helpedView({ helped }: Extract<Matter, { kind: 'helped' }>): View {
  const people = helped.reduce((sum, one) => sum + one.people, 0);
  const lines = helped.map(
    (one) =>
      say`${strong(`#${one.question}.${one.answer}`)} ${one.title}: ${count(one.people, 'person', 'people')}${one.accepted ? ', and it was accepted' : ''}`,
  );
  const view = notice(
    'helped',
    say`Your answers helped ${count(people, 'person', 'people')}.`,
    [],
    'helped',
  );
  const [first, ...rest] = view.blocks;
  const item: Block = { kind: 'item', title: [], lines, actions: [] };
  return { ...view, blocks: [...(first ? [first] : []), item, ...rest] };
}
