import { KnownError } from '../errors.ts';
import type { Actor } from '../model.ts';
import { isAllowed } from '../rights.ts';
import type { OwnEndorsement } from '../store/claims.ts';
import type { Page, Paged } from '../store/page.ts';
import type { Tables } from '../store/store.ts';
import type { Dispute, EvidenceName, OwnAnswer } from '../store/withheld.ts';
import { cleanLine } from '../text.ts';
import { act, type World } from '../world.ts';
import { knownTag } from './expertise.ts';

const longestReason = 300;
const forCurators =
  'Disputes are looked at by curators. What you disputed yourself stays hidden until you show it again.';

/** As people name evidence: an answer of theirs, `42.1`, or who endorsed them on what. */
export type SaidEvidence =
  | { readonly question: number; readonly answer: number }
  | { readonly endorser: string; readonly tag: string };

/** All that speaks for a member, for themselves alone. */
export interface OwnEvidence extends Paged<OwnAnswer> {
  readonly endorsements: readonly OwnEndorsement[];
  /** Tags to which they said "not me". */
  readonly notMe: readonly string[];
}

/** What members do about evidence of their own: hide it, show it again, dispute it, say "not me". */
export function createWithholding(world: World) {
  return {
    /** From now on it is neither shown nor counted. */
    hide: (actor: Actor, said: SaidEvidence): Promise<void> =>
      act(world, actor, async (tables, now) => {
        await tables.withheld.add(actor.memberId, await mine(tables, actor, said), null, now);
      }),

    show: (actor: Actor, said: SaidEvidence): Promise<void> =>
      act(world, actor, async (tables) => {
        if (await tables.withheld.remove(actor.memberId, await mine(tables, actor, said))) return;
        throw new KnownError('conflict', 'You do not hide that, so it is shown already.');
      }),

    /** The same as hiding it, and curators are told why. */
    dispute: (actor: Actor, said: SaidEvidence, reason: string): Promise<void> =>
      act(world, actor, async (tables, now) => {
        const why = cleanLine(reason);
        if (why === '' || why.length > longestReason) {
          throw new KnownError(
            'invalid',
            `Say in one sentence of at most ${longestReason} characters what is wrong with it.`,
          );
        }
        await tables.withheld.add(actor.memberId, await mine(tables, actor, said), why, now);
      }),

    /** A page of the actor's answers to others, newest first, and who endorsed them on what. */
    async mine(actor: Actor, page: Page): Promise<OwnEvidence> {
      const { items, total } = await world.store.withheld.answersOf(actor, page);
      const endorsements = await world.store.expertise.endorsementsOf(actor.memberId);
      const notMe = await world.store.expertise.declinedBy(actor.memberId);
      return { items, total, endorsements, notMe };
    },

    /** What curators have to look at. @throws KnownError 'forbidden' for everyone else. */
    async disputes(actor: Actor): Promise<Dispute[]> {
      if (!isAllowed(actor, 'settle dispute')) {
        throw new KnownError('forbidden', forCurators);
      }
      return world.store.withheld.disputes(actor);
    },

    /** A curator has looked at it: it stays hidden, and leaves the list. */
    settle: (actor: Actor, id: number): Promise<void> =>
      act(world, actor, async (tables, now) => {
        if (!isAllowed(actor, 'settle dispute')) {
          throw new KnownError('forbidden', forCurators);
        }
        if (!(await tables.withheld.settle(actor.communityId, id, now))) {
          throw new KnownError('not_found', 'There is no such open dispute any more.');
        }
        const entry = { act: 'settle dispute', subject: String(id), memberId: actor.memberId };
        await tables.audit.add(actor.communityId, { ...entry, at: now });
      }),

    /** "Not me": no questions on the topic, and nobody finds the actor for it. Undone, if `undo`. */
    notMe: (actor: Actor, name: string, undo: boolean): Promise<string> =>
      act(world, actor, async (tables, now) => {
        const tag = await knownTag(tables, actor, name);
        if (undo) await tables.expertise.undecline(actor.memberId, [tag.id]);
        else await tables.expertise.decline(actor.memberId, tag.id, now);
        return tag.name;
      }),
  };
}

/** @throws KnownError 'not_found' for what is not the actor's evidence. */
async function mine(tables: Tables, actor: Actor, said: SaidEvidence): Promise<EvidenceName> {
  if ('question' in said) {
    const question = await tables.questions.find(actor, said.question);
    const answers = question ? await tables.answers.of(actor, question.id) : [];
    const answer = answers.find(({ number }) => number === said.answer);
    if (answer?.author.id === actor.memberId) return { answerId: answer.id };
    throw new KnownError(
      'not_found',
      `There is no answer ${said.question}.${said.answer} of yours. \`expertise list\` shows your evidence.`,
    );
  }
  const endorser = await tables.members.byHandle(actor.communityId, said.endorser);
  const all = await tables.expertise.endorsementsOf(actor.memberId);
  const found = all.find((one) => one.endorserId === endorser?.id && one.tag === said.tag);
  if (found) return { tagId: found.tagId, endorserId: found.endorserId };
  throw new KnownError(
    'not_found',
    `@${said.endorser} has not endorsed you on #${said.tag}. \`expertise list\` shows your evidence.`,
  );
}
