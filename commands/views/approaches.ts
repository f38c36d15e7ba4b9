import type { Person } from '../../src/model.ts';
import type { Approach, ApproachKind } from '../../src/model-owed.ts';
import type { ApproachReply } from '../../src/notices/approaches.ts';
import { code, count, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { doneView } from './questions.ts';

const quoted = ({ words }: Pick<Approach, 'words'>): Block[] =>
  words === '' ? [] : [{ kind: 'quote', text: words }];

/** As they are called and named, so that one finds them. */
const full = (one: Person): Text => say`${strong(one.name)} (${person(one)})`;

/** What "Ask me less" brought about. */
export function lessText(weeklyLimit: number): Text {
  const most =
    weeklyLimit === 0
      ? 'No more questions are brought to you'
      : `At most ${count(weeklyLimit, 'question')} a week ${weeklyLimit === 1 ? 'is' : 'are'} brought to you from now on`;
  return say`${most}; ${code('expertise limit 3')} changes that.`;
}

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
      return say`${full(asker)} would like to ask you${about}`;
    case 'introduce':
      return say`${full(asker)} would like to meet you${topic === '' ? [] : say`, to talk`}${about}`;
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
      return say`${full(asker)} thinks of you. Yes declares #${topic} for you: a question on it may find you now and then, within limits that you set. With Not now, or without a word, they hear only that you are not available now.`;
  }
}

/** What became of it, for who asked. Why somebody is not available is told to nobody. */
export function outcomeView(approach: Approach, member: Person): View {
  const { kind, state, topic } = approach;
  const { text, actions } = (() => {
    if (state !== 'accepted') return { text: notNow(kind, member), actions: [others(kind, topic)] };
    switch (kind) {
      case 'ask':
        return {
          text: say`${full(member)} says yes. Write to them. What you learn may help others, too: ask it in a channel, and the answer is kept.`,
          actions: [askAll],
        };
      case 'introduce':
        return {
          text: say`${full(member)} would like to meet you, too. Write to them.`,
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

/** Who else may know, or may want to. */
const others = (kind: ApproachKind, tag: string): Action =>
  kind === 'nominate' ? whoElse(tag) : askAll;

const whoElse = (tag: string): Action => ({
  label: 'Ask who else knows',
  call: { name: 'expertise who-else', args: { tag } },
});

const notNow = (kind: ApproachKind, member: Person): Text =>
  kind === 'nominate'
    ? say`${person(member)} is not available now. Name somebody else, or ask the channel:`
    : say`${person(member)} is not available now. The community may know:`;

/** What comes of asking, at once. */
export function madeView(
  isMade: boolean,
  member: Person,
  { kind, topic, words }: Pick<Approach, 'kind' | 'topic' | 'words'>,
): View {
  if (isMade) {
    return doneView(
      say`${person(member)} is asked in private, in their working hours. You hear what they say; if they say nothing within three working days, take it that they are not available now.`,
    );
  }
  const view = doneView(notNow(kind, member), [others(kind, topic)]);
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
    const found = say`${full(asker)} hears that you say yes, and who you are. You can write first.`;
    return doneView(kind === 'nominate' ? declared : found);
  }
  const less = said === 'less' ? say`${lessText(weeklyLimit)} ` : [];
  return doneView(say`${less}${person(asker)} hears only that you are not available now.`);
}
