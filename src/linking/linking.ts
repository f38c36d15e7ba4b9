import { partAcross } from '../duplicates/parting.ts';
import { KnownError } from '../errors.ts';
import type { Actor } from '../model.ts';
import type { CodePlace, JoinPreview, LinkCode, Side } from '../model-linking.ts';
import { oweCard } from '../notices/owed.ts';
import { indexStale } from '../search/documents.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { makeCode, placeOf, takeCode, wordLasts } from './codes.ts';

const day = 24 * 60 * 60 * 1000;
/** Cards with new numbers are shown anew, the newest first and one at a time. */
const cardEvery = 3_000;
const mostCards = 500;
const cardsFrom = 30 * day;

/** What an admin sees of their community's being linked. */
export interface Linked {
  readonly sides: readonly Side[];
  /** The side of the workspace where they stand. */
  readonly own: number | undefined;
  /** Who typed this community's code, and waits to be let in. */
  readonly waiting: { readonly code: number; readonly preview: JoinPreview } | undefined;
}

/** Workspaces of two communities become one community, and part again. For admins. */
export function createLinking(world: World) {
  const { store } = world;

  async function waitingFor(tables: Tables, actor: Actor, now: number) {
    const { communityId } = actor;
    const code = await tables.linking.codes.waiting('community', { communityId }, now);
    return code?.typed ? { code, typed: code.typed } : undefined;
  }

  /** @throws KnownError 'not_found' when that code does not wait for this community's word. */
  async function theWaiting(tables: Tables, actor: Actor, id: number, now: number) {
    const waiting = await waitingFor(tables, actor, now);
    if (waiting?.code.id === id) return waiting;
    throw new KnownError(
      'not_found',
      'Nobody waits to be linked by that any more. `settings link` shows where things stand.',
    );
  }

  return {
    /** @throws KnownError 'forbidden' unless an admin asks. */
    async state(actor: Actor): Promise<Linked> {
      mustAdminister(actor);
      const waiting = await waitingFor(store, actor, world.clock());
      return {
        sides: await store.linking.sides(actor.communityId),
        own: await store.linking.sideOf(actor.channel.workspaceId),
        waiting: waiting && {
          code: waiting.code.id,
          preview: await store.linking.preview(actor.communityId, waiting.typed.communityId),
        },
      };
    },

    /** Makes the code that an admin of the other workspace is to type. It is shown once. */
    makeCode: (actor: Actor): Promise<string> =>
      act(world, actor, async (tables, now) => {
        mustAdminister(actor);
        await audit(tables, actor, 'make a code to link', now);
        return makeCode(world, tables, 'community', actor, now);
      }),

    /** Says that this community wants to join the one whose code it is. Nothing is joined yet. */
    async typeCode(actor: Actor, code: string): Promise<void> {
      mustAdminister(actor);
      await takeCode(world, actor, { kind: 'community', code }, async (tables, found, now) => {
        if (found.made.communityId === actor.communityId) throw same();
        await tables.linking.codes.type(found.id, placeOf(actor), now + wordLasts);
        await audit(tables, actor, 'type a code to link', now);
        await tell(tables, found, found.made, 'typed', '', now);
        return true;
      });
    },

    /** Refuses who typed the code. */
    refuse: (actor: Actor, codeId: number): Promise<void> =>
      act(world, actor, async (tables, now) => {
        mustAdminister(actor);
        const { code, typed } = await theWaiting(tables, actor, codeId, now);
        await tables.linking.codes.end(code.id, 'void');
        await audit(tables, actor, 'refuse to link', now);
        await tell(tables, code, typed, 'refused', '', now);
      }),

    /**
     * Makes one community of the two: who typed the code joins this one. All of it is done, or nothing.
     * @throws KnownError 'conflict' when they are one already.
     */
    async join(actor: Actor, codeId: number): Promise<JoinPreview> {
      const preview = await act(world, actor, async (tables, now) => {
        mustAdminister(actor);
        const { code, typed } = await theWaiting(tables, actor, codeId, now);
        if (typed.communityId === actor.communityId) throw same();
        const [host, joining] = await Promise.all(
          [actor.communityId, typed.communityId].map((id) => tables.communities.byId(id)),
        );
        if (!host || !joining) throw same();
        const brought = await tables.linking.preview(actor.communityId, typed.communityId);
        await tables.linking.codes.end(code.id, 'done');
        await audit(tables, actor, `link “${joining.name}”`, now);
        const theirs = { act: `link to “${host.name}”`, subject: 'community', at: now };
        await tables.audit.add(typed.communityId, { ...theirs, memberId: typed.memberId });
        await tables.linking.join(actor.communityId, typed.communityId, now);
        const side = await tables.linking.sideOf(typed.workspaceId);
        await oweCards(
          tables,
          await tables.linking.cardsOf(side ?? 0, now - cardsFrom, mostCards),
          now,
        );
        const at = { ...typed, communityId: actor.communityId };
        await tell(tables, code, at, 'joined', host.name, now);
        return brought;
      });
      if (preview.language !== null) await indexStale(store);
      return preview;
    },

    /**
     * Takes a side out of the community again: their own, or, for the host's admins, any.
     * @throws KnownError 'not_found' when there is no such side here, 'forbidden' for another's.
     */
    async part(actor: Actor, sideId: number): Promise<Side> {
      const left = await act(world, actor, async (tables, now) => {
        mustAdminister(actor);
        const { communityId, channel } = actor;
        const sides = await tables.linking.sides(communityId);
        const chosen = sides.find(({ id }) => id === sideId);
        if (!chosen) throw new KnownError('not_found', 'These are not linked any more.');
        const own = await tables.linking.sideOf(channel.workspaceId);
        const isHost = sides.some(({ id, isHost: hosts }) => hosts && id === own);
        if (sides.length > 2 && own !== sideId && !isHost) {
          throw new KnownError(
            'forbidden',
            'Only their own admins, or those whom all joined, take that side out. You can take out yours.',
          );
        }
        // Of two it is the one that joined who goes: for both it comes to the same.
        const leaving =
          chosen.isHost && sides.length === 2 ? sides.find(({ isHost: hosts }) => !hosts) : chosen;
        if (!leaving) throw new KnownError('not_found', 'These are not linked any more.');
        const cards = await tables.linking.cardsOf(leaving.id, now - cardsFrom, mostCards);
        await audit(tables, actor, `unlink “${leaving.name}”`, now);
        await partAcross(tables, communityId, leaving.id);
        const into = await tables.linking.part(communityId, leaving.id, now);
        await oweCards(tables, cards, now);
        for (const id of [communityId, into]) await tellAdmin(tables, id, actor.memberId, now);
        return chosen;
      });
      await indexStale(store);
      return left;
    },
  };
}

const same = () =>
  new KnownError('conflict', 'That is this very community: its workspaces are linked already.');

export function mustAdminister(actor: Actor): void {
  if (actor.member.role === 'admin' && !actor.isGuest) return;
  throw new KnownError(
    'forbidden',
    'Only who administers this workspace can link it to another, or unlink it. Ask one of them.',
  );
}

async function audit(tables: Tables, actor: Actor, did: string, at: number): Promise<void> {
  const entry = { act: did, subject: 'community', memberId: actor.memberId, at };
  await tables.audit.add(actor.communityId, entry);
}

async function oweCards(tables: Tables, ids: readonly number[], now: number): Promise<void> {
  let i = 0;
  for (const id of ids) {
    const about = await tables.concerned.whereabouts(id);
    const question =
      about &&
      (await tables.questions.find({ ...about, memberId: 0, isGuest: false }, about.number));
    if (question) await oweCard(tables, question, now, now + i * cardEvery);
    i += 1;
  }
}

type News = 'typed' | 'refused' | 'joined' | 'parted';

/** Tells an admin in private what came of a code of theirs. */
async function tell(
  tables: Tables,
  { id }: Pick<LinkCode, 'id'>,
  to: CodePlace,
  news: News,
  name: string,
  now: number,
): Promise<void> {
  await tables.notices.add(
    {
      communityId: to.communityId,
      key: `link:${id}:${news}:${now}`,
      kind: 'link',
      workspaceId: to.workspaceId,
      memberId: to.memberId,
      details: { link: { news, name } },
      dueAt: now,
    },
    now,
  );
}

async function tellAdmin(
  tables: Tables,
  communityId: number,
  except: number,
  now: number,
): Promise<void> {
  const admin = await tables.members.firstAdmin(communityId);
  if (!admin || admin.id === except) return;
  const workspaceId = await tables.recipients.workspaceOf(admin.id, 0);
  if (workspaceId === undefined) return;
  const to = { communityId, workspaceId, channelId: 0, memberId: admin.id };
  await tell(tables, { id: communityId }, to, 'parted', '', now);
}
