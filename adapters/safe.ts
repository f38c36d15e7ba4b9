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
