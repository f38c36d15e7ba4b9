/** A line of text with the few things in it that each platform shows in its own way. */
export type Text = readonly Inline[];

export type Inline =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  /** Something to type or read literally. */
  | { readonly kind: 'code'; readonly text: string }
  /** Where something can be read: an address that a platform gave us, never one that a member wrote. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A person, named so that nobody is notified. */
  | { readonly kind: 'person'; readonly handle: string; readonly name: string }
  /** A moment, in UTC milliseconds: how long ago, or on which day. */
  | { readonly kind: 'time'; readonly at: number; readonly style: 'ago' | 'day' };

type Part = Inline | number | Text;

/**
 * Words with values in them, as a template: say`Answered by ${person(expert)} ${ago(at)}`. Values are
 * data: whatever they contain is shown literally.
 */
export function say(words: TemplateStringsArray, ...values: readonly Part[]): Text {
  const parts = words.flatMap((word, i) => {
    const value = values[i];
    return value === undefined ? [word] : [word, ...inlines(value)];
  });
  return merged(parts);
}

/** A sentence with `commands` in it, as text. */
export function sentence(words: string): Text {
  return merged(words.split('`').map((part, i) => (i % 2 === 1 ? code(part) : part)));
}

/** Neighbouring strings as one; empty ones are gone. */
function merged(parts: Text): Text {
  return parts.reduce<Inline[]>((text, part) => {
    const last = text.at(-1);
    if (part === '') return text;
    if (typeof part === 'string' && typeof last === 'string') text[text.length - 1] = last + part;
    else text.push(part);
    return text;
  }, []);
}

export function strong(text: string): Inline {
  return { kind: 'strong', text };
}

export function code(text: string): Inline {
  return { kind: 'code', text };
}

export function person(who: { readonly handle: string; readonly name: string }): Inline {
  return { kind: 'person', handle: who.handle, name: who.name };
}

export function link(text: string, url: string): Inline {
  return { kind: 'link', text, url };
}

export function ago(at: number): Inline {
  return { kind: 'time', at, style: 'ago' };
}

export function day(at: number): Inline {
  return { kind: 'time', at, style: 'day' };
}

/** The texts one after the other, with `separator` between those that are not empty. */
export function join(texts: readonly Text[], separator: string): Text {
  const filled = texts.filter((text) => text.length > 0);
  return merged(filled.flatMap((text, i) => (i === 0 ? text : [separator, ...text])));
}

/** `1 answer`, `2 answers`. */
export function count(n: number, noun: string, nouns = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : nouns}`;
}

function inlines(value: Part): Text {
  if (typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? value : [value as Inline];
}
