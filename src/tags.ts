import { KnownError } from './errors.ts';
import { limits } from './limits.ts';

/** Tags that one thing has. */
export const mostTags = 5;

const wellFormed = /^[.\p{L}\p{N}][\p{L}\p{N}\p{M}.+#_/-]*$/u;

/**
 * The canonical spelling of a tag as people type it: `#Code Review` → `code-review`. Undefined when
 * the text cannot be a tag (nothing left of it, too long, or signs that no tag has).
 */
export function canonicalTag(text: string): string | undefined {
  const tag = text.normalize('NFKC').trim().replace(/^#+/, '').toLowerCase().replace(/\s+/g, '-');
  return wellFormed.test(tag) && tag.length <= limits.tag ? tag : undefined;
}

/**
 * Tags as people typed them, canonical and each once.
 * @throws KnownError 'invalid' for one that cannot be a tag, or for more than `most`.
 */
export function readTags(texts: readonly string[], most: number): string[] {
  const tags = texts.map((text) => {
    const tag = canonicalTag(text);
    if (tag === undefined) {
      throw new KnownError(
        'invalid',
        `"${text}" cannot be a tag. A tag is a word of letters and digits, like postgres, c# or node.js.`,
      );
    }
    return tag;
  });
  const distinct = [...new Set(tags)];
  if (distinct.length > most) {
    throw new KnownError('invalid', `That is ${distinct.length} tags; choose at most ${most}.`);
  }
  return distinct;
}
