import type { Arg } from './args.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';

/**
 * Reads the command's name off a typed line; `rest` is what follows it. The first of a group answers
 * for its bare name: `questions` is `questions open`.
 */
export function readName(
  commands: readonly Command[],
  line: string,
): { readonly command: Command; readonly rest: string } | undefined {
  const words = /^\s*\/?(\S+)(?:\s+(\S+))?/.exec(line);
  const [first = '', second = ''] = (words?.slice(1) ?? []).map((word) => word?.toLowerCase());
  const command =
    commands.find(({ name }) => name === `${first} ${second}`) ??
    commands.find(({ name }) => name === first) ??
    (/^\p{L}/u.test(second)
      ? undefined
      : commands.find(({ name }) => name.startsWith(`${first} `)));
  if (!command || first === '') return undefined;
  const named = command.name === `${first} ${second}` ? 2 : 1;
  return { command, rest: afterWords(line, named) };
}

function afterWords(text: string, count: number): string {
  return count === 0 ? text.trim() : afterWords(text.trim().replace(/^\S+/, ''), count - 1);
}

/**
 * Reads what follows a command's name: `name:value` and `--name` anywhere, quotes around what has
 * spaces, `#tag` at the end for a list, and everything else in the order of the arguments. Prose that
 * is not quoted takes the rest of the line; a line break ends a one-line argument.
 */
export function parseArgs(command: Command, rest: string): Call {
  const args: Record<string, string> = Object.create(null);
  let text = takeNamed(command.args, rest, args);
  text = takeHashtags(command.args, text, args);
  for (const arg of command.args) {
    if (text === '') break;
    if (arg.name in args || arg.kind === 'flag') continue;
    if (arg.kind === 'words' && !arg.required) continue;
    const taken = takePositional(arg, text);
    if (taken.value !== undefined) args[arg.name] = taken.value;
    text = taken.rest;
  }
  const last = command.args.findLast((arg) => arg.name in args && arg.kind !== 'flag');
  if (text !== '' && last) args[last.name] = `${args[last.name]} ${text}`;
  return { name: command.name, args: { ...args } };
}

/** `"quoted"` with \" and \\ inside, or a run without spaces. */
const value = String.raw`"((?:[^"\\]|\\.)*)"(?=\s|$)|(\S*)`;

/** A bare `--name` is only a flag's: `git push --tags` in a question names no tags. */
function takeNamed(args: readonly Arg[], text: string, into: Record<string, string>): string {
  const oneOf = (some: readonly Arg[]) => some.map((arg) => arg.name).join('|') || '(?!)';
  const flags = oneOf(args.filter((arg) => arg.kind === 'flag'));
  const named = new RegExp(
    String.raw`(^|\s)(?:(?:--(${flags})(?=\s|$))|(?:--)?(${oneOf(args)})[:=](?=\S)(?:${value}))`,
    'gis',
  );
  return text
    .replace(named, (...match: (string | undefined)[]) => {
      const [, before = '', flag, name, quoted, plain] = match;
      const given = quoted === undefined ? (plain ?? 'yes') : unquote(quoted);
      into[(flag ?? name ?? '').toLowerCase()] = given;
      return before;
    })
    .trim();
}

/** A `#` and a digit is the number of something, not a tag. */
function takeHashtags(args: readonly Arg[], text: string, into: Record<string, string>): string {
  const list = args.find((arg) => arg.kind === 'words');
  if (!list || list.required) return text;
  const found = /(?:(?:^|\s)#(?!\d)[^\s#][^\s]*)+$/.exec(text);
  if (!found) return text;
  const tags = found[0]
    .trim()
    .split(/\s+/)
    .map((tag) => tag.slice(1));
  into[list.name] = [into[list.name] ?? [], tags].flat().join(',');
  return text.slice(0, found.index).trim();
}

function takePositional(arg: Arg, text: string): { value: string | undefined; rest: string } {
  const quoted = /^"((?:[^"\\]|\\.)*)"(?=\s|$)/s.exec(text);
  if (quoted) return { value: unquote(quoted[1] ?? ''), rest: text.slice(quoted[0].length).trim() };
  if (arg.kind === 'text' || arg.kind === 'words') return { value: text, rest: '' };
  if (arg.kind === 'line') {
    const [line = '', ...more] = text.split('\n');
    return { value: line, rest: more.join('\n').trim() };
  }
  const [word = ''] = /^\S+/.exec(text) ?? [];
  return { value: word, rest: text.slice(word.length).trim() };
}

const unquote = (text: string) => text.replace(/\\(.)/gs, '$1');
