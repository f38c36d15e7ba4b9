import { KnownError } from '../src/errors.ts';
import { type Command, command } from './kit/command.ts';
import { readName } from './kit/parse.ts';
import { show } from './kit/reply.ts';
import { commandHelpView, helpView } from './views/help.ts';

/** Help over the given commands, itself among them. */
export function helpOver(commands: () => readonly Command[]): Command {
  return command({
    name: 'help',
    summary: 'What you can do, and how',
    audience: 'private',
    doors: 'all',
    args: [{ name: 'command', kind: 'line', max: 60, summary: 'one command', required: false }],
    examples: ['help', 'help ask'],
    phrases: [{ like: 'what can you do?', pattern: /^what (?:can|do) you do\W*$/i }],
    async run({ args }) {
      const typed = commands().filter((known) => known.doors === 'all');
      if (args.command === undefined) return show(helpView(typed));
      const said = args.command.toLowerCase().replace(/^\//, '');
      const group = typed.filter(({ name }) => name.startsWith(`${said} `));
      if (group.length > 0) return show(helpView(group));
      const named = readName(typed, args.command)?.command;
      if (named) return show(commandHelpView(named));
      throw new KnownError(
        'not_found',
        `There is no command "${args.command}". \`help\` lists what you can do.`,
      );
    },
  });
}
