import { cut } from '../src/text.ts';

/** Marks that turn the direction of the text around them: a line could then read as another. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
const newlines = /\r\n?|[\u0085\u2028\u2029]/g;
const controls = /[^\P{Cc}\n]/gu;

/**
 * Text that a platform shows literally: halves of characters become `�`, control characters what
 * `sign` gives for them, direction overrides their code. Line breaks stay, tabs become spaces.
 */
export function safe(text: string, sign: (control: string) => string = () => '�'): string {
  return text
    .toWellFormed()
    .replace(newlines, '\n')
    .replace(/\t/g, '    ')
    .replace(controls, sign)
    .replace(turning, (char) => `‹U+${char.charCodeAt(0).toString(16).toUpperCase()}›`);
}

/** Safe text on one line. */
export function oneLine(safeText: string): string {
  // The look behind keeps a long run of spaces from being tried from each of them.
  return safeText.replace(/(?<! ) *\n\s*/g, ' ');
}

/** `safe` on one line. */
export function safeLine(text: string): string {
  return oneLine(safe(text));
}

/**
 * Safe and escaped, at most `limit` units long, never cut inside what `escaped` makes of a character,
 * which is at most `longest` units.
 */
export function cutEscaped(
  text: string,
  limit: number,
  escaped: (safeText: string) => string,
  longest: number,
): string {
  let kept = cut(safe(text), limit);
  for (let out = escaped(kept); ; out = escaped(kept)) {
    if (out.length <= limit) return out;
    if (kept.length <= 1) return '…';
    kept = cut(kept, Math.max(1, kept.length - Math.ceil((out.length - limit) / longest)));
  }
}
