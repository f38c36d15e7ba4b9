/** Larger ids than this are not kept: 2^31 bits are 256 MiB, and the largest site is far below. */
const largestId = 2 ** 31;

/**
 * A set of small whole numbers, one bit each: knowing every post and user of a dump must not cost a
 * Map of them. Ids below zero (Stack Exchange's own user is -1) share nothing with the others.
 */
export function createIdSet() {
  let bits = new Uint8Array(1024);
  const below = new Set<number>();

  const isSmall = (id: number) => Number.isInteger(id) && id >= 0 && id < largestId;

  return {
    /** Ignores what is not an id. */
    add(id: number): void {
      if (id === -1) below.add(id);
      if (!isSmall(id)) return;
      const byte = id >>> 3;
      if (byte >= bits.length) {
        const larger = new Uint8Array(Math.max(byte + 1, bits.length * 2));
        larger.set(bits);
        bits = larger;
      }
      bits[byte] = (bits[byte] ?? 0) | (1 << (id & 7));
    },

    has(id: number): boolean {
      if (!isSmall(id)) return below.has(id);
      return ((bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0;
    },

    /** The ids from zero up, in ascending order. */
    *[Symbol.iterator](): Generator<number> {
      for (const [byte, value] of bits.entries()) {
        for (let bit = 0; value >> bit > 0; bit += 1) {
          if (value & (1 << bit)) yield byte * 8 + bit;
        }
      }
    },
  };
}

export type IdSet = ReturnType<typeof createIdSet>;
