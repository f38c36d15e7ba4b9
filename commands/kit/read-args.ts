import { unreachable } from '../../src/errors.ts';
import { type Arg, isProse } from './args.ts';

/** What is wrong with one argument, as a sentence for who typed it. */
export interface Problem {
  readonly arg: string;
  readonly sentence: string;
}

export type Value = string | number | boolean | readonly string[] | undefined;

export interface ReadArgs {
  readonly values: Readonly<Record<string, Value>>;
  /** Required arguments that were not given. */
  readonly missing: readonly Arg[];
  readonly problems: readonly Problem[];
}

/** No platform names its messages so long. */
const longestMessageName = 60;

const yes = /^(yes|y|true|on|1)$/i;
const no = /^(no|n|false|off|0)$/i;

/** Raw arguments (all strings, by name) as typed values, or what is wrong with them. */
export function readArgs(args: readonly Arg[], raw: Readonly<Record<string, string>>): ReadArgs {
  const values: Record<string, Value> = Object.create(null);
  const missing: Arg[] = [];
  const problems: Problem[] = [];
  for (const arg of args) {
    const text = Object.hasOwn(raw, arg.name) ? raw[arg.name] : undefined;
    const isGiven = text !== undefined && (text.trim() !== '' || arg.mayBeEmptied);
    if (!isGiven) {
      if (arg.required) missing.push(arg);
      values[arg.name] = absent(arg);
      continue;
    }
    const value = isProse(arg) ? readProse(args, arg, text) : read(arg, text);
    if ('problem' in value) problems.push({ arg: arg.name, sentence: value.problem });
    else values[arg.name] = value.value;
  }
  return { values, missing, problems };
}

function absent(arg: Arg): Value {
  if (arg.kind === 'words' && !arg.mayBeEmptied) return [];
  return arg.kind === 'flag' ? false : undefined;
}

/** A flag that is misspelt behind prose must not become part of it: `--anonymos` hides nobody. */
function readProse(args: readonly Arg[], arg: Arg, text: string): Read {
  const [said, word = ''] = /(?:^|\s)(?:--|[—–])([a-z]+)$/i.exec(text.trim()) ?? [];
  const meant = args.find(
    ({ kind, name }) => kind === 'flag' && name.slice(0, 4) === word.slice(0, 4).toLowerCase(),
  );
  return said && meant
    ? {
        problem: `Did you mean --${meant.name}? Nothing is posted yet; write it so, or leave ${said.trim()} out.`,
      }
    : read(arg, text);
}

type Read = { readonly value: Value } | { readonly problem: string };

function read(arg: Arg, text: string): Read {
  switch (arg.kind) {
    case 'line':
    case 'text':
      return text.length <= arg.max
        ? { value: text.trim() }
        : { problem: `This has ${text.length} characters; please keep it within ${arg.max}.` };
    case 'words':
      return readWords(text, arg.most);
    case 'number':
      return readNumber(text, arg.min, arg.max);
    case 'choice': {
      const choice = arg.choices.find((known) => known === text.trim().toLowerCase());
      return choice ? { value: choice } : { problem: `Choose one of ${arg.choices.join(', ')}.` };
    }
    case 'flag':
      if (yes.test(text.trim())) return { value: true };
      return no.test(text.trim()) ? { value: false } : { problem: 'Say yes or no.' };
    case 'person': {
      const handle = text.trim().replace(/^@/, '').toLowerCase();
      return /^\S+$/.test(handle)
        ? { value: handle }
        : { problem: 'Name a member by their handle, like @ana.' };
    }
    case 'message':
      return text.length <= longestMessageName
        ? { value: text }
        : { problem: 'That message is no longer available.' };
    case 'reference': {
      const name = arg.canonical(text.trim());
      return name === undefined
        ? {
            problem: `"${[...text.trim()].slice(0, 60).join('')}" is not ${arg.summary}. Name it like ${arg.example}.`,
          }
        : { value: name };
    }
    default:
      return unreachable(arg);
  }
}

function readWords(text: string, most: number): Read {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const distinct = [...new Set(words)];
  return distinct.length <= most
    ? { value: distinct }
    : { problem: `These are ${distinct.length}; please name at most ${most}.` };
}

function readNumber(text: string, min: number, max: number): Read {
  const number = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max
    ? { value: number }
    : { problem: `This must be a whole number from ${min} to ${max}.` };
}
