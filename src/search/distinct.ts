import type { SearchIndex } from './index/index.ts';

const answer = 2;

/** Whether two documents give the same answer: they are of one thread, or answer in the same terms. */
export function giveSameAnswer(index: SearchIndex, a: number, b: number): boolean {
  const thread = index.threadOf(a);
  if (thread !== 0 && thread === index.threadOf(b)) return true;
  const [one, other] = [index.forward.termsOf(a, answer), index.forward.termsOf(b, answer)];
  return one.length > 0 && one.length === other.length && one.every((id, i) => id === other[i]);
}
