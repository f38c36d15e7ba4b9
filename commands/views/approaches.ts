import type { Person } from '../../src/model.ts';
import type { Approach } from '../../src/model-owed.ts';
import type { ApproachReply } from '../../src/notices/approaches.ts';
import { code, count, person, say, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { doneView } from './questions.ts';

const quoted = ({ words }: Pick<Approach, 'words'>): Block[] =>
  words === '' ? [] : [{ kind: 'quote', text: words }];

const askAll: Action = { label: 'Ask the community', call: { name: 'ask', args: {} } };

/** The private card for whom it is for: who asks, about what, in their words. */
export function approachView(approach: Approach, asker: Person): View {
  const reply = (name: string, label: string, style?: 'primary'): Action => {
    const call = { name, args: { approach: String(approach.id) } };
    return { label, call, ...(style && { style }) };
  };
  return {
    name: 'approach',
    title: wanted(approach, asker),
    blocks: [
      ...quoted(approach),
      { kind: 'note', text: meaning(approach, asker) },
      {
        kind: 'actions',
        actions: [
          reply('approach-yes', 'Yes', 'primary'),
          reply('approach-no', 'Not now'),
          reply('approach-less', 'Ask me less'),
        ],
      },
    ],
  };
}

function wanted({ kind, topic }: Approach, asker: Person): Text {
  const about = topic === '' ? [] : say` about “${topic}”`;
  switch (kind) {
    case 'ask':
      return say`${person(asker)} would like to ask you${about}`;
    case 'introduce':
      return say`${person(asker)} would like to meet you${about}`;
    case 'nominate':
      return say`Would you be one of those people go to for #${topic}?`;
  }
}

/** What a yes brings about, and that a no costs nothing. */
function meaning({ kind, topic }: Approach, asker: Person): Text {
  switch (kind) {
    case 'ask':
    case 'introduce':
      return say`Yes tells ${person(asker)} to write to you. With Not now, or without a word, they hear only that you are not available now.`;
    case 'nominate':
      return say`${person(asker)} thinks of you, as few people answer questions on it. Yes declares #${topic} for you: a question on it may find you now and then, within limits that you set. With Not now, or without a word, they hear only that you are not available now.`;
  }
}

/** What became of it, for who asked. Why somebody is not available is told to nobody. */
export function outcomeView(approach: Approach, member: Person): View {
  const { kind, state, topic } = approach;
  const { text, actions } = (() => {
    if (state !== 'accepted') return { text: notNow(member), actions: [askAll] };
    switch (kind) {
      case 'ask':
        return {
          text: say`${person(member)} says yes. Write to them. What you learn may help others, too: ask it in a channel, and the answer is kept.`,
          actions: [askAll],
        };
      case 'introduce':
        return {
          text: say`${person(member)} would like to meet you, too. Write to them.`,
          actions: [],
        };
      case 'nominate':
        return { text: say`${person(member)} says yes, and declares #${topic} now.`, actions: [] };
    }
  })();
  const more: Block[] = actions.length > 0 ? [{ kind: 'actions', actions }] : [];
  const blocks: Block[] = [{ kind: 'prose', text }, ...quoted(approach), ...more];
  return { name: 'outcome', title: [], blocks };
}

const notNow = (member: Person): Text =>
  say`${person(member)} is not available now. The community may know:`;

/** What comes of asking, at once. */
export function madeView(isMade: boolean, member: Person, words: string): View {
  if (isMade) {
    return doneView(
      say`${person(member)} is asked in private, in their working hours. You hear what they say; if they say nothing within three working days, take it that they are not available now.`,
    );
  }
  const view = doneView(notNow(member), [askAll]);
  const [prose, ...rest] = view.blocks;
  return { ...view, blocks: [...(prose ? [prose] : []), ...quoted({ words }), ...rest] };
}

/** In place of the card that asked. */
export function approachReplyView(
  { approach, asker, weeklyLimit }: ApproachReply,
  said: string,
): View {
  const { state, kind, topic } = approach;
  if (state === 'accepted') {
    const declared = say`You declare #${topic} now; ${code('expertise remove')} takes it back. ${person(asker)} is told.`;
    const found = say`${person(asker)} is told that you say yes, and where to find you. You can write first.`;
    return doneView(kind === 'nominate' ? declared : found);
  }
  const less = say`You are asked at most ${count(weeklyLimit, 'time')} a week from now on; ${code('expertise limit 3')} changes that. `;
  return doneView(
    say`${said === 'less' ? less : []}${person(asker)} hears only that you are not available now.`,
  );
}
