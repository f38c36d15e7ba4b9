import { withRoom } from './arrays.ts';

/** Every term has a number, counted from 0 in the order in which they came. */
export interface Vocabulary {
  readonly size: number;
  /** The number of the term that stands in `text` from `from` to before `to`; -1 when it is not known. */
  find(text: string, from?: number, to?: number): number;
  /** The same, and a new number when it is not known. */
  add(text: string, from?: number, to?: number): number;
  /** The term of a number. */
  term(id: number): string;
  parts(): VocabularyParts;
}

/** Nothing but typed arrays: a thread can hand it to another without copying. */
export interface VocabularyParts {
  /** The UTF-16 code units of all terms, one behind the other. */
  readonly units: Uint16Array<ArrayBuffer>;
  /** Where each term ends in `units`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** Open addressing: at a term's hash, or behind it, stands its number + 1; 0 is free. */
  readonly table: Uint32Array<ArrayBuffer>;
  readonly size: number;
}

const noParts = (): VocabularyParts => ({
  units: new Uint16Array(4_096),
  ends: new Uint32Array(512),
  table: new Uint32Array(1_024),
  size: 0,
});

/** A hash table of strings in typed arrays, at most half full. */
export function createVocabulary(parts: VocabularyParts = noParts()): Vocabulary {
  let { units, ends, table, size } = parts;

  const startOf = (id: number) => (id === 0 ? 0 : (ends[id - 1] ?? 0));

  /** FNV-1a over code units. http://www.isthe.com/chongo/tech/comp/fnv/ */
  function hashOf(text: string, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash >>> 0;
  }

  function isAt(id: number, text: string, from: number, to: number): boolean {
    const start = startOf(id);
    if ((ends[id] ?? 0) - start !== to - from) return false;
    for (let i = from; i < to; i += 1) {
      if (units[start + i - from] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Where in the table the term stands, or where it would. */
  function placeOf(text: string, from: number, to: number): number {
    const mask = table.length - 1;
    let place = hashOf(text, from, to) & mask;
    for (let entry = table[place] ?? 0; entry !== 0; entry = table[place] ?? 0) {
      if (isAt(entry - 1, text, from, to)) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  function append(text: string, from: number, to: number): void {
    const start = startOf(size);
    const end = start + to - from;
    if (end > units.length) {
      const larger = Math.max(end, units.length * 1.5) | 0;
      units = new Uint16Array(units.buffer.transfer(larger * units.BYTES_PER_ELEMENT));
    }
    for (let i = from; i < to; i += 1) units[start + i - from] = text.charCodeAt(i);
    ends = withRoom(ends, size + 1);
    ends[size] = end;
    size += 1;
  }

  function spread(): void {
    table = new Uint32Array(table.length * 2);
    const mask = table.length - 1;
    for (let id = 0; id < size; id += 1) {
      let hash = 0x811c9dc5;
      for (let i = startOf(id); i < (ends[id] ?? 0); i += 1) {
        hash = Math.imul(hash ^ (units[i] ?? 0), 0x01000193);
      }
      let place = (hash >>> 0) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = id + 1;
    }
  }

  return {
    get size() {
      return size;
    },
    find: (text, from = 0, to = text.length) => (table[placeOf(text, from, to)] ?? 0) - 1,
    add(text, from = 0, to = text.length) {
      const place = placeOf(text, from, to);
      const known = table[place] ?? 0;
      if (known !== 0) return known - 1;
      append(text, from, to);
      table[place] = size;
      if (size * 2 > table.length) spread();
      return size - 1;
    },
    term: (id) => String.fromCharCode(...units.subarray(startOf(id), ends[id] ?? 0)),
    parts: () => ({ units, ends, table, size }),
  };
}
