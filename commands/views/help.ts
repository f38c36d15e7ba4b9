import { isTyped } from '../kit/args.ts';
import type { Command } from '../kit/command.ts';
import { type Group, groupsOf } from '../kit/groups.ts';
import { code, say, type Text } from '../kit/text.ts';
import { usageOf } from '../kit/usage.ts';
import type { Block, View } from '../kit/view.ts';

/** The commands with their usage, made from the declarations; of several groups, only what they are about. */
export function helpView(commands: readonly Command[]): View {
  const groups = groupsOf(commands);
  const lines = groups.flatMap((group) =>
    group.commands.length > 1 && groups.length > 1
      ? [groupLine(group)]
      : group.commands.map(commandLine),
  );
  const how = say`Type one of these. With nothing behind it, it asks for what it needs.`;
  return {
    name: 'help',
    title: ['What you can do'],
    blocks: [
      { kind: 'item', title: how, lines, actions: [] },
      {
        kind: 'note',
        text: say`${code('help <command>')} tells more about one, or about all that start with a word.`,
      },
    ],
  };
}

const commandLine = (command: Command) => say`${code(usageOf(command))} ${command.summary}`;

/** `questions` Lists of questions: open, stale, mine */
function groupLine({ word, summary, commands }: Group): Text {
  const names = commands.map(({ name }) => name.slice(word.length + 1)).join(', ');
  return say`${code(word)} ${summary}: ${names}`;
}

export function commandHelpView(command: Command): View {
  const args = command.args.filter(isTyped).map((arg) => ({
    label: arg.name,
    value: [arg.required ? arg.summary : `${arg.summary} (optional)`],
  }));
  const examples = (command.examples ?? []).map((example) => [code(example)]);
  const blocks: Block[] = [
    { kind: 'prose', text: [command.summary] },
    { kind: 'note', text: say`Typed as ${code(usageOf(command))}` },
  ];
  if (args.length > 0) blocks.push({ kind: 'facts', facts: args });
  if (examples.length > 0) {
    blocks.push({ kind: 'item', title: ['For example'], lines: examples, actions: [] });
  }
  const likes = (command.phrases ?? []).map(({ like }): Text => [code(like)]);
  if (likes.length > 0) {
    blocks.push({ kind: 'item', title: ['In other words'], lines: likes, actions: [] });
  }
  return { name: 'command-help', title: [command.name], blocks };
}
