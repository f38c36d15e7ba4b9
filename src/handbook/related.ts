import { contentTerms } from '../search/analyse.ts';

interface Described {
  readonly number: number;
  readonly title: string;
  readonly tags: readonly string[];
}

const most = 5;
/** What most pages have in common says nothing about any two of them. */
const widest = 200;
/** Below this only one weak word or a broad tag is shared. */
const least = 0.2;

/**
 * For each page those that are nearest to it: by tags and words of the title, the rarer the more
 * telling (cosine of inverse document frequencies). The same pages give the same neighbours.
 */
export function relatedPages(
  pages: readonly Described[],
  language: string,
): ReadonlyMap<number, readonly number[]> {
  const features = pages.map(({ title, tags }) => [
    ...new Set([...contentTerms(title, language), ...tags.map((tag) => `#${tag}`)]),
  ]);
  const having = new Map<string, number[]>();
  for (const [at, some] of features.entries()) {
    for (const feature of some) {
      const found = having.get(feature);
      if (found) found.push(at);
      else having.set(feature, [at]);
    }
  }
  const weigh = (feature: string) =>
    Math.log(1 + pages.length / (having.get(feature)?.length ?? 1));
  const norms = features.map((some) => Math.hypot(...some.map(weigh)));
  return new Map(
    pages.map(({ number }, at) => {
      const shared = new Map<number, number>();
      for (const feature of features[at] ?? []) {
        const others = having.get(feature) ?? [];
        if (others.length > widest) continue;
        const weight = weigh(feature) ** 2;
        for (const other of others) {
          if (other !== at) shared.set(other, (shared.get(other) ?? 0) + weight);
        }
      }
      const near = Array.from(shared, ([other, sum]) => ({
        number: pages[other]?.number ?? 0,
        likeness: sum / ((norms[at] ?? 1) * (norms[other] ?? 1)),
      }))
        .filter(({ likeness }) => likeness >= least)
        .sort((a, b) => b.likeness - a.likeness || a.number - b.number);
      return [number, near.slice(0, most).map((one) => one.number)];
    }),
  );
}
