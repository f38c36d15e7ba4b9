import type { Arg } from './args.ts';

/** A word of a typed line and where it stands; a `"quoted run"` and `name:"quoted run"` are one. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const quotedRun = String.raw`"(?:[^"\\]|\\.)*"(?=\s|$)`;
const word = new RegExp(String.raw`(?:[a-z-]+[:=])?${quotedRun}|\S+`, 'gis');
const onlyQuoted = new RegExp(`^${quotedRun}$`, 's');

/** The words of a line, in order. */
export function wordsOf(line: string): Word[] {
  return [...line.matchAll(word)].map(({ 0: text, index }) => ({
    text,
    from: index,
    to: index + text.length,
  }));
}

export function isQuoted(text: string): boolean {
  return onlyQuoted.test(text);
}

/** What stands between the quotes, with \" and \\ read as the sign itself. */
export function unquote(text: string): string {
  return isQuoted(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
}

/** The argument that a word names, as `name:value`, `--name=value` or, for a flag, `--name`. */
export function readNamed(
  args: readonly Arg[],
  text: string,
): { readonly arg: Arg; readonly value: string } | undefined {
  const match = /^(--)?([a-z-]+?)(?:([:=])(.+))?$/is.exec(text);
  const [, dashes, name, sign, value] = match ?? [];
  const arg = args.find((known) => known.name === name?.toLowerCase());
  if (!arg) return undefined;
  if (value === undefined) return dashes && arg.kind === 'flag' ? { arg, value: 'yes' } : undefined;
  if (sign === '=' && !dashes) return undefined;
  return value.startsWith('"') && !isQuoted(value) ? undefined : { arg, value: unquote(value) };
}

/** A `#` and a digit is the number of something, not a tag. */
export function isHashtag(text: string): boolean {
  return /^#(?!\d)[^\s#]\S*$/.test(text);
}
