import type { Question } from '../../src/model.ts';
import type { PingReply } from '../../src/notices/pings.ts';
import { fitsButton } from '../kit/call.ts';
import { ago, person, say } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { lessText } from './approaches.ts';
import { asker, named, showAction, tagList } from './phrases.ts';
import { doneView } from './questions.ts';

/** The private card that asks one expert. */
export function pingView(question: Question, asksZone: boolean): View {
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
        text: say`You need not say anything: then others are asked, and that is fine.`,
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

/** What "Not my area" taught, and how to take it back. */
function notMineView({ question, declined }: PingReply): View {
  const about = tagList(declined);
  const taught =
    about.length > 0
      ? say`No more questions on ${about} are brought to you, and nobody finds you for that.`
      : 'Noted.';
  const undo = declined.map((tag): Action => {
    return {
      label: `#${tag} after all`,
      call: { name: 'expertise not-me', args: { tag, undo: 'yes' } },
    };
  });
  return doneView(
    say`${taught} This goes on to others: ${named(question)}`,
    undo.filter(({ call }) => fitsButton(call)),
  );
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
        say`Thank you! It is yours: who asked hears that you look into it, and nobody else is asked for a working day. ${named(question)}`,
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
      return notMineView(reply);
    case 'ask-less':
      return doneView(
        say`${lessText(reply.weeklyLimit)} This goes on to others: ${named(question)}`,
      );
    case 'pass':
      return doneView(say`Thank you for saying so. It goes on to others: ${named(question)}`);
  }
}
