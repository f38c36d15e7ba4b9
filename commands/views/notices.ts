import type { Question } from '../../src/model.ts';
import type { Matter } from '../../src/notices/matters.ts';
import type { Muteable } from '../../src/notices/mutes.ts';
import type { PingReply } from '../../src/notices/pings.ts';
import { ago, code, count, day, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { approachView, outcomeView } from './approaches.ts';
import { digestView } from './digests.ts';
import { linkNewsView } from './linking.ts';
import { asker, tagList } from './phrases.ts';
import { doneView, goneCard, questionCard } from './questions.ts';
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

const named = (question: Question): Text => say`${strong(`#${question.number}`)} ${question.title}`;

function showAction({ number }: Question): Action {
  return { label: `Show #${number}`, call: { name: 'show', args: { question: String(number) } } };
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

/** The private card that asks one expert. */
function pingView(question: Question, asksZone: boolean): View {
  const args = { question: String(question.number) };
  const later = (when: string, label: string): Action => {
    return { label, call: { name: 'later', args: { ...args, when } } };
  };
  const quote: Block[] = question.body ? [{ kind: 'quote', text: question.body }] : [];
  return {
    name: 'ping',
    title: say`You may know this: ${named(question)}`,
    blocks: [
      ...quote,
      {
        kind: 'note',
        text: say`asked by ${asker(question)} ${ago(question.createdAt)} in #${question.channel.name}${tagList(question.tags).length > 0 ? ' · ' : ''}${tagList(question.tags)}`,
      },
      {
        kind: 'actions',
        actions: [
          { label: 'Answer', call: { name: 'answer', args }, style: 'primary' },
          { label: 'I’ll take it', call: { name: 'take', args } },
          { label: 'Pass', call: { name: 'pass', args } },
          later('tonight', 'Later: tonight'),
          later('tomorrow', 'Tomorrow'),
          later('monday', 'Monday'),
          { label: 'Not my area', call: { name: 'not-my-area', args } },
          { label: 'Ask me less', call: { name: 'ask-less', args } },
        ],
      },
      {
        kind: 'note',
        text: say`Few are asked by name, and you may leave it: if you say nothing, others are asked later, and that is fine.`,
      },
      ...(asksZone ? zoneBlocks : []),
    ],
  };
}

/** Not every platform tells when it is day where a member is. */
const zoneBlocks: readonly Block[] = [
  {
    kind: 'note',
    text: [
      'I do not know your time zone and go by UTC: nobody is asked by night. You are asked this once.',
    ],
  },
  {
    kind: 'actions',
    actions: [{ label: 'Say my time zone', call: { name: 'expertise zone', args: {} } }],
  },
];

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

/** What an expert who was asked can say: the commands of the card's buttons. */
export type PingSaid = 'take' | 'pass' | 'later' | 'not-my-area' | 'ask-less';

/** What became of it, in place of the card that asked. */
export function pingReplyView(said: PingSaid, reply: PingReply): View {
  const { question, takenBy } = reply;
  const args = { question: String(question.number) };
  const answer: Action = { label: 'Answer', call: { name: 'answer', args }, style: 'primary' };
  if (question.state !== 'open' || question.answerCount > 0) {
    const text = say`Thank you for looking! This has an answer meanwhile: ${named(question)}`;
    return doneView(text, [showAction(question)]);
  }
  if (takenBy && said === 'take') {
    const text = say`${person(takenBy)} has taken this already; you can answer it all the same: ${named(question)}`;
    return doneView(text, [answer]);
  }
  switch (said) {
    case 'take':
      return doneView(
        say`It is yours, nobody else is asked for a working day, and who asked is told that you look into it: ${named(question)}`,
        [answer, { label: 'I can’t after all', call: { name: 'pass', args } }],
      );
    case 'later':
      return doneView(
        reply.remindAt === null
          ? say`It is yours already: ${named(question)}`
          : say`You are reminded ${ago(reply.remindAt)} if it is still open; somebody else is asked meanwhile: ${named(question)}`,
        [answer],
      );
    case 'not-my-area':
      return doneView(
        say`Noted: this is not your area. This goes to somebody else: ${named(question)}`,
      );
    case 'ask-less':
      return doneView(
        say`You are asked at most ${count(reply.weeklyLimit, 'time')} a week from now on; ${code('expertise limit 3')} changes that. This goes to somebody else: ${named(question)}`,
      );
    case 'pass':
      return doneView(say`Passed on to somebody else: ${named(question)}`);
  }
}
