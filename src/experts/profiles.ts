import { type Bits, clearBit, hasBit, wordsFor } from '../search/index/arrays.ts';
import type { SearchIndex } from '../search/index/index.ts';
import type { View } from '../search/index/views.ts';
import type { QueryTerm } from '../search/query.ts';
import { telling } from '../search/ranking.ts';
import { halfLifeDays } from './ranking.ts';

const day = 24 * 60 * 60 * 1000;
const halfLife = halfLifeDays * day;
/** Ages are counted from here, so that what a document weighs need not be counted anew each time. */
const epoch = Date.UTC(2020, 0, 1);
/** As many of the most telling terms say what a person's texts are about. */
const mostTerms = 24;
/** Somebody is taken to have given so many more answers that say nothing: little evidence says little. */
const smoothing = 15;
/** How soon more of the same says no more. */
const scale = 300;
/** An impact that stands for a saturated term: see `buildPostings`. */
const fullImpact = 255;

/** What was written, by slot and by person (people are numbered from 0), as of the last look. */
interface Written {
  /** So many slots were taken in. */
  count: number;
  people: Uint32Array<ArrayBuffer>;
  /** What a document weighs as of `epoch`. */
  weights: Float32Array<ArrayBuffer>;
  /** The slots that count now, and what they weigh: nothing for all others. */
  counted: Bits;
  countedWeights: Float32Array<ArrayBuffer>;
  /** What all that counts of each person weighs. */
  readonly masses: number[];
  readonly numbers: Map<number, number>;
  readonly memberIds: number[];
}

/** A document that never changes its slot is taken in once. */
const known = new WeakMap<SearchIndex, Written>();

/**
 * How much of what each member wrote in answer to others is about the terms, for who wrote of any:
 *
 * L = Σ_t worth_t · ln(1 + 300 · c_t / (m + 15)) / Σ_t worth_t
 *
 * where c_t adds up how much each of the member's answers in the view is about the term t (BM25's
 * saturated frequency, 0 to 1) and m counts these answers, both fading by half in 180 days: a language
 * model of the person (Balog, Azzopardi & de Rijke, 2006, model 1), over the terms that tell most.
 * @param uncounted documents that speak for nobody
 */
export function profilesIn(
  index: SearchIndex,
  view: View,
  terms: readonly QueryTerm[],
  now: number,
  uncounted: readonly number[] = [],
): ReadonlyMap<number, number> {
  const written = writtenIn(index);
  const { memberIds, masses } = written;
  count(written, without(index, view, uncounted));
  const faded = 2 ** ((epoch - now) / halfLife);
  const used = telling(terms, view.count)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, mostTerms);
  const total = used.reduce((sum, { worth }) => sum + worth, 0);
  const about = new Float64Array(memberIds.length);
  const sums = new Float64Array(memberIds.length);
  for (const { id, worth } of used) {
    for (const person of addUp(index, id, written, about)) {
      const share = ((about[person] ?? 0) * faded) / ((masses[person] ?? 0) * faded + smoothing);
      sums[person] = (sums[person] ?? 0) + worth * Math.log(1 + scale * share);
      about[person] = 0;
    }
  }
  const profiles = new Map<number, number>();
  for (let person = 0; person < sums.length; person += 1) {
    const sum = sums[person] ?? 0;
    if (sum > 0) profiles.set(memberIds[person] ?? 0, sum / total);
  }
  return profiles;
}

/** Adds up how much each person's documents are about the term; gives who has any. */
function addUp(index: SearchIndex, term: number, written: Written, about: Float64Array): number[] {
  const { people, countedWeights } = written;
  const touched: number[] = [];
  eachPosting(index, term, (slot, impact) => {
    const weight = countedWeights[slot] ?? 0;
    if (weight === 0) return;
    const person = people[slot] ?? 0;
    const before = about[person] ?? 0;
    if (before === 0) touched.push(person);
    about[person] = before + (impact / fullImpact) * weight;
  });
  return touched;
}

function eachPosting(
  index: SearchIndex,
  term: number,
  take: (slot: number, impact: number) => void,
): void {
  const { starts, slots, impacts } = index.postings;
  const to = term + 1 < starts.length ? (starts[term + 1] ?? 0) : 0;
  for (let i = starts[term] ?? to; i < to; i += 1) take(slots[i] ?? 0, impacts[i] ?? 0);
  const recent = index.recent.get(term) ?? [];
  for (let i = 0; i < recent.length; i += 2) take(recent[i] ?? 0, recent[i + 1] ?? 0);
}

/** The view without what speaks for nobody. */
function without(index: SearchIndex, { bits }: View, uncounted: readonly number[]): Bits {
  const left = bits.slice();
  for (const id of uncounted) {
    const slot = index.slotOf(id);
    if (slot !== undefined) clearBit(left, slot);
  }
  return left;
}

/** What counts from now on; only what differs from the last look is added up anew. */
function count(written: Written, bits: Bits): void {
  const { people, weights, counted, countedWeights, masses } = written;
  for (let word = 0; word < counted.length; word += 1) {
    let changed = (bits[word] ?? 0) ^ (counted[word] ?? 0);
    while (changed !== 0) {
      const bit = 31 - Math.clz32(changed);
      changed ^= 1 << bit;
      const slot = word * 32 + bit;
      const weight = weights[slot] ?? 0;
      const person = people[slot] ?? 0;
      const counts = hasBit(bits, slot);
      countedWeights[slot] = counts ? weight : 0;
      masses[person] = (masses[person] ?? 0) + (counts ? weight : -weight);
    }
    counted[word] = bits[word] ?? 0;
  }
}

/** What is new in the index is taken in. Answers to oneself weigh nothing. */
function writtenIn(index: SearchIndex): Written {
  const { size } = index.forward;
  const written = known.get(index) ?? nothingWritten();
  known.set(index, written);
  if (written.people.length < size) makeRoom(written, Math.max(64, Math.ceil(size * 1.5)));
  for (let slot = written.count; slot < size; slot += 1) {
    const author = index.authorOf(slot);
    const number = written.numbers.get(author) ?? written.memberIds.length;
    if (number === written.memberIds.length) {
      written.memberIds.push(author);
      written.masses.push(0);
    }
    written.numbers.set(author, number);
    written.people[slot] = number;
    const isToSelf = author === index.askerOf(slot);
    written.weights[slot] = isToSelf ? 0 : 2 ** ((index.timeOf(slot) - epoch) / halfLife);
  }
  written.count = size;
  return written;
}

function makeRoom(written: Written, slots: number): void {
  written.people = new Uint32Array(written.people.buffer.transfer(slots * 4));
  written.weights = new Float32Array(written.weights.buffer.transfer(slots * 4));
  written.countedWeights = new Float32Array(written.countedWeights.buffer.transfer(slots * 4));
  written.counted = new Uint32Array(written.counted.buffer.transfer(wordsFor(slots) * 4));
}

const nothingWritten = (): Written => ({
  count: 0,
  people: new Uint32Array(0),
  weights: new Float32Array(0),
  counted: new Uint32Array(0),
  countedWeights: new Float32Array(0),
  masses: [],
  numbers: new Map(),
  memberIds: [],
});
