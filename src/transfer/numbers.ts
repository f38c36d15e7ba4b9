/** The numbers that people say: the wanted one where it is free, else the next after the highest. */
export function giveNumbers(
  wanted: readonly (number | null)[],
  last: number,
  taken: { has(number: number): boolean },
): number[] {
  const given = new Set<number>();
  let highest = last;
  for (const number of wanted) {
    const isFree = number !== null && !taken.has(number) && !given.has(number);
    const chosen = isFree ? number : highest + 1;
    highest = Math.max(highest, chosen);
    given.add(chosen);
  }
  return [...given];
}
