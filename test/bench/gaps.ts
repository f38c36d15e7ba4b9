import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clustersOf, fewestMembers, sameFrom } from '../../src/gaps/clusters.ts';
import { contentTerms } from '../../src/search/analyse.ts';
import { idf } from '../../src/search/index/weights.ts';
import { mean, print, seeded } from './figures.ts';
import { readAssistant, readBank, type Utterance } from './search/confidence-sets.ts';

const thresholds = [0.3, 0.35, sameFrom, 0.45, 0.5, 0.55, 0.6, 0.7];
/** Of the commonest intent so many look for it; of the others fewer (Zipf). */
const ofCommonest = 60;
const seeds = [1, 2, 3, 4, 5];

/**
 * What people ask with known intents, put in groups as gaps are: how many of two in a group are of one
 * intent, how many of two of one intent are in a group, and how many of a group of three or more, which
 * curators see, are of its commonest intent.
 */
export async function gaps(dataFolder: string): Promise<void> {
  const [bank, assistant] = ['banking77', 'clinc150'].map((name) =>
    join(dataFolder, 'search', name),
  );
  if (!bank || !assistant || !existsSync(bank) || !existsSync(assistant)) {
    console.log(`skipped: ${bank} or ${assistant} is not there`);
    return;
  }
  measure("a bank's customers", readBank(bank).train);
  measure('a voice assistant', readAssistant(join(assistant, 'data_full.json'))('train'));
}

function measure(name: string, all: readonly Utterance[]): void {
  const frequency = new Map<string, number>();
  for (const { text } of all) {
    for (const term of new Set(contentTerms(text, 'en'))) {
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    }
  }
  const idfOf = (term: string) => idf(frequency.get(term) ?? 0, all.length);
  const samples = seeds.map((seed) => needsOf(sample(all, seed)));
  const rows = thresholds.map((from) => {
    const each = samples.map((needs) => figuresOf(needs, idfOf, from));
    const [first] = each;
    const means = Object.keys(first ?? {}).map((key) => [
      key,
      mean(each.map((one) => one[key as keyof typeof one])),
    ]);
    return { from, ...Object.fromEntries(means) };
  });
  print(`gaps of ${name}: the mean of ${seeds.length} times ${samples[0]?.length} needs`, rows);
}

const needsOf = (utterances: readonly Utterance[]) =>
  utterances.map(({ text, intent }, i) => ({
    ...{ id: i, channelId: 0, memberId: i, questionId: null, terms: [], tags: [], text },
    ...{ isDirect: false, at: 0, isDismissed: false, intent },
    wording: new Set(contentTerms(text, 'en')),
  }));

function figuresOf(
  needs: ReturnType<typeof needsOf>,
  idfOf: (term: string) => number,
  from: number,
) {
  const groups = clustersOf(needs, idfOf, from).map((group) => group.map((one) => one.intent));
  const shown = groups.filter(({ length }) => length >= fewestMembers);
  const together = sum(groups.map(({ length }) => pairs(length)));
  const right = sum(groups.flatMap(counts).map(pairs));
  const wanted = sum(counts(needs.map((one) => one.intent)).map(pairs));
  const [precision, recall] = [right / together, right / wanted];
  return {
    groups: groups.length,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    shown: shown.length,
    'purity of shown':
      sum(shown.map((group) => Math.max(...counts(group)))) /
      sum(shown.map(({ length }) => length)),
    'intents shown': new Set(shown.flat()).size,
  };
}

/** Some of each intent, of a few many and of most few, in no order. */
function sample(all: readonly Utterance[], seed: number): Utterance[] {
  const random = seeded(seed);
  const shuffled = <T>(list: readonly T[]) =>
    list
      .map((one) => ({ one, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ one }) => one);
  const byIntent = shuffled([...Map.groupBy(all, ({ intent }) => intent).values()]);
  return shuffled(
    byIntent.flatMap((list, rank) => shuffled(list).slice(0, Math.ceil(ofCommonest / (rank + 1)))),
  );
}

const counts = (intents: readonly string[]): number[] =>
  [...Map.groupBy(intents, (intent) => intent).values()].map(({ length }) => length);
const pairs = (n: number) => (n * (n - 1)) / 2;
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
