import { withRoom } from './arrays.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The fields of a document, in this order. */
export const fieldCount = 3;
/** The terms of title, question and answer, each joined by single spaces. */
export type Fields = readonly [title: string, question: string, answer: string];

/** Every document's terms in their order: document by document, field by field. */
export interface ForwardParts {
  /** Numbers of terms. */
  readonly terms: Uint32Array<ArrayBuffer>;
  /** Where each field ends in `terms`; field f of the document in slot s has entry `3 s + f`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** How many documents. */
  readonly size: number;
}

export type Forward = ReturnType<typeof createForward>;

/** What documents say, by slot: the nth document that was appended has slot n. */
export function createForward(vocabulary: Vocabulary, parts?: ForwardParts) {
  let { terms, ends, size } = parts ?? {
    terms: new Uint32Array(1_024),
    ends: new Uint32Array(64),
    size: 0,
  };

  function appendField(field: string, at: number): number {
    // A term is at least one unit long, and a space stands between two.
    terms = withRoom(terms, at + ((field.length + 1) >>> 1));
    let end = at;
    for (let from = 0; from < field.length; ) {
      const space = field.indexOf(' ', from);
      const to = space < 0 ? field.length : space;
      if (to > from) {
        terms[end] = vocabulary.add(field, from, to);
        end += 1;
      }
      from = to + 1;
    }
    return end;
  }

  return {
    get size() {
      return size;
    },
    get terms() {
      return terms;
    },
    get ends() {
      return ends;
    },
    /** Where field `f` of the document begins in `terms`; it ends where the next begins. */
    startOf: (slot: number, f: number) => {
      const i = slot * fieldCount + f;
      return i === 0 ? 0 : (ends[i - 1] ?? 0);
    },
    /** How many terms the field has. */
    lengthOf: (slot: number, f: number) => {
      const i = slot * fieldCount + f;
      return (ends[i] ?? 0) - (i === 0 ? 0 : (ends[i - 1] ?? 0));
    },
    /** The numbers of the field's terms, in order. */
    termsOf(slot: number, f: number): Uint32Array {
      const i = slot * fieldCount + f;
      return terms.subarray(i === 0 ? 0 : (ends[i - 1] ?? 0), ends[i] ?? 0);
    },
    /** Adds a document and gives its slot. */
    append(fields: Fields): number {
      ends = withRoom(ends, (size + 1) * fieldCount);
      let at = size === 0 ? 0 : (ends[size * fieldCount - 1] ?? 0);
      for (const [f, field] of fields.entries()) {
        at = appendField(field, at);
        ends[size * fieldCount + f] = at;
      }
      size += 1;
      return size - 1;
    },
    parts: (): ForwardParts => ({ terms, ends, size }),
  };
}
