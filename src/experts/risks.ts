import { KnownError } from '../errors.ts';
import type { Actor, Person } from '../model.ts';
import { isAllowed } from '../rights.ts';
import type { Demand, Share } from '../store/risks.ts';
import type { World } from '../world.ts';
import { nameable } from './naming.ts';
import { halfLifeDays } from './ranking.ts';

const day = 24 * 60 * 60 * 1000;
const quarter = 90 * day;
/** A topic that so many people hold up is safe. */
const safeBusFactor = 3;
const mostShown = 10;

/** How knowledge of one tag is spread, of what the reader may see. */
export interface Risk {
  readonly tag: string;
  /** Members who answered on it in the last 90 days. */
  readonly active: number;
  /** The share of the decayed answers that the first one gave, 0 to 1. */
  readonly topShare: number;
  /** The fewest people who together gave half of the decayed answers; 0 when there is no answer. */
  readonly busFactor: number;
  /** Questions of the last 90 days, and all that are open. */
  readonly asked: number;
  readonly open: number;
  /** Nobody was active in 90 days. */
  readonly isOrphan: boolean;
  /** On whom it hangs: the people of the bus factor. */
  readonly hangsOn: readonly number[];
}

/** The same, naming those who are here and agreed to be visible. */
export interface NamedRisk extends Risk {
  readonly people: readonly Person[];
}

/**
 * The tags whose knowledge few people hold, those most asked about first: bus factor 2 or less, or
 * nobody active any more, of tags that were asked about in the last 90 days or have open questions.
 */
export function risksOf(shares: readonly Share[], demand: readonly Demand[], now: number): Risk[] {
  const byTag = Map.groupBy(shares, ({ tagId }) => tagId);
  const risks = demand
    .filter(({ asked, open }) => asked + open > 0)
    .map(({ tagId, tag, asked, open }): Risk => {
      const given = (byTag.get(tagId) ?? []).toSorted((a, b) => b.answers - a.answers);
      const total = totalOf(given);
      const hangsOn = heads(given);
      const active = given.filter(({ lastAt }) => now - lastAt < quarter).length;
      const topShare = total === 0 ? 0 : (given[0]?.answers ?? 0) / total;
      const spread = { active, topShare, busFactor: hangsOn.length, hangsOn };
      return { tag, ...spread, asked, open, isOrphan: active === 0 };
    });
  return risks
    .filter(({ busFactor, isOrphan }) => busFactor < safeBusFactor || isOrphan)
    .sort((a, b) => b.asked - a.asked || b.open - a.open || a.tag.localeCompare(b.tag));
}

/** The members on whom one of the tags hangs; nobody of a tag that more of them hold up. */
export function hangingOn(shares: readonly Share[]): number[] {
  const byTag = [...Map.groupBy(shares, ({ tagId }) => tagId).values()];
  const few = byTag.map(heads).filter(({ length }) => length < safeBusFactor);
  return [...new Set(few.flat())];
}

const totalOf = (given: readonly Share[]) => given.reduce((sum, { answers }) => sum + answers, 0);

/** The fewest members who together gave half. */
function heads(shares: readonly Share[]): number[] {
  const given = shares.toSorted((a, b) => b.answers - a.answers);
  const total = totalOf(given);
  const found: number[] = [];
  let sum = 0;
  for (const { memberId, answers } of given) {
    if (sum >= total / 2) break;
    found.push(memberId);
    sum += answers;
  }
  return found;
}

/** What would be lost with whom. */
export function createRisks(world: World) {
  const { store, clock } = world;
  const halfLife = halfLifeDays * day;

  return {
    /** @throws KnownError 'forbidden' for who does not curate. */
    async list(actor: Actor): Promise<{ risks: NamedRisk[]; total: number }> {
      if (!isAllowed(actor, 'see risks')) {
        throw new KnownError(
          'forbidden',
          'Where knowledge is at risk is for curators, who can do something about it.',
        );
      }
      const now = clock();
      const shares = await store.risks.shares(actor, now, halfLife);
      const all = risksOf(shares, await store.risks.demand(actor, now - quarter), now);
      const risks = all.slice(0, mostShown);
      const ids = [...new Set(risks.flatMap(({ hangsOn }) => hangsOn))];
      const visible = await nameable(store, ids, []);
      const named = risks.map((risk) => ({
        ...risk,
        people: risk.hangsOn.flatMap((id) => visible.get(id) ?? []),
      }));
      return { risks: named, total: all.length };
    },
  };
}
