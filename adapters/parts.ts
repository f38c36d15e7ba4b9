/** A part of a text that is longer than a field of a form. */
export interface Part {
  /** Which field it stands in: the argument's name, with its place among the parts behind it. */
  readonly field: string;
  readonly text: string;
}

/**
 * A text in parts of at most `limit` units, each for a field of its own: a form's field holds less
 * than an argument. Their fields' names say in which order, and whether a line break joins a part to
 * the one before it: `text`, `text~2n`, `text~3`. Never cut inside a character.
 */
export function partsOf(name: string, whole: string, limit: number): readonly Part[] {
  const parts: Part[] = [];
  let rest = whole;
  let isNewLine = false;
  const add = (text: string) => {
    const number = parts.length + 1;
    const field = number === 1 ? name : `${name}~${number}${isNewLine ? 'n' : ''}`;
    parts.push({ field, text });
  };
  while (rest.length > limit) {
    const newLine = rest.lastIndexOf('\n', limit);
    const isPair = /[\ud800-\udbff]/.test(rest[limit - 1] ?? '');
    const end = newLine > 0 ? newLine : limit - (isPair ? 1 : 0);
    add(rest.slice(0, end));
    isNewLine = newLine > 0;
    rest = rest.slice(end + (isNewLine ? 1 : 0));
  }
  add(rest);
  return parts;
}

/** The arguments by name, parts of one text joined again. What no argument could be named is left out. */
export function joined(parts: readonly Part[]): Readonly<Record<string, string>> {
  const read = parts.flatMap(({ field, text }) => {
    const [, name, number = '1', newLine] = /^([a-z-]+)(?:~(\d+)(n)?)?$/.exec(field) ?? [];
    return name === undefined ? [] : [{ name, number: Number(number), newLine, text }];
  });
  const values = new Map<string, string>();
  for (const { name, newLine, text } of read.toSorted((a, b) => a.number - b.number)) {
    const before = values.get(name);
    const joint = newLine !== undefined && before !== '' ? '\n' : '';
    values.set(name, before === undefined ? text : before + joint + text);
  }
  return Object.fromEntries(values);
}
