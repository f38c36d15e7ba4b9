/** Half of what a neighbour says of a topic is worth less, the older it is: half of that in so long. */
const halfLife = 2 * 365 * 24 * 60 * 60 * 1000;

/** Something that is close to a text: how close, how old, and what it is about. */
export interface Neighbour {
  readonly score: number;
  /** In milliseconds. */
  readonly age: number;
  readonly tags: readonly string[];
}

/**
 * How much of the neighbours' weight has each tag, from 0 to 1: k nearest neighbours, each voting by the
 * square of its score, the recent ones more. A tag that only one of them has counts half: it may be near
 * by chance.
 */
export function votesOf(neighbours: readonly Neighbour[]): Map<string, number> {
  const weighed = neighbours.map(({ score, age, tags }) => ({
    tags,
    weight: score * score * (0.5 + 0.5 * 2 ** (-Math.max(0, age) / halfLife)),
  }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const votes = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { weight, tags } of weighed) {
    for (const tag of tags) {
      votes.set(tag, (votes.get(tag) ?? 0) + weight / total);
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  }
  return new Map([...votes].map(([tag, vote]) => [tag, counts.get(tag) === 1 ? vote / 2 : vote]));
}
