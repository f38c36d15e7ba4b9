import { code, person, say, strong, type Text } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';
import { type OwnWord, ownWords } from './inbound.ts';
import type { Standing } from './standing.ts';

/** What the console itself has to say, as views. */

export const noChannel = say`There is no channel yet. ${code('open #general')} makes one.`;

/** A sentence, and what to do next. */
export function remark(text: Text, next: Text = []): View {
  const more: Block[] = next.length > 0 ? [{ kind: 'note', text: next }] : [];
  return { name: 'own', title: [], blocks: [{ kind: 'prose', text }, ...more] };
}

export function usage(word: OwnWord): View {
  const known = ownWords.find((own) => own.word === word);
  return remark(say`It is typed ${code(known?.usage ?? word)}.`);
}

export function listing(
  title: string,
  facts: readonly { label: string; value: Text }[],
  note: Text,
): View {
  const notes: Block[] = note.length > 0 ? [{ kind: 'note', text: note }] : [];
  return { name: 'own', title: [title], blocks: [{ kind: 'facts', facts }, ...notes] };
}

export const nobody = remark(
  say`Say first who you are: ${code('as <member>')}. ${code('people')} lists the members.`,
);
export const nowhere = remark(
  say`Go to a channel first: ${code('in <channel>')}. ${code('channels')} lists them.`,
);
export const tooLong = remark(['This button cannot be pressed: type the command instead.']);
export const needed = remark(say`This one is needed. ${code('cancel')} gives up the form.`);

export const ownHelp: View = {
  name: 'own',
  title: ['In this terminal'],
  blocks: [
    { kind: 'facts', facts: ownWords.map((own) => ({ label: own.usage, value: [own.summary] })) },
    { kind: 'note', text: ['A number presses the button that has it. Tab completes.'] },
  ],
};

export function welcome(community: string, { who, where }: Standing): View {
  const you = who ? say` You are ${person(who)}, ${who.name}.` : [];
  const here = where ? say` This is #${where.name}.` : [];
  return {
    name: 'own',
    title: ['Praxis, in a terminal'],
    blocks: [
      { kind: 'prose', text: say`The community is ${strong(community)}.${you}${here} Try:` },
      {
        kind: 'facts',
        facts: [
          { label: 'questions open', value: ['what waits for an answer'] },
          { label: 'ask How do I …', value: ['asks the community'] },
          { label: 'help', value: ['all there is'] },
        ],
      },
    ],
  };
}
