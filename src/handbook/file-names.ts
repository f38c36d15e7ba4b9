import { createHash } from 'node:crypto';

/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?=\.|$)/;
const longest = 100;
const longestSlug = 60;

/** Words of a title in a file's name: `How do I undo?` → `how-do-i-undo`; may be empty. */
export function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (plain.length <= longestSlug) return plain;
  return plain
    .slice(0, longestSlug + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, longestSlug);
}

/** The name of a snippet's first file; it keeps it when the title changes. */
export function snippetFile(number: number, title: string): string {
  const slug = slugOf(title);
  return `S${number}${slug ? `-${slug}` : ''}.md`;
}

/**
 * A name (a tag, a handle) as the name of a file that every system takes, without an ending; no two
 * names share one: `c++` → `c_2b_2b`, `node.js` → `node.js`.
 */
export function safeName(name: string): string {
  const inHex = (sign: string) =>
    [...new TextEncoder().encode(sign)].map((byte) => `_${byte.toString(16)}`).join('');
  const safe = name
    .replace(/[^a-z0-9.-]/gu, inHex)
    .replace(/^[.-]|[.-]$|\.(?=\.)/g, inHex)
    .replace(reserved, (device) => inHex(device.slice(0, 1)) + device.slice(1));
  if (safe.length <= longest) return safe;
  // No escaped name has two of these in a row.
  return `${safe.slice(0, longest - 18)}__${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
