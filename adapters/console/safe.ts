/** Marks that turn the direction of the text around them: a line could then read as another. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
const newlines = /\r\n?|[\u0085\u2028\u2029]/g;
const controls = /[^\P{Cc}\n]/gu;

/**
 * Text that a terminal shows literally: control characters become visible signs (ESC is `␛`),
 * direction overrides their code, halves of characters `�`. Line breaks stay, tabs become spaces.
 */
export function safe(text: string): string {
  return text
    .toWellFormed()
    .replace(newlines, '\n')
    .replace(/\t/g, '    ')
    .replace(controls, sign)
    .replace(turning, (char) => `‹U+${char.charCodeAt(0).toString(16).toUpperCase()}›`);
}

/** `safe` on one line. */
export function safeLine(text: string): string {
  return safe(text).replace(/ *\n\s*/g, ' ');
}

/** https://www.unicode.org/charts/PDF/U2400.pdf (control pictures). */
function sign(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '�';
}
