import type { Channel } from '../../src/model.ts';
import { code, say, strong } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';

/** What is set for a channel, and why we would listen there. */
export function settingsView(
  channel: Channel,
  isListening: boolean,
  reasons: readonly string[],
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
  return {
    name: 'settings',
    title: say`Settings of #${channel.name}`,
    blocks: [
      { kind: 'facts', facts: [{ label: 'listen', value: [strong(isListening ? 'on' : 'off')] }] },
      { kind: 'prose', text: state },
      ...why,
      { kind: 'actions', actions: [{ label: `Listen: ${to}`, call }] },
      { kind: 'note', text: say`Curators change it: ${code(`settings listen ${to}`)}.` },
    ],
  };
}
