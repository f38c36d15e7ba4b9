import { expect, test } from '@jest/globals';
import { createMentions, createSlashes } from '../../adapters/slack/slashes.ts';
import { commands } from '../../commands/index.ts';
import { isTyped } from '../../commands/kit/args.ts';
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

test('in a thread, where Slack has no slash commands, they are shown as mentions', () => {
  const { view } = createMentions(commands);
  const text = say`${code('edit 1.1')} changes it, ${code('search git')} finds it.`;
  expect(view({ name: 'any', title: [], blocks: [{ kind: 'note', text }] }).blocks).toEqual([
    {
      kind: 'note',
      text: say`${code('@Praxis edit 1.1')} changes it, ${code('@Praxis search git')} finds it.`,
    },
  ]);
});

test('what is wrong with a form names commands as they are typed, too', () => {
  const problem = 'There is no such question. `questions open` lists what is open.';
  const [arg] = commands.flatMap(({ args }) => args).filter(isTyped);
  if (!arg) throw new Error('no command has arguments');
  const form = {
    title: 'Any',
    call: { name: 'answer', args: {} },
    fields: [{ arg, problem }],
    problem,
  };
  const { reply } = createSlashes(commands, '').outcome({
    reply: { kind: 'form', form },
    audience: 'private',
  });
  const typed = 'There is no such question. `/questions open` lists what is open.';
  expect(reply).toMatchObject({ form: { problem: typed, fields: [{ problem: typed }] } });
});
