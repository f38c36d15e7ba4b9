const code = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;

/** Whether what begins at `index` stands in code: then it is no prose of anybody. */
export function isInCode(text: string, index: number): boolean {
  return [...text.matchAll(code)].some(
    (found) => found.index <= index && index < found.index + found[0].length,
  );
}

/** The text with blanks in place of its code. */
export function withoutCode(text: string): string {
  return text.replace(code, (found) => ' '.repeat(found.length));
}
