import { limits } from '../limits.ts';

const wellFormed = /^[.\p{L}\p{N}][\p{L}\p{N}\p{M}.+#_/-]*$/u;

/** The canonical spelling of a tag (`#Code Review` → `code-review`); undefined when it cannot be one. */
export function canonicalTag(text: string): string | undefined {
  const tag = text.normalize('NFKC').trim().replace(/^#+/, '').toLowerCase().replace(/\s+/g, '-');
  return wellFormed.test(tag) && tag.length <= limits.tag ? tag : undefined;
}
