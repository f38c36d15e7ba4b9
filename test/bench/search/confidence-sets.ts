import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JudgedDocument, JudgedSet } from '../corpora.ts';

/** Documents, and queries of which some have no answer among them. */
export interface ConfidenceSet {
  readonly documents: readonly JudgedDocument[];
  readonly queries: readonly {
    readonly title: string;
    readonly details: string;
    /** Whether the document of that id answers it. */
    readonly answers: (id: string) => boolean;
    /** Whether that document is taken out of what is found. */
    readonly hidden: (id: string) => boolean;
  }[];
}

/** Duplicate questions; every second query has its duplicates taken away. */
export function duplicateSet(
  { documents, queries }: JudgedSet,
  hasDetails: boolean,
): ConfidenceSet {
  return {
    documents,
    queries: queries.map(({ title, body, self, rel }, i) => ({
      title,
      details: hasDetails ? body : '',
      answers: (id) => rel.includes(id),
      hidden: (id) => id === self || (i % 2 === 1 && rel.includes(id)),
    })),
  };
}

export interface Utterance {
  readonly text: string;
  readonly intent: string;
}

const everyThird = <T>(rows: readonly T[]) => rows.filter((_, i) => i % 3 === 0);

/** A bank's customers: a document answers a query of the same intent; a half has its intent taken away. */
export function bankingSet(folder: string): ConfidenceSet {
  const { train, test } = readBank(folder);
  return intents(everyThird(train), everyThird(test), true);
}

/** The same as judged queries, all of them: what is found first should be of the same intent. */
export function intentsOfBank(folder: string): JudgedSet {
  const { train, test } = readBank(folder);
  const documents = train.map(({ text }, i) => ({ id: `${i}`, title: text, body: '', answer: '' }));
  const ofIntent = Map.groupBy(train.keys(), (i) => train[i]?.intent ?? '');
  const queries = test.map(({ text, intent }) => {
    return { title: text, body: '', self: '', rel: (ofIntent.get(intent) ?? []).map(String) };
  });
  return { documents, queries };
}

export function readBank(folder: string) {
  const rows = (file: string): Utterance[] =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, text = '', intent = ''] = /^"?(.*?)"?,([^,]+)$/.exec(line.trim()) ?? [];
        return text === '' ? [] : { text, intent };
      });
  return { train: rows('train.csv'), test: rows('test.csv') };
}

/** A voice assistant: 150 intents, and queries that are of none. */
export function assistantSet(file: string): ConfidenceSet {
  const rows = readAssistant(file);
  return intents(
    everyThird(rows('train')),
    [...everyThird(rows('test')), ...rows('oos_test')],
    false,
  );
}

export function readAssistant(file: string): (name: string) => Utterance[] {
  const data: Record<string, [string, string][]> = JSON.parse(readFileSync(file, 'utf8'));
  return (name) => (data[name] ?? []).map(([text, intent]) => ({ text, intent }));
}

function intents(
  documents: readonly Utterance[],
  queries: readonly Utterance[],
  isHalved: boolean,
): ConfidenceSet {
  const intentOf = new Map(documents.map(({ intent }, i) => [String(i), intent]));
  // Who asks the same gets the same answer; its words must not give the intent away.
  const known = [...new Set(documents.map(({ intent }) => intent))];
  return {
    documents: documents.map(({ text, intent }, i) => ({
      id: String(i),
      title: text,
      body: '',
      answer: `answer${known.indexOf(intent)}`,
    })),
    queries: queries.map(({ text, intent }, i) => ({
      title: text,
      details: '',
      answers: (id) => intentOf.get(id) === intent,
      hidden: (id) => isHalved && i % 2 === 1 && intentOf.get(id) === intent,
    })),
  };
}
