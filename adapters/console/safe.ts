import { oneLine, safe as safeText } from '../safe.ts';

/** Text that a terminal shows literally; control characters become visible signs (ESC is `␛`). */
export function safe(text: string): string {
  return safeText(text, sign);
}

/** `safe` on one line. */
export function safeLine(text: string): string {
  return oneLine(safe(text));
}

/** https://www.unicode.org/charts/PDF/U2400.pdf (control pictures). */
function sign(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '�';
}
