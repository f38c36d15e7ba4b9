import type { Actor, Person, Reader } from '../model.ts';
import { contentTerms } from '../search/analyse.ts';
import type { Page, Paged } from '../store/page.ts';
import type { Pair } from '../store/pairs.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { mustCurate } from './rights.ts';
import { foundBoth, type Named, nameOf, type Subject, twoOf } from './subject.ts';

/** Two that may ask the same, with the evidence; `goes` is who leads to `stays` when they are merged. */
export interface LikelyPair {
  readonly goes: Subject;
  readonly stays: Subject;
  /** 0 to 1, as the sweep measured it. */
  readonly likeness: number | null;
  /** Telling words of the one that the other has too. */
  readonly shared: readonly string[];
  readonly saidBy: Person | undefined;
}

const mostShared = 6;

/** What may be merged, for who decides it. */
export function createPairs(world: World) {
  const { store } = world;

  return {
    /** What members report and the sweep found, as far as the curator may see both. */
    async list(actor: Actor, page: Page): Promise<Paged<LikelyPair>> {
      mustCurate(actor, 'see what may be a duplicate');
      const { items, total } = await store.pairs.list(actor, page);
      const loaded: LikelyPair[] = [];
      for (const pair of items) loaded.push(...(await load(store, actor, pair)));
      return { items: loaded, total };
    },

    /** The two beside each other. */
    async both(actor: Actor, one: Named, other: Named): Promise<LikelyPair> {
      mustCurate(actor, 'compare what may be a duplicate');
      const [a, b] = await foundBoth(store, actor, one, other);
      return toPair(store, actor, a, b, { likeness: null, saidById: null });
    },

    /** A member says that they are the same: curators are shown it. */
    say: (actor: Actor, one: Named, other: Named): Promise<LikelyPair> =>
      act(world, actor, async (tables, now) => {
        const [a, b] = await foundBoth(tables, actor, one, other);
        const said = { one: a.item.id, other: b.item.id, byId: actor.memberId };
        await tables.pairs.say(actor.communityId, a.kind, said, now);
        const why = { likeness: null, saidById: actor.memberId };
        return toPair(tables, actor, a, b, why);
      }),

    /** "Not the same": they are not shown again, unless a member says so. For curators. */
    dismiss: (actor: Actor, one: Named, other: Named): Promise<void> =>
      act(world, actor, async (tables, now) => {
        mustCurate(actor, 'decide that');
        const [a, b] = await foundBoth(tables, actor, one, other);
        const pair = { one: a.item.id, other: b.item.id, byId: actor.memberId };
        await tables.pairs.dismiss(actor.communityId, a.kind, pair, now);
        const subject = `${nameOf(one)} and ${nameOf(other)}`;
        const entry = { act: 'not the same', subject, memberId: actor.memberId, at: now };
        await tables.audit.add(actor.communityId, entry);
      }),
  };
}

type Readable = Pick<Tables, 'questions' | 'snippets' | 'members' | 'searchSettings'>;

async function load(tables: Readable, reader: Reader, pair: Pair): Promise<LikelyPair[]> {
  const [a, b] = await twoOf(tables, reader, pair.kind, [pair.id, pair.likeId]);
  return a && b ? [await toPair(tables, reader, a, b, pair)] : [];
}

async function toPair(
  tables: Readable,
  reader: Reader,
  a: Subject,
  b: Subject,
  why: { readonly likeness: number | null; readonly saidById: number | null },
): Promise<LikelyPair> {
  const { language } = await tables.searchSettings.of(reader.communityId);
  const [saidBy] = why.saidById === null ? [] : await tables.members.byIds([why.saidById]);
  const [stays, goes] = isBetter(b, a) ? [b, a] : [a, b];
  const shared = sharedWords(goes.item.title, stays.item.title, language);
  return { goes, stays, likeness: why.likeness, shared, saidBy };
}

/** Who has been answered stays; then who has more answers, or helped more; then the older. */
function isBetter(one: Subject, other: Subject): boolean {
  const [a, b] = [weightsOf(one), weightsOf(other)];
  const at = a.findIndex((weight, i) => weight !== b[i]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

function weightsOf(subject: Subject): readonly number[] {
  if (subject.kind === 'snippet') {
    const { outdatedAt, helpfulCount, number } = subject.item;
    return [Number(outdatedAt === null), helpfulCount, -number];
  }
  const { state, answerCount, watcherCount, number } = subject.item;
  const rank = { answered: 2, open: 1, closed: 0 } as const;
  return [rank[state], answerCount, watcherCount, -number];
}

function sharedWords(one: string, other: string, language: string): string[] {
  const terms = new Set(contentTerms(other, language));
  const words = one.split(/[^\p{L}\p{N}.#+_-]+/u).filter(Boolean);
  const isShared = (word: string) => {
    const own = contentTerms(word, language);
    return own.length > 0 && own.every((term) => terms.has(term));
  };
  const shared = words.filter(isShared).map((word) => word.toLowerCase());
  return [...new Set(shared)].slice(0, mostShared);
}
