import type { Core } from '../../src/core.ts';
import type { Actor, Reader } from '../../src/model.ts';
import type { Localised } from './localised.ts';

/** One value that could be typed for an argument. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

/** What could be typed here by this reader beside what they gave already, the likeliest first. */
export type Suggest = (
  core: Core,
  reader: Reader,
  typed: string,
  given: Given,
) => Promise<readonly Suggestion[]>;

/** Arguments by name, as they were typed. */
export type Given = Readonly<Record<string, string>>;

/**
 * One argument of a command. Everything that a platform needs to offer it (registration, forms,
 * usage, completion) is derived from this declaration.
 */
export type Arg = ArgKind & {
  /** Lower case, letters and hyphens. */
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  readonly localised?: Localised;
  readonly suggest?: Suggest;
  /** What it is where the actor stands, unless they name another: the question of the thread. */
  readonly here?: (core: Core, actor: Actor) => Promise<string | undefined>;
  /** Typed only as `name:value`, never by its place. */
  readonly isNamed?: true;
  /** An empty value is one too: it takes away what was there. Without it, empty is not given. */
  readonly mayBeEmptied?: true;
  /** Quotes around all of it stay: they mean something to the command. */
  readonly keepsQuotes?: true;
};

type ArgKind =
  /** Prose on one line, at most `max` characters. */
  | { readonly kind: 'line'; readonly max: number }
  /** Prose of any number of lines. */
  | { readonly kind: 'text'; readonly max: number }
  /** Several single words, at most `most`. */
  | { readonly kind: 'words'; readonly most: number }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'flag' }
  /** A person, as `@handle`. */
  | { readonly kind: 'person' }
  /**
   * The message that the invocation is about, by the platform's name of it. Never typed nor asked for:
   * the hallway fills it in, buttons and forms carry it, and their adapter reads the message again.
   */
  | { readonly kind: 'message' }
  /** The name of a thing, as people say it; `canonical` gives undefined for what is not one. */
  | {
      readonly kind: 'reference';
      readonly example: string;
      readonly canonical: (text: string) => string | undefined;
    };

type ValueOf<A extends Arg> = A['kind'] extends 'words'
  ? readonly string[]
  : A['kind'] extends 'number'
    ? number
    : A['kind'] extends 'flag'
      ? boolean
      : A extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string;

/**
 * The typed arguments that a list of declarations gives. Flags are never undefined, and lists only
 * where an empty one means something else.
 */
export type ArgsOf<L extends readonly Arg[]> = {
  readonly [A in L[number] as A['name']]: IsAlwaysThere<A> extends true
    ? ValueOf<A>
    : ValueOf<A> | undefined;
};

type IsAlwaysThere<A extends Arg> = A['kind'] extends 'flag'
  ? true
  : A['kind'] extends 'words'
    ? A extends { mayBeEmptied: true }
      ? A['required']
      : true
    : A['required'];

/** Prose is what would hurt to type again. */
export function isProse(arg: Arg): boolean {
  return arg.kind === 'line' || arg.kind === 'text';
}

/** An argument that a member can name; the others are carried along. */
export type TypedArg = Exclude<Arg, { readonly kind: 'message' }>;

export function isTyped(arg: Arg): arg is TypedArg {
  return arg.kind !== 'message';
}
