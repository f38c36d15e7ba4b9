import type { Channel, Person, Schedule } from '../../src/model.ts';
import { ago, code, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { ruleWords } from './digests.ts';
import { settingPages } from './setting-groups.ts';

interface Set {
  readonly firstAsked: 1 | 2;
  readonly steward: Person | undefined;
  readonly digest: Schedule | undefined;
  readonly mayChange: boolean;
  /** Since when nothing can be posted there, and what to do. */
  readonly unreachable: { readonly sentence: string; readonly since: number } | undefined;
}

/** What is set for a channel, and why we would listen there. */
export function settingsView(
  channel: Channel,
  isListening: boolean,
  reasons: readonly string[],
  { firstAsked, steward, digest, mayChange, unreachable }: Set,
): View {
  const to = isListening ? 'off' : 'on';
  const state = isListening
    ? say`I hear the messages of #${channel.name}. I keep none of them unless someone submits it.`
    : say`I hear nothing that is said in #${channel.name} but what is said to me.`;
  const why = reasons.map((reason): Block => {
    const text = isListening
      ? say`I listen in order to ${reason}.`
      : say`I would, in order to ${reason}.`;
    return { kind: 'prose', text };
  });
  const call = { name: 'settings listen', args: { state: to } };
  const other = firstAsked === 1 ? 'two' : 'one';
  const asked: Text = [
    firstAsked === 1
      ? 'one person is asked by name about a question at first'
      : 'two people are asked by name about a question at first',
  ];
  const looksAfter: Text = steward
    ? say`${person(steward)} is told in private when nobody answers a question`
    : ['nobody; when nobody answers a question in a day, it is said in the channel'];
  const cannotPost: Block[] = unreachable
    ? [
        {
          kind: 'prose',
          text: say`${strong(`Nothing can be posted here`)}, since ${ago(unreachable.since)}. ${unreachable.sentence}`,
        },
      ]
    : [];
  const digestCall = { name: digest ? 'digest off' : 'digest schedule', args: {} };
  const actions: readonly Action[] = [
    { label: `Listen: ${to}`, call },
    {
      label: `First asked: ${other}`,
      call: { name: 'settings first-asked', args: { people: other } },
    },
    { label: 'Choose a steward', call: { name: 'settings steward', args: {} } },
    ...(steward
      ? [{ label: 'No steward', call: { name: 'settings steward', args: { off: 'yes' } } }]
      : []),
    { label: digest ? 'Digest: off' : 'Digest: every Monday', call: digestCall },
  ];
  return {
    name: 'settings',
    title: say`Settings of #${channel.name}`,
    blocks: [
      ...cannotPost,
      {
        kind: 'facts',
        facts: [
          { label: 'listen', value: [strong(isListening ? 'on' : 'off')] },
          { label: 'first-asked', value: asked },
          { label: 'steward', value: looksAfter },
          { label: 'digest', value: [digest ? ruleWords(digest) : 'none'] },
        ],
      },
      { kind: 'prose', text: state },
      ...why,
      ...(mayChange ? [{ kind: 'actions', actions } as const] : []),
      ...settingPages(),
      {
        kind: 'note',
        text: say`Curators change it: ${code(`settings listen ${to}`)}, ${code(`settings first-asked ${other}`)}, ${code('settings steward @name')}, ${code('digest schedule monday 09:00')}.`,
      },
    ],
  };
}
