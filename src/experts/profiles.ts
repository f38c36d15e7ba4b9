import { hasBit } from '../search/index/arrays.ts';
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

/** Per document: whose it is (people are numbered from 0), and what it weighs as of `epoch`. */
interface Written {
  count: number;
  people: Uint32Array<ArrayBuffer>;
  weights: Float32Array<ArrayBuffer>;
  readonly numbers: Map<number, number>;
  readonly memberIds: number[];
}

/** A document that never changes its slot is counted once. */
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
  const { people, weights, memberIds } = written;
  const left = new Set(uncounted.flatMap((id) => index.slotOf(id) ?? []));
  const isCounted = (slot: number) => hasBit(view.bits, slot) && !left.has(slot);
  const masses = new Float64Array(memberIds.length);
  for (let slot = 0; slot < written.count; slot += 1) {
    if (!isCounted(slot)) continue;
    const person = people[slot] ?? 0;
    masses[person] = (masses[person] ?? 0) + (weights[slot] ?? 0);
  }
  const faded = 2 ** ((epoch - now) / halfLife);
  const used = telling(terms, view.count)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, mostTerms);
  const total = used.reduce((sum, { worth }) => sum + worth, 0);
  const about = new Float64Array(memberIds.length);
  const sums = new Float64Array(memberIds.length);
  for (const { id, worth } of used) {
    const touched: number[] = [];
    eachPosting(index, id, (slot, impact) => {
      if (!isCounted(slot)) return;
      const person = people[slot] ?? 0;
      if (about[person] === 0) touched.push(person);
      about[person] = (about[person] ?? 0) + (impact / 255) * (weights[slot] ?? 0);
    });
    for (const person of touched) {
      const share = ((about[person] ?? 0) * faded) / ((masses[person] ?? 0) * faded + smoothing);
      sums[person] = (sums[person] ?? 0) + worth * Math.log(1 + scale * share);
      about[person] = 0;
    }
  }
  const profiles = new Map<number, number>();
  for (const [person, sum] of sums.entries()) {
    if (sum > 0) profiles.set(memberIds[person] ?? 0, sum / total);
  }
  return profiles;
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

/** What is new in the index is added. Answers to oneself weigh nothing. */
function writtenIn(index: SearchIndex): Written {
  const { size } = index.forward;
  const written = known.get(index) ?? nothingWritten();
  known.set(index, written);
  if (written.people.length < size) {
    const room = Math.max(64, Math.ceil(size * 1.5));
    written.people = new Uint32Array(written.people.buffer.transfer(room * 4));
    written.weights = new Float32Array(written.weights.buffer.transfer(room * 4));
  }
  for (let slot = written.count; slot < size; slot += 1) {
    const author = index.authorOf(slot);
    const number = written.numbers.get(author) ?? written.memberIds.length;
    if (number === written.memberIds.length) written.memberIds.push(author);
    written.numbers.set(author, number);
    written.people[slot] = number;
    const isToSelf = author === index.askerOf(slot);
    written.weights[slot] = isToSelf ? 0 : 2 ** ((index.timeOf(slot) - epoch) / halfLife);
  }
  written.count = size;
  return written;
}

const nothingWritten = (): Written => ({
  count: 0,
  people: new Uint32Array(0),
  weights: new Float32Array(0),
  numbers: new Map(),
  memberIds: [],
});
