import type { Reader } from '../model.ts';
import { coverageOf } from '../search/coverage.ts';
import type { Indexes } from '../search/indexes.ts';
import { type QueryText, readQuery } from '../search/query.ts';
import type { AnswerEvidence } from '../store/evidence.ts';
import type { Tables } from '../store/store.ts';
import { closestTo } from './closeness.ts';
import { profilesIn } from './profiles.ts';
import type { Evidence } from './ranking.ts';
import { weigh } from './weight.ts';

const mostInTags = 1_000;
/**
 * A topic is known here when a close document has this share of what it says: nobody is an
 * expert because of two words in passing.
 */
const coverageOfTopic = 0.4;
const closestLookedAt = 20;

/** An answer that was found, with what it counts. */
export interface FoundEvidence extends AnswerEvidence, Evidence {}

type Searched = Pick<Tables, 'changes' | 'onRollback' | 'searchSettings' | 'evidence'>;

/** What shows who knows about a text. */
export interface Found {
  readonly evidence: readonly FoundEvidence[];
  /**
   * How much of all that each member wrote is about it: see `profilesIn`.
   * @param withheld documents that speak for nobody
   */
  profiles(now: number, withheld: readonly number[]): ReadonlyMap<number, number>;
}

/**
 * The answers that show who knows about a text or one of the tags, as far as the reader may see: an
 * answer in a tag fits wholly. None by its words while the index is built after a start.
 */
export async function evidenceFor(
  tables: Searched,
  indexes: Indexes,
  reader: Reader,
  text: QueryText,
  tagIds: readonly number[],
): Promise<Found> {
  const near = await nearTo(tables, indexes, reader, text);
  const byText = near ? await evidenceOf(tables, reader, near) : [];
  const inTags = await tables.evidence.inTags(reader, tagIds, mostInTags);
  const tagged = new Set(inTags.map(({ documentId }) => documentId));
  const found = [
    ...inTags.map((one) => ({ ...one, fit: 1 })),
    ...byText.filter(({ documentId }) => !tagged.has(documentId)),
  ];
  const given = found.map((one) => ({ ...one, thanked: one.thanked || one.helpful > 0 }));
  const weights = weigh(given);
  const weightless = found.flatMap(({ documentId }, i) => (weights[i] ? [] : documentId));
  return {
    evidence: found.flatMap((one, i) => (weights[i] ? [{ ...one, weight: weights[i] ?? 0 }] : [])),
    profiles(now, withheld) {
      if (!near) return new Map();
      return profilesIn(near.index, near.view, near.terms, now, [...withheld, ...weightless]);
    },
  };
}

/** A text as the community's index knows it; undefined when it is not known here at all. */
async function nearTo(tables: Searched, indexes: Indexes, reader: Reader, text: QueryText) {
  const index = await indexes.current(tables, reader.communityId);
  if (!index) return undefined;
  const { language } = await tables.searchSettings.of(reader.communityId);
  const view = index.views.of(reader);
  const { terms } = readQuery(index, view, text, language);
  const closest = closestTo(index, view, terms);
  const isKnown = closest
    .slice(0, closestLookedAt)
    .some(({ slot }) => coverageOf(index, view, slot, terms).document >= coverageOfTopic);
  return isKnown ? { index, view, terms, closest } : undefined;
}

async function evidenceOf(
  tables: Searched,
  reader: Reader,
  { index, closest }: NonNullable<Awaited<ReturnType<typeof nearTo>>>,
): Promise<(AnswerEvidence & { readonly fit: number })[]> {
  const best = closest[0]?.score || 1;
  const fits = new Map(closest.map(({ slot, score }) => [index.idOf(slot), score / best]));
  const found = await tables.evidence.ofDocuments(reader, [...fits.keys()]);
  return found.map((one) => ({ ...one, fit: fits.get(one.documentId) ?? 0 }));
}
