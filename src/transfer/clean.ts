/** Everything that Unicode calls a control character but line feed and tab. */
const controls = /[^\P{Cc}\n\t]/gu;

/** Foreign text fit to be kept: whole characters, Unix line ends, no control characters. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '').trim();
}

/** `cleanText` on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** At most `limit` UTF-16 units of `text`; what was cut is marked with "…". */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1);
  const isSplit = /[\ud800-\udbff]$/.test(kept);
  return `${isSplit ? kept.slice(0, -1) : kept}…`;
}
