import type { Deleting } from '../../src/deleting.ts';
import { count, say, strong, type Text } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';

/** What deleting something means, before it happens. */
export function deletingView(name: string, what: string, deleting: Deleting): View {
  const along: Text = [
    [
      ...(deleting.answers > 0 ? [count(deleting.answers, 'answer')] : []),
      ...deleting.snippets.map((number) => `S${number}`),
    ].join(', '),
  ];
  const text =
    along[0] === ''
      ? ['Its older texts go, too.']
      : say`With it go ${along}, and their older texts.`;
  return {
    name: 'deleting',
    title: say`Delete ${name}?`,
    blocks: [
      { kind: 'prose', text: say`${strong(name)} ${deleting.title}` },
      { kind: 'prose', text },
      ...releasedBlocks(deleting),
      {
        kind: 'actions',
        actions: [
          {
            label: `Delete ${name}`,
            call: { name: 'delete-now', args: { what } },
            style: 'danger',
          },
        ],
      },
      {
        kind: 'note',
        text: [
          'There is no way back. Backups made before keep it until they are deleted, and a message that it was kept from stays where it is.',
        ],
      },
    ],
  };
}

const releasedBlocks = ({ released }: Deleting): Block[] =>
  released.length === 0
    ? []
    : [
        {
          kind: 'prose',
          text:
            released.length === 1
              ? say`${released[0] ?? ''} stands for itself again, with what was said to it.`
              : say`${released.join(', ')} stand for themselves again, with what was said to them.`,
        },
      ];
