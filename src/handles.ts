import { limits } from './limits.ts';

/** What platforms take for a call to everyone. */
const reserved: ReadonlySet<string> = new Set(['everyone', 'here', 'channel']);

/**
 * Letters and digits of a name in lower case, with hyphens between: `Ana Díaz` → `ana-diaz`. Only
 * Latin letters lose their marks; in other scripts a mark makes another letter.
 */
export function handleFrom(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/\p{Variation_Selector}/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  const short = [...plain].slice(0, limits.handle - 8).join('');
  const handle = short.replace(/^[-\p{M}]+|-+$/gu, '') || 'member';
  return reserved.has(handle) ? `member-${handle}` : handle;
}

/** `handle` with a number behind it, within the limit: `ada-2`. */
export function numberedHandle(handle: string, number: number): string {
  const suffix = `-${number}`;
  return [...handle].slice(0, limits.handle - suffix.length).join('') + suffix;
}
