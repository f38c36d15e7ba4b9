import { removeQuestion } from './duplicates/carrying-questions.ts';
import { KnownError } from './errors.ts';
import type { Actor, Member } from './model.ts';
import { oweGone } from './notices/gone.ts';
import { oweCard } from './notices/owed.ts';
import { isAllowed } from './rights.ts';
import { indexStale } from './search/documents.ts';
import type { HeldRows } from './store/privacy.ts';
import type { Tables } from './store/store.ts';
import { act, type World } from './world.ts';

/** All that is held on a member. */
export interface Holding {
  readonly community: string;
  readonly member: Member;
  readonly madeAt: number;
  readonly held: readonly HeldRows[];
}

/** What forgetting a member would do. */
export interface Forgetting {
  readonly member: Member;
  readonly isSelf: boolean;
  readonly questions: number;
  /** Of the questions, those that go with them. */
  readonly unanswered: number;
  readonly answers: number;
  readonly snippets: number;
}

/** What a member can do about what is held on them. */
export function createPrivacy(world: World) {
  const { store, clock, newRef } = world;

  return {
    /** Everything that is held on the actor. */
    export: (actor: Actor): Promise<Holding> =>
      store.read(async (tables) => {
        const { communityId, memberId } = actor;
        const [member] = await tables.members.byIds([memberId]);
        if (!member) throw gone();
        const community = (await tables.communities.all()).find(({ id }) => id === communityId);
        const held = await tables.privacy.held(memberId);
        return { community: community?.name ?? '', member, madeAt: clock(), held };
      }),

    /**
     * What forgetting the actor, or a member who left, would do; nothing is done.
     * @throws KnownError 'forbidden' for somebody else who is still here, or to who is no curator.
     */
    preview: (actor: Actor, member: Member | undefined): Promise<Forgetting> =>
      store.read(async (tables) => {
        const who = await whom(tables, actor, member?.id);
        return {
          member: who,
          isSelf: who.id === actor.memberId,
          ...(await tables.privacy.counts(who.id)),
        };
      }),

    /**
     * Forgets the actor, or a member who left: what they gave others stays without their name, all else
     * is gone from the database, its index and its log.
     * @throws KnownError as `preview` does.
     */
    async forget(actor: Actor, memberId: number): Promise<void> {
      await act(world, actor, async (tables, now) => {
        const member = await whom(tables, actor, memberId);
        const as = `former-${member.id}`;
        const externalIds = await tables.forgetting.externalIds(member.id);
        const lonely = await tables.privacy.lonely(member.id);
        for (const { id, number, channelId } of lonely) {
          await oweGone(tables, { ...member, number, channelId }, now);
          await removeQuestion(tables, id, now);
        }
        const onCards = await tables.privacy.onCards(member.id);
        await tables.forgetting.removeRevisions(member.id);
        await tables.forgetting.removeSources(member.id);
        await tables.forgetting.applyFates(member.id);
        await tables.forgetting.removeOutcomes();
        await tables.forgetting.unmention({ ...member, as }, externalIds);
        await tables.forgetting.removeTraces(externalIds, newRef);
        await tables.forgetting.rename({ ...member, as }, newRef());
        await oweCards(tables, actor.communityId, onCards, now);
        const by = member.id === actor.memberId ? null : actor.memberId;
        const entry = { act: 'forget member', subject: `@${as}`, memberId: by, at: now };
        await tables.audit.add(actor.communityId, entry);
      });
      // What members wrote of them is found by other words now.
      await indexStale(store);
      await store.scrub();
    },
  };
}

/** The member who is to be forgotten, if the actor may bring that about. */
async function whom(tables: Tables, actor: Actor, id = actor.memberId): Promise<Member> {
  const [member] = await tables.members.byIds([id]);
  if (!member || member.communityId !== actor.communityId) throw gone();
  if (id === actor.memberId) {
    const others = await tables.members.countAdmins(actor.communityId, id);
    if (member.role === 'admin' && others === 0) {
      throw new KnownError(
        'conflict',
        'You are the only admin here. Make somebody else one first: `settings role @name admin`.',
      );
    }
    return member;
  }
  if (!isAllowed(actor, 'forget who is gone')) {
    throw new KnownError('forbidden', 'You can have yourself forgotten, and nobody else.');
  }
  if (await tables.forgetting.isHere(id)) {
    throw new KnownError(
      'forbidden',
      `@${member.handle} is still here: they alone can say \`privacy forget\`.`,
    );
  }
  return member;
}

/** Cards that named them are shown anew. */
async function oweCards(
  tables: Tables,
  communityId: number,
  questionIds: readonly number[],
  now: number,
): Promise<void> {
  for (const id of questionIds) {
    const about = await tables.concerned.whereabouts(id);
    const reader = about && {
      communityId,
      memberId: 0,
      channelId: about.channelId,
      isGuest: false,
    };
    const question = reader && (await tables.questions.find(reader, about.number));
    if (question) await oweCard(tables, question, now);
  }
}

const gone = () => new KnownError('not_found', 'There is no such member here any more.');
