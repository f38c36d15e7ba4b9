import { availabilityOf } from './experts/availability.ts';
import type { ExpertFinder } from './experts/experts.ts';
import type { Reader, Snippet } from './model.ts';
import type { CareStep } from './model-care.ts';
import type { InCare } from './store/care.ts';
import type { Store, Tables } from './store/store.ts';
import { anywhere, everyoneIn, nobodyIn, type World } from './world.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const week = 7 * day;
/** One is asked about so many at once, once a week; and owes us an answer about no more as an expert. */
const mostAtOnce = 3;
/** Silence for so long means that somebody else is asked. */
const silence = 14 * day;
/** Looking for what is due is a walk over what is kept: it is done so often, for so many each time. */
const lookEvery = hour;
const mostMoved = 25;
const mostMembers = 200;

/** Who is to be asked about something; null for a curator in their turn. */
interface Asking {
  readonly snippet: InCare;
  readonly step: CareStep;
  readonly memberId: number | null;
}

type Looked = Pick<Tables, 'care' | 'snippets'>;

/** What the reader is asked about, the longest unverified first. */
export async function askedOf(
  tables: Looked,
  reader: Reader,
  now: number,
  limit: number,
): Promise<Snippet[]> {
  return inOrder(tables, reader, await tables.care.dueTo(reader, now, { limit, isNew: false }));
}

/** What they are to be asked about next, as much as is asked at once; nothing of who may not be asked now. */
export async function toAskOf(tables: Looked, reader: Reader, now: number): Promise<Snippet[]> {
  const [who] = await tables.care.askable([reader.memberId], now);
  if (who === undefined) return [];
  const asking = { limit: mostAtOnce, isNew: true };
  return inOrder(tables, reader, await tables.care.dueTo(reader, now, asking));
}

/** What waits for a curator, as far as the reader may see it. */
export async function waitingFor(
  tables: Looked,
  reader: Reader,
  now: number,
  limit: number,
): Promise<Snippet[]> {
  return inOrder(tables, reader, await tables.care.waitingFor(reader, now, limit));
}

async function inOrder(tables: Looked, reader: Reader, ids: readonly number[]): Promise<Snippet[]> {
  const found = await tables.snippets.byIds(reader, ids);
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}

/**
 * Sees to it that somebody is asked about everything that is due: its owner, or who vouched for it; then
 * who knows its topic best; then the curators, one a week, in turn. Nobody is asked about more than three
 * at once or more than once a week, nobody twice about the same before it is verified, and nobody who
 * turned it off.
 */
export function createCaring({ store }: World, experts: ExpertFinder) {
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Finds whom to ask next about it; `given` is who is to be asked about others already. */
  async function next(
    snippet: InCare,
    given: readonly Asking[],
    now: number,
  ): Promise<Omit<Asking, 'snippet'>> {
    const { id, step, memberId } = snippet;
    const passed = new Set(await store.care.passedOn(id));
    if (memberId !== null) passed.add(memberId);
    if (step === undefined || step === 'owner') {
      const owners = [snippet.ownerId, snippet.verifierId].filter((one) => one !== null);
      const askable = await askableAmong(owners, passed, now);
      const owner = await firstThatSees(snippet, askable);
      if (owner !== undefined) return { step: 'owner', memberId: owner };
    }
    if (step !== 'curator') {
      const expert = await bestExpert(snippet, { passed, given }, now);
      if (expert !== undefined) return { step: 'expert', memberId: expert };
    }
    return { step: 'curator', memberId: null };
  }

  /** All at once: whoever is stopped in the middle has asked nobody. */
  async function moveOn(waiting: readonly InCare[], now: number): Promise<void> {
    const given: Asking[] = [];
    for (const snippet of waiting) given.push({ snippet, ...(await next(snippet, given, now)) });
    if (given.length === 0) return;
    await store.write(async ({ care }) => {
      for (const { snippet, step, memberId } of given) {
        if (snippet.memberId !== null) await care.pass(snippet.id, snippet.memberId);
        await care.assign(snippet, step, memberId, now);
      }
    });
  }

  async function askableAmong(
    ids: readonly number[],
    passed: ReadonlySet<number>,
    now: number,
  ): Promise<number[]> {
    return store.care.askable(
      [...new Set(ids)].filter((id) => !passed.has(id)),
      now,
    );
  }

  /** Where they stand does not matter: they are asked alone. */
  async function firstThatSees(
    { id, communityId }: InCare,
    memberIds: readonly number[],
  ): Promise<number | undefined> {
    for (const memberId of memberIds) {
      if (await sees(store, communityId, memberId, id)) return memberId;
    }
    return undefined;
  }

  /** Who answers most on its topics, may see it, and is not away or asked enough already. */
  async function bestExpert(
    waiting: InCare,
    { passed, given }: { readonly passed: ReadonlySet<number>; readonly given: readonly Asking[] },
    now: number,
  ): Promise<number | undefined> {
    const { id, communityId, channelId } = waiting;
    const place = await store.recipients.channel(channelId);
    if (!place) return undefined;
    const everyone = everyoneIn(place.channel, nobodyIn(communityId));
    const [snippet] = await store.snippets.byIds(everyone, [id]);
    if (!snippet) return undefined;
    const topics = snippet.tags.length > 0 ? snippet.tags : [snippet.title];
    const known: number[] = [];
    for (const topic of topics.slice(0, mostAtOnce)) {
      const { shown, declared } = await experts.onTopic(everyone, topic);
      known.push(...[...shown, ...declared].map(({ member }) => member.id));
    }
    const tags = await store.tags.named(communityId, snippet.tags);
    const declined = await store.expertise.declinedIn(tags.map((tag) => tag.id));
    const wanted = known.filter((memberId) => !declined.has(memberId));
    const candidates = await askableAmong(wanted, passed, now);
    const limits = await availabilityOf(store, candidates, now);
    const load = await store.care.loadOf(candidates);
    for (const candidate of candidates) {
      const more = given.filter(({ memberId }) => memberId === candidate).length;
      const isFull = (load.get(candidate) ?? 0) + more >= mostAtOnce;
      if (limits.get(candidate)?.weeklyLimit === 0 || isFull) continue;
      if (await sees(store, communityId, candidate, id)) return candidate;
    }
    return undefined;
  }

  /** Each week it is another curator's turn, with the three that wait longest. */
  async function takeTurns(now: number): Promise<void> {
    for (const communityId of await store.care.communitiesWaiting()) {
      if (now - (await store.care.lastTurn(communityId)) < week) continue;
      const curators = await store.care.curatorsInTurn(communityId, now);
      const waiting = await store.care.waiting(communityId, now, mostMoved);
      for (const curator of curators) {
        const { given, again } = await turnOf(curator, curators, waiting);
        if (given.length === 0) continue;
        await store.write(async ({ care }) => {
          for (const { id } of again) await care.forgetPasses(id);
          for (const snippet of given) await care.assign(snippet, 'curator', curator, now);
          await care.noteTurn(communityId, curator, now);
        });
        break;
      }
    }
  }

  /** What the curator gets: what they may see and did not pass on, or, `again`, all of them did. */
  async function turnOf(
    curator: number,
    curators: readonly number[],
    waiting: readonly InCare[],
  ): Promise<{ readonly given: readonly InCare[]; readonly again: readonly InCare[] }> {
    const given: InCare[] = [];
    const again: InCare[] = [];
    for (const snippet of waiting) {
      if (given.length === mostAtOnce) break;
      if (!(await sees(store, snippet.communityId, curator, snippet.id))) continue;
      const passed = await store.care.passedOn(snippet.id);
      if (curators.every((id) => passed.has(id))) again.push(snippet);
      else if (passed.has(curator)) continue;
      given.push(snippet);
    }
    return { given, again };
  }

  return {
    /** Decides whom to ask and owes them a word; what it is about is decided when it is sent. */
    async owe(now: number): Promise<void> {
      if (Math.abs(now - lookedAt) < lookEvery) return;
      lookedAt = now;
      await store.care.removeDone(now);
      const stuck = await store.care.stuck(now, now - silence, mostMoved);
      const fresh = await store.care.unassigned(now, mostMoved);
      await moveOn([...stuck, ...fresh], now);
      await takeTurns(now);
      const members = await store.care.toAsk(now - week, mostMembers);
      if (members.length === 0) return;
      await store.write(async (tables) => {
        for (const { memberId, communityId } of members) {
          const workspaceId = await tables.recipients.workspaceOf(memberId, 0);
          if (workspaceId === undefined) continue;
          const key = `verify:${memberId}:${Math.floor(now / day)}`;
          const notice = { key, kind: 'verify', dueAt: now } as const;
          await tables.notices.add({ ...notice, communityId, workspaceId, memberId }, now);
        }
      });
    },
  };
}

async function sees(
  store: Store,
  communityId: number,
  memberId: number,
  snippetId: number,
): Promise<boolean> {
  const reader = await anywhere(store, { communityId, memberId });
  return (await store.snippets.byIds(reader, [snippetId])).length > 0;
}
