import type { Arg } from '../../commands/kit/args.ts';
import type { Command } from '../../commands/kit/command.ts';
import { readName } from '../../commands/kit/parse.ts';

/** What is being typed at the end of a line. */
export type Spot =
  /** The first word or two: one of these could follow. */
  | { readonly kind: 'name'; readonly typed: string; readonly names: readonly string[] }
  | {
      readonly kind: 'argument';
      readonly command: Command;
      readonly arg: Arg;
      readonly typed: string;
    };

/** What is being typed at the end of `line`; undefined when nothing can be said about it. */
export function spotOf(commands: readonly Command[], line: string): Spot | undefined {
  const typed = line.trimStart().replace(/^\//, '');
  const names = commands
    .map(({ name }) => name)
    .filter((name) => name.startsWith(typed.toLowerCase()));
  if (names.length > 0) return { kind: 'name', typed, names };
  const named = readName(commands, typed);
  if (!named || !/\s/.test(typed)) return undefined;
  const { command } = named;
  const isWhole = typed.toLowerCase().startsWith(`${command.name} `);
  const rest = isWhole ? typed.slice(command.name.length + 1) : typed.replace(/^\S+\s+/, '');
  return argumentAt(command, rest);
}

/** Which argument ends `rest`, by the rules of `parseArgs`. */
export function argumentAt(command: Command, rest: string): Spot | undefined {
  const spot = (arg: Arg | undefined, typed: string): Spot | undefined =>
    arg && { kind: 'argument', command, arg, typed };
  const byName = (name: string | undefined) =>
    command.args.find((arg) => arg.name === name?.toLowerCase());

  const named = /(?:^|\s)(?:--)?([a-z-]+)[:=](?:"([^"]*)|(\S*))$/i.exec(rest);
  const namedArg = byName(named?.[1]);
  if (named && namedArg) return spot(namedArg, named[2] ?? named[3] ?? '');

  const [token = ''] = /\S*$/.exec(rest) ?? [];
  if (token.startsWith('--')) {
    const flags = command.args.filter(({ kind }) => kind === 'flag').map(({ name }) => `--${name}`);
    const names = flags.filter((flag) => flag.startsWith(token));
    return names.length > 0 ? { kind: 'name', typed: token, names } : undefined;
  }
  const list = command.args.find((arg) => arg.kind === 'words' && !arg.required);
  const hashtag = /(?:^|\s)#((?!\d)\S*)$/.exec(rest);
  const isReference = positional(command.args, rest)?.arg.kind === 'reference';
  if (list && hashtag && !isReference) return spot(list, hashtag[1] ?? '');

  const place = positional(command.args, rest);
  return place && spot(place.arg, place.typed);
}

/** The argument that stands at the end when they come in order, and what it has so far. */
function positional(args: readonly Arg[], rest: string): { arg: Arg; typed: string } | undefined {
  const given = new Set<string>();
  let text = rest
    .replace(/(?:^|\s)(?:--)?([a-z-]+)[:=](?:"[^"]*"|[^\s"]+)(?=\s)/gi, (all, name: string) => {
      const isArg = args.some((arg) => arg.name === name.toLowerCase());
      if (isArg) given.add(name.toLowerCase());
      return isArg ? '' : all;
    })
    .replace(/(?:^|\s)--[a-z-]+(?=\s)/gi, '')
    .trimStart();
  for (const arg of args) {
    const isOnlyNamed = arg.isNamed || arg.kind === 'flag';
    const isSkipped = given.has(arg.name) || isOnlyNamed || (arg.kind === 'words' && !arg.required);
    if (isSkipped) continue;
    const isProse = arg.kind === 'line' || arg.kind === 'text' || arg.kind === 'words';
    const whole = isProse ? /^"(?:[^"\\]|\\.)*"\s+/.exec(text) : /^\S+\s+/.exec(text);
    if (!whole) return { arg, typed: text };
    text = text.slice(whole[0].length);
  }
  return undefined;
}
