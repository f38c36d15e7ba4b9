import type { OwnAccounts } from '../../src/linking/accounts.ts';
import type { Person } from '../../src/model.ts';
import { platformName } from '../kit/elsewhere.ts';
import { code, join, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';

const prose = (text: Text): Block => ({ kind: 'prose', text });
const note = (text: Text): Block => ({ kind: 'note', text });
const view = (title: Text, ...blocks: readonly Block[]): View => ({
  name: 'accounts',
  title,
  blocks,
});

const all = (platforms: readonly string[]): Text =>
  join(
    platforms.map((platform) => [platformName(platform)]),
    ' and ',
  );

export function ownCodeView(shown: string): View {
  return view(
    ['Link your other account'],
    prose(
      say`Your code is ${strong(shown)}. On the other platform, type ${code(`profile link ${shown}`)}. It holds for 15 minutes and works once.`,
    ),
    note([
      'Only for an account of your own: whoever types it and says yes becomes one member with you. Tell it to nobody.',
    ]),
  );
}

export function isItYouView(id: number, other: Person, self: Person): View {
  return view(
    say`Is ${other.name} ${person(other)} you, too?`,
    prose(
      say`Then you are one member from now on, called ${other.name}: questions, answers, votes, expertise and what you have set come together. What there is room for only once, like two votes on one answer, counts once.`,
    ),
    {
      kind: 'actions',
      actions: [
        {
          label: 'Yes, that is me',
          call: { name: 'accounts-yes', args: { code: String(id) } },
          style: 'primary',
        },
      ],
    },
    note(
      say`If somebody else gave you this code, leave it: they would be you, ${person(self)}, here. ${code('profile unlink')} undoes it.`,
    ),
  );
}

export const linkedView = (other: Person): View =>
  view(
    ['You are one member now'],
    prose(say`You are ${person(other)} on both platforms.`),
    note(
      say`You are told things in private once, where you were last; ${code('profile reach')} changes that. ${code('profile unlink')} parts the accounts again.`,
    ),
  );

export function twinsView({ twins }: OwnAccounts): View {
  if (twins.length === 0) {
    return view(
      ['Your accounts are not linked'],
      note(say`${code('profile link')} makes a code for that.`),
    );
  }
  const actions = twins.slice(0, 5).map((twin): Action => {
    const label = `Part ${twin.platforms.map(platformName).join(' and ') || twin.name}`;
    return { label, call: { name: 'accounts-part', args: { twin: String(twin.id) } } };
  });
  return view(
    ['Part your accounts?'],
    prose([
      'What you did before you linked them is by the account that did it again. Of what you asked, answered and kept since, that goes to the other account which was done in a channel of its platform; all else stays with this name: expertise that you declared since, votes since, and what you answered on one platform to a question of the other.',
    ]),
    { kind: 'actions', actions },
    note(['Otherwise leave it: nothing happens.']),
  );
}

export const unlinkedView = (): View =>
  view(['You are two members again'], prose(['Nothing of what either did is lost.']));

export function reachView({ platforms, chosen }: OwnAccounts): View {
  const where = chosen === null ? 'where you were last' : `on ${platformName(chosen)}`;
  const others = [...platforms.filter((one) => one !== chosen), ...(chosen ? ['last'] : [])];
  const known = platforms.length === 1 ? say`I know you on ${all(platforms)} alone.` : [];
  return view(
    say`You are told things in private ${where}`,
    prose(
      platforms.length === 1 ? known : say`I know you on ${all(platforms)}. Nothing is told twice.`,
    ),
    ...(platforms.length > 1
      ? [
          {
            kind: 'actions',
            actions: others.map((one) => ({
              label: one === 'last' ? 'Where I was last' : platformName(one),
              call: { name: 'profile reach', args: { platform: one } },
            })),
          } as const,
        ]
      : []),
  );
}
