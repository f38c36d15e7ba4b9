import { tokensOf } from './analyse.ts';
import { fieldCount } from './index/forward.ts';
import type { SearchIndex } from './index/index.ts';

/** Characters of a question that are looked through. */
const lookedThrough = 2_000;
const version = /^v?\d+(?:\.\d+)+$/i;
/** `ECONNREFUSED`, `ERR_MODULE_NOT_FOUND`, `TS2345`, `CVE-2024-3094`, `0x80070005`, `404`. */
const errorCode =
  /^(?:E[A-Z]{4,}|ERR_\w+|[A-Z]{1,5}[-_]?\d{3,}(?:-\d+)*|0x[\da-fA-F]{4,}|[45]\d\d)$/;
const negations = ['not', 'no', 'never', 'without', 'cannot', 'nor'];
const negated = /n['’]t$/i;
const contractions =
  'arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont wouldnt';

/** What an answer must speak of: one term of each group. */
export type Requirements = readonly (readonly string[])[];

/**
 * What a question says that must not be passed over: an answer about another version, another error,
 * or about what does happen instead of what does not, fits in words only.
 */
export function requirementsOf(title: string): Requirements {
  const words = title
    .slice(0, lookedThrough)
    .split(/[\s,;:!?()[\]{}"“”`]+/)
    .map((word) => word.replace(/\.+$/, ''));
  const exact = words.filter((word) => version.test(word) || errorCode.test(word));
  const isNegated = words.some(
    (word) => negated.test(word) || negations.includes(word.toLowerCase()),
  );
  return [
    ...exact.flatMap((word) => tokensOf(word).slice(0, 1)).map(({ terms }) => terms.slice(0, 1)),
    ...(isNegated ? [negationTerms] : []),
  ];
}

const negationTerms = [...negations, ...contractions.split(' ')].flatMap(
  (word) => tokensOf(word)[0]?.terms ?? [],
);

/** Whether the document speaks of all that is required. */
export function meets(index: SearchIndex, slot: number, requirements: Requirements): boolean {
  return requirements.every((terms) => {
    const ids = new Set(terms.map((term) => index.vocabulary.find(term)));
    for (let f = 0; f < fieldCount; f += 1) {
      if (index.forward.termsOf(slot, f).some((id) => ids.has(id))) return true;
    }
    return false;
  });
}
