import { type Bits, withRoom } from './arrays.ts';
import { createForward, type Fields, type ForwardParts } from './forward.ts';
import { buildPostings, createImpacts, noPostings, type PostingsParts } from './postings.ts';
import { createViews, type Origin } from './views.ts';
import { createVocabulary, type VocabularyParts } from './vocabulary.ts';
import { standardWeights, type Weights } from './weights.ts';

/** The small part is merged when it is larger than this, and than this share of what there is. */
const smallPart = 4_000;
const smallShare = 0.1;

/** A document as it is put into an index. Ids are positive and fit 32 bits. */
export interface IndexedDocument extends Origin {
  readonly id: number;
  /** Documents of one thread share it; 0 for what stands alone. */
  readonly thread: number;
  /** Whether it was kept on purpose (a snippet). */
  readonly isKept: boolean;
  /** Whether its channel is private. */
  readonly isPrivate: boolean;
  /** When the answer was given, UTC milliseconds; 0 where nobody asks. */
  readonly at?: number;
  readonly fields: Fields;
}

/** An index as data alone: typed arrays, which a thread can hand to another without copying. */
export interface IndexParts {
  readonly vocabulary: VocabularyParts;
  readonly forward: ForwardParts;
  readonly postings: PostingsParts;
  readonly columns: Columns;
  /** The slots that hold no longer what is so. */
  readonly gone: readonly number[];
  readonly privateChannels: readonly number[];
}

interface Columns {
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly threads: Uint32Array<ArrayBuffer>;
  readonly channels: Uint32Array<ArrayBuffer>;
  readonly askers: Uint32Array<ArrayBuffer>;
  readonly authors: Uint32Array<ArrayBuffer>;
  readonly kept: Uint32Array<ArrayBuffer>;
  /** In seconds. */
  readonly times: Uint32Array<ArrayBuffer>;
}

export type SearchIndex = ReturnType<typeof createIndex>;

/**
 * Documents, and for each term where it stands. Documents are added and taken out one by one into a
 * small part of lists that grow; `seal` merges everything into sorted arrays. An edited document gets
 * a new slot, and the old one is never seen again.
 */
export function createIndex(weights: Weights = standardWeights, parts?: IndexParts) {
  const vocabulary = createVocabulary(parts?.vocabulary);
  const forward = createForward(vocabulary, parts?.forward);
  const impactsOf = createImpacts(forward, weights);
  const slots = new Map<number, number>();
  let postings = parts?.postings ?? noPostings();
  /** How many slots the sorted part has. */
  let sealed = parts?.forward.size ?? 0;
  /** For each term of the small part: slot, impact, slot, impact … */
  let recent = new Map<number, number[]>();
  let columns = parts?.columns ?? emptyColumns();
  const views = createViews(forward, (slot) => ({
    channelId: columns.channels[slot] ?? 0,
    askerId: columns.askers[slot] ?? 0,
    authorId: columns.authors[slot] ?? 0,
  }));

  if (parts) {
    for (const channel of parts.privateChannels) views.setChannel(channel, true);
    const gone = new Set(parts.gone);
    for (let slot = 0; slot < forward.size; slot += 1) {
      if (gone.has(slot)) continue;
      slots.set(columns.ids[slot] ?? 0, slot);
      views.add(slot);
    }
  }

  function remove(id: number): void {
    const slot = slots.get(id);
    if (slot === undefined) return;
    slots.delete(id);
    views.remove(slot);
  }

  function load(document: IndexedDocument): number {
    remove(document.id);
    views.setChannel(document.channelId, document.isPrivate);
    const slot = forward.append(document.fields);
    columns = withRow(columns, slot, document);
    slots.set(document.id, slot);
    views.add(slot);
    return slot;
  }

  return {
    vocabulary,
    forward,
    /** Mean lengths and who may see what. */
    views,
    weights,
    /** The sorted part. */
    get postings() {
      return postings;
    },
    /** The small part. */
    get recent(): ReadonlyMap<number, readonly number[]> {
      return recent;
    },
    /** How many documents are in the small part. */
    get recentCount() {
      return forward.size - sealed;
    },
    /** Whether the small part is so large that merging it pays. */
    get hasGrown() {
      const { recentCount } = this;
      return recentCount > smallPart && recentCount > smallShare * slots.size;
    },
    /** Whether so much is gone that building the index anew, which alone forgets it, pays. */
    get hasShrunk() {
      const goneCount = forward.size - slots.size;
      return goneCount > smallPart && goneCount > smallShare * slots.size;
    },
    /** How many documents there are. */
    get size() {
      return slots.size;
    },
    slotOf: (id: number) => slots.get(id),
    idOf: (slot: number) => columns.ids[slot] ?? 0,
    threadOf: (slot: number) => columns.threads[slot] ?? 0,
    authorOf: (slot: number) => columns.authors[slot] ?? 0,
    askerOf: (slot: number) => columns.askers[slot] ?? 0,
    /** To the second. */
    timeOf: (slot: number) => (columns.times[slot] ?? 0) * 1000,
    isKept: (slot: number) => columns.kept[slot] === 1,

    /** Adds the document, in place of the one with its id. */
    put(document: IndexedDocument): void {
      const slot = load(document);
      const { averages } = views.everything();
      impactsOf(slot, vocabulary.size, averages, (term, impact) => {
        const list = recent.get(term);
        if (list) list.push(slot, impact);
        else recent.set(term, [slot, impact]);
      });
    },
    /** The same for many at once: they are found after `seal`. */
    load: (document: IndexedDocument): void => void load(document),
    remove,

    /** Merges the small part into the sorted one: takes about a second for 100,000 documents. */
    seal(): void {
      const { averages } = views.everything();
      postings = buildPostings(forward, vocabulary.size, averages, weights);
      sealed = forward.size;
      recent = new Map();
    },

    /** The sealed index as data; the index itself is not to be used any more. */
    parts(): IndexParts {
      const gone = Array.from({ length: forward.size }, (_, slot) => slot).filter(
        (slot) => !views.isThere(slot),
      );
      return {
        vocabulary: vocabulary.parts(),
        forward: forward.parts(),
        postings,
        columns,
        gone,
        privateChannels: views.privateChannels(),
      };
    },
  };
}

/** The buffers of an index, for handing them to another thread. */
export function buffersOf({ vocabulary, forward, postings, columns }: IndexParts): ArrayBuffer[] {
  const arrays = [vocabulary, forward, postings, columns].flatMap((part) => Object.values(part));
  return arrays.flatMap((array: Bits | number) => (ArrayBuffer.isView(array) ? array.buffer : []));
}

function emptyColumns(): Columns {
  const column = () => new Uint32Array(64);
  const [ids, threads, channels] = [column(), column(), column()];
  const [askers, authors, kept] = [column(), column(), column()];
  return { ids, threads, channels, askers, authors, kept, times: column() };
}

function withRow(columns: Columns, slot: number, document: IndexedDocument): Columns {
  const put = (column: Uint32Array<ArrayBuffer>, value: number) => {
    const roomy = withRoom(column, slot + 1);
    roomy[slot] = value;
    return roomy;
  };
  return {
    ids: put(columns.ids, document.id),
    threads: put(columns.threads, document.thread),
    channels: put(columns.channels, document.channelId),
    askers: put(columns.askers, document.askerId),
    authors: put(columns.authors, document.authorId),
    kept: put(columns.kept, Number(document.isKept)),
    times: put(columns.times, Math.max(0, (document.at ?? 0) / 1000)),
  };
}
