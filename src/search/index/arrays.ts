/** The same numbers with room for at least `length` of them; the array given is used up. */
export function withRoom(numbers: Uint32Array<ArrayBuffer>, length: number) {
  if (length <= numbers.length) return numbers;
  const larger = Math.max(length, numbers.length * 1.5, 64) | 0;
  return new Uint32Array(numbers.buffer.transfer(larger * numbers.BYTES_PER_ELEMENT));
}

/** A set of small numbers, a bit each; numbers beyond its room are not in it. */
export type Bits = Uint32Array<ArrayBuffer>;

export const wordsFor = (count: number) => (count + 31) >>> 5;

export function hasBit(bits: Bits, i: number): boolean {
  return ((bits[i >>> 5] ?? 0) & (1 << (i & 31))) !== 0;
}

export function setBit(bits: Bits, i: number): void {
  bits[i >>> 5] = (bits[i >>> 5] ?? 0) | (1 << (i & 31));
}

export function clearBit(bits: Bits, i: number): void {
  bits[i >>> 5] = (bits[i >>> 5] ?? 0) & ~(1 << (i & 31));
}
