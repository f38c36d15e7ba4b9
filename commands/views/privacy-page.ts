import { code, say } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';

/** What a member said about being named where everyone can read. */
export function pageView(isNamed: boolean, isHidden: boolean): View {
  const words = isNamed
    ? say`A handbook of this community that is for everyone names you beside what you wrote or verified, and has a page on you. ${code('privacy page off')} ends that with the next handbook.`
    : say`A handbook of this community that is for everyone does not name you. ${code('privacy page on')} lets it name you beside what you wrote or verified, on a page of your own.`;
  const call = { name: 'privacy page', args: { state: isNamed ? 'off' : 'on' } };
  const hidden: Block[] =
    isNamed && isHidden
      ? [
          {
            kind: 'note',
            text: say`You are not visible to others, so it does not name you before ${code('expertise visible on')}.`,
          },
        ]
      : [];
  const label = isNamed ? 'Name me no more' : 'Name me';
  return {
    name: 'privacy page',
    title: say`Your page`,
    blocks: [
      { kind: 'prose', text: words },
      ...hidden,
      { kind: 'actions', actions: [{ label, call }] },
    ],
  };
}
