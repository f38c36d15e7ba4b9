import type { Command } from '../kit/command.ts';
import { code, say } from '../kit/text.ts';
import { usageOf } from '../kit/usage.ts';
import type { Block, View } from '../kit/view.ts';

/** Every command that can be typed, with its usage, made from the declarations. */
export function helpView(commands: readonly Command[]): View {
  const lines = commands.map((command) => say`${code(usageOf(command))} ${command.summary}`);
  const how = say`Type one of these. With nothing behind it, it asks for what it needs.`;
  return {
    name: 'help',
    title: ['What you can do'],
    blocks: [
      { kind: 'item', title: how, lines, actions: [] },
      { kind: 'note', text: say`${code('help <command>')} tells more about one.` },
    ],
  };
}

export function commandHelpView(command: Command): View {
  const args = command.args.map((arg) => ({
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
  return { name: 'command-help', title: [command.name], blocks };
}
