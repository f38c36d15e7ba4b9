import { expect, test } from '@jest/globals';
import { createSlashes } from '../../adapters/slack/slashes.ts';
import { commands } from '../../commands/index.ts';
import { code, say } from '../../commands/kit/text.ts';

test('commands in our words are shown as they are typed in Slack', () => {
  const { view } = createSlashes(commands, '');
  const shown = view({
    name: 'any',
    title: say`On ${code('ask')}`,
    blocks: [
      { kind: 'prose', text: say`Try ${code('search git')}, ${code('git rebase')} or ask.` },
      { kind: 'item', title: [], lines: [[code('questions open')]], actions: [] },
      { kind: 'facts', facts: [{ label: 'ask', value: [code('help ask')] }] },
      { kind: 'quote', text: '`ask`' },
    ],
  });
  expect(JSON.stringify(shown)).toBe(
    JSON.stringify({
      name: 'any',
      title: say`On ${code('/ask')}`,
      blocks: [
        {
          kind: 'prose',
          text: say`Try ${code('/search-praxis git')}, ${code('git rebase')} or ask.`,
        },
        { kind: 'item', title: [], lines: [[code('/questions open')]], actions: [] },
        { kind: 'facts', facts: [{ label: 'ask', value: [code('/help-praxis ask')] }] },
        { kind: 'quote', text: '`ask`' },
      ],
    }),
  );
  const prefixed = createSlashes(commands, 'cop-').view({
    ...shown,
    blocks: [],
    title: [code('search x')],
  });
  expect(prefixed.title).toEqual([code('/cop-search x')]);
});
