import type { WantedGap } from '../../src/gaps/gaps.ts';
import { fitsButton } from '../kit/call.ts';
import { ago, count, join, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { type Listed, pagedView } from './pages.ts';
import { people, tagList } from './phrases.ts';

const mostNumbers = 3;

/** A page of what members look for and nobody has written down. */
export const gapsView = (list: Listed<WantedGap>): View =>
  pagedView(list, {
    name: 'gaps',
    title: 'What is missing',
    none: say`Nothing is missing that I know of. What at least three members look for in vain, and what somebody asks and nothing kept answers, is shown here.`,
    item: gapItem,
  });

function gapItem(gap: WantedGap): Block {
  const args = { gap: String(gap.id) };
  return {
    kind: 'item',
    title: [strong(gap.title)],
    lines: [figures(gap), writersOf(gap)],
    actions: [
      { label: 'Write it', call: { name: 'gaps write', args }, style: 'primary' },
      ...askOf(gap),
      { label: 'Not missing', call: { name: 'gaps dismiss', args } },
    ],
  };
}

/** `missed by 4 members, 6 times, first 3 days ago · asked as #12 · #git`. */
function figures({ members, times, since, questions, tags }: WantedGap): Text {
  const numbers = questions.slice(0, mostNumbers).map(({ number }) => `#${number}`);
  const often = times === members ? [] : say`, ${times} times`;
  return join(
    [
      say`${questions.length === times ? 'asked' : 'missed'} by ${count(members, 'member')}${often}, first ${ago(since)}`,
      numbers.length === 0 ? [] : [`asked as ${numbers.join(', ')}`],
      tagList(tags),
    ],
    ' · ',
  );
}

const writersOf = ({ writers }: WantedGap): Text =>
  writers.length === 0
    ? ['nobody is known yet who could write it']
    : say`${people(writers)} could write this`;

/** The best of them is asked by a button; any other is named. */
function askOf({ id, writers }: WantedGap): readonly Action[] {
  const [best] = writers;
  if (!best) return [];
  const call = { name: 'gaps ask', args: { gap: String(id), member: `@${best.handle}` } };
  return fitsButton(call) ? [{ label: 'Ask them to write it', call }] : [];
}
