import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { likelyFrom } from '../../src/duplicates/likely.ts';
import { alike, wordingOf } from '../../src/search/alike.ts';
import { contentTerms } from '../../src/search/analyse.ts';
import { idf } from '../../src/search/index/weights.ts';
import { likeness } from '../../src/search/likeness.ts';
import { readJudged } from './corpora.ts';
import { print } from './figures.ts';

const language = 'en';
const mostOfEach = 3;
const thresholds = [0.25, 0.3, 0.35, 0.4, likelyFrom, 0.5, 0.55, 0.6];

/**
 * Every two questions of a community compared as the nightly sweep compares them: how many of the pairs
 * that it would show were marked as duplicates there, and how many of the marked ones it shows, beside the
 * likeness of titles alone. Members marked only some: a share of the others are duplicates, too.
 */
export async function duplicates(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'search/english_se');
  if (!existsSync(folder)) {
    console.log(`skipped: ${folder} is not there`);
    return;
  }
  const { documents, queries } = readJudged(folder);
  const frequency = new Map<string, number>();
  for (const { title, body } of documents) {
    for (const term of new Set(contentTerms(`${title}\n${body}`, language))) {
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    }
  }
  const idfOf = (term: string) => idf(frequency.get(term) ?? 0, documents.length);
  const wordings = documents.map(({ title, body }) =>
    wordingOf({ title, details: body }, language, idfOf),
  );
  const at = new Map(documents.map(({ id }, i) => [id, i]));
  const key = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const marked = new Set(
    queries.flatMap(({ self, rel }) =>
      rel.flatMap((other) => {
        const [a, b] = [at.get(self), at.get(other)];
        return a === undefined || b === undefined || a === b ? [] : key(a, b);
      }),
    ),
  );
  const measures = {
    'titles and details': alike,
    'titles alone': (a: (typeof wordings)[number], b: (typeof wordings)[number]) =>
      likeness(a.title, b.title, idfOf),
  } as const;
  for (const [name, measure] of Object.entries(measures)) {
    const found = new Map<string, number>();
    wordings.forEach((one, a) => {
      const likest = wordings
        .map((other, b) => ({ b, score: a === b ? 0 : measure(one, other, idfOf) }))
        .filter(({ score }) => score >= (thresholds[0] ?? 0))
        .toSorted((x, y) => y.score - x.score)
        .slice(0, mostOfEach);
      for (const { b, score } of likest) found.set(key(a, b), score);
    });
    const rows = thresholds.map((from) => {
      const shown = [...found].filter(([, score]) => score >= from).map(([pair]) => pair);
      const right = shown.filter((pair) => marked.has(pair)).length;
      return {
        from,
        pairs: shown.length,
        precision: right / shown.length,
        recall: right / marked.size,
        f1: (2 * right) / (shown.length + marked.size),
      };
    });
    print(`duplicates by ${name}: ${documents.length} questions, ${marked.size} pairs`, rows);
  }
}
