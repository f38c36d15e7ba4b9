import { limits } from '../limits.ts';
import { cut } from './clean.ts';

/** What people could call someone of this name: `Ada Lovelace` → `ada-lovelace`. It may be taken. */
export function toHandle(name: string): string {
  const handle = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return cut(handle, limits.handle).replace(/…$/, '') || 'member';
}

/** `handle` with a number behind it, within the limit: `ada-2`. */
export function numberedHandle(handle: string, number: number): string {
  const suffix = `-${number}`;
  return cut(handle, limits.handle - suffix.length).replace(/…$/, '') + suffix;
}
