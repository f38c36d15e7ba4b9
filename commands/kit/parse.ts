import { type Arg, isProse, isTyped } from './args.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { isHashtag, isQuoted, readNamed, unquote, type Word, wordsOf } from './words.ts';

/**
 * Reads the command's name off a typed line; `rest` is what follows it. The first of a group answers
 * for its bare name: `questions` is `questions open`, `snippet S7` is `snippet show S7`. A space may
 * stand for a hyphen: `me too` is `me-too`.
 */
export function readName(
  commands: readonly Command[],
  line: string,
): { readonly command: Command; readonly rest: string } | undefined {
  const words = /^\s*\/?(\S+)(?:\s+(\S+))?/.exec(line);
  const [first = '', second = ''] = (words?.slice(1) ?? []).map((word) => word?.toLowerCase());
  const two = commands.find(({ name }) =>
    [`${first} ${second}`, `${first}-${second}`].includes(name),
  );
  const command =
    two ??
    commands.find(({ name }) => name === first) ??
    (/^[\p{L}-]+$/u.test(second)
      ? undefined
      : commands.find(({ name }) => name.startsWith(`${first} `)));
  if (!command || first === '') return undefined;
  return { command, rest: afterWords(line, two ? 2 : 1) };
}

function afterWords(text: string, count: number): string {
  return count === 0 ? text.trim() : afterWords(text.trim().replace(/^\S+/, ''), count - 1);
}

/**
 * Reads what follows a command's name, in the order of its arguments. `name:value`, `--flag` and, for
 * a list, `#tag` may stand before an argument or behind prose, never inside it: prose that is not
 * quoted takes the rest of the line as it is typed. A line break ends a one-line argument. `here`
 * stands for what is not named.
 */
export function parseArgs(
  command: Pick<Command, 'name' | 'args'>,
  rest: string,
  here: Readonly<Record<string, string>> = {},
): Call {
  const args: Record<string, string> = Object.create(null);
  const known = command.args.filter(isTyped);
  let words: readonly Word[] = wordsOf(rest);
  for (const [i, arg] of known.entries()) {
    words = takeNamed(known, words, rest, args);
    const [word] = words;
    if (!word || !(isPositional(arg, args) || standsAlone(arg, known, args))) continue;
    const later = known.slice(i + 1);
    if (Object.hasOwn(here, arg.name) && !names(arg, word, later)) continue;
    words = isOneWord(arg)
      ? takeWord(arg, words, args)
      : takeProse(known.slice(i), words, rest, args);
  }
  const last = command.args.findLast((arg) => arg.name in args && arg.kind !== 'flag');
  const [first] = words;
  if (first && last) args[last.name] = `${args[last.name]} ${rest.slice(first.from).trimEnd()}`;
  return { name: command.name, args: { ...here, ...args } };
}

/**
 * Whether a word is meant for an argument that the place gives as well: `answer 42 …` and `accept 7`
 * are, `answer Restart it.` and `accept this` are not.
 */
function names(arg: Arg, { text }: Word, later: readonly Arg[]): boolean {
  if (arg.kind !== 'reference') return true;
  if (arg.canonical(unquote(text)) !== undefined) return true;
  return /\d/.test(text) && !later.some(isProse);
}

type Args = Record<string, string>;

const isOneWord = ({ kind }: Arg) => !['line', 'text', 'words'].includes(kind);

/** Flags and some others are only named; a list that may be missing too, or given as `#tags`. */
const isPositional = (arg: Arg, given: Args) =>
  !(arg.name in given) &&
  !arg.isNamed &&
  arg.kind !== 'flag' &&
  (arg.kind !== 'words' || arg.required);

/** A list that may be missing needs no name where nothing else is told by its place. */
const standsAlone = (arg: Arg, known: readonly Arg[], given: Args) =>
  arg.kind === 'words' &&
  !arg.isNamed &&
  !(arg.name in given) &&
  !known.some((other) => isPositional(other, {})) &&
  known.find(({ kind, isNamed }) => kind === 'words' && !isNamed) === arg;

/**
 * Named arguments at the start of what is left; one that is given already is not named again. Prose
 * that is not quoted goes on to the next name or `#tag`: `title:Why does it fail` is one title.
 */
function takeNamed(
  args: readonly Arg[],
  words: readonly Word[],
  line: string,
  into: Args,
): readonly Word[] {
  const [first, ...others] = words;
  const named = first && readNamed(args, first.text);
  if (!named || named.arg.name in into) return words;
  const isQuotedValue = named.value === '' || !first.text.endsWith(named.value);
  const isAwaited = args.some(
    (arg) => arg !== named.arg && arg.required && isPositional(arg, into),
  );
  const isOpen = isProse(named.arg) && !isQuotedValue && !isAwaited;
  const end = isOpen ? others.findIndex(({ text }) => readNamed(args, text) || isHashtag(text)) : 0;
  const own = others.slice(0, end === -1 ? others.length : end);
  const behind = line.slice(first.to, own.at(-1)?.to ?? first.to);
  into[named.arg.name] = named.value + behind;
  return takeNamed(args, others.slice(own.length), line, into);
}

function takeWord(arg: Arg, [first, ...others]: readonly Word[], into: Args): readonly Word[] {
  if (first) into[arg.name] = unquote(first.text);
  return others;
}

/** The first of `args` takes a quoted run; or its line, or all lines, but what is said behind them. */
function takeProse(
  [arg, ...later]: readonly Arg[],
  words: readonly Word[],
  line: string,
  into: Args,
): readonly Word[] {
  const [first, ...others] = words;
  if (!arg || !first) return words;
  // A list takes `#words` itself; prose leaves them to the list behind it.
  const list =
    arg.kind === 'words' ? undefined : later.find((one) => one.kind === 'words' && !one.required);
  if (isQuoted(first.text)) {
    const isLast = !later.some((next) => isPositional(next, into));
    const { before, said } = splitBehind(later, list, others, into);
    if (before.length === 0 || !isLast) {
      into[arg.name] = arg.keepsQuotes ? first.text : unquote(first.text);
      if (before.length > 0) return others;
      Object.assign(into, said);
      return [];
    }
  }
  const isNewLine = ({ from }: Word, i: number) =>
    line.slice(words[i - 1]?.to ?? from, from).includes('\n');
  const end = arg.kind === 'line' ? words.findIndex(isNewLine) : -1;
  const own = end === -1 ? words : words.slice(0, end);
  const { before, said } = splitBehind(later, list, own, into);
  const last = before.at(-1);
  if (last) into[arg.name] = line.slice(first.from, last.to);
  Object.assign(into, said);
  return words.slice(own.length);
}

/** Words after which a sentence goes on: in `undo a commit in #git` the tag is its last word too. */
const expectsMore =
  /^(a|about|an|and|as|at|between|by|for|from|in|into|is|my|of|on|or|our|the|to|using|via|with|without)$/i;

/** The named arguments and, for a `list`, `#tags` at the end of the words; and the words before them. */
function splitBehind(
  later: readonly Arg[],
  list: Arg | undefined,
  words: readonly Word[],
  given: Args,
) {
  const named = ({ text }: Word) => {
    const read = readNamed(later, text);
    return read && !(read.arg.name in given) ? read : undefined;
  };
  const isTag = ({ text }: Word) => list !== undefined && isHashtag(text);
  const start = words.findLastIndex((word) => !isTag(word) && !named(word)) + 1;
  const behind = words.slice(start);
  const [next] = behind;
  const isInSentence = next && isTag(next) && expectsMore.test(words[start - 1]?.text ?? '');
  const said: Args = Object.create(null);
  for (const { arg, value } of behind.flatMap((word) => named(word) ?? [])) said[arg.name] = value;
  const tags = behind.filter(isTag).map(({ text }) => text.slice(1));
  if (list && tags.length > 0) {
    said[list.name] = [said[list.name] ?? given[list.name] ?? [], tags].flat().join(',');
  }
  return { before: words.slice(0, isInSentence ? start + 1 : start), said };
}
