const code = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;

/** The text with blanks in place of its code. */
export function withoutCode(text: string): string {
  return text.replace(code, (found) => ' '.repeat(found.length));
}
