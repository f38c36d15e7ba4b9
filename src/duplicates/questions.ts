import { KnownError } from '../errors.ts';
import type { Actor, Question } from '../model.ts';
import { oweMerged, owePartedAgain } from '../notices/owed-merges.ts';
import { found } from '../questions.ts';
import type { Tables } from '../store/store.ts';
import { act, mayCurate, type World } from '../world.ts';
import { partThrough } from './carrying.ts';
import { carryingQuestions } from './carrying-questions.ts';
import { mustCurate, mustStayInside } from './rights.ts';

/** A merge, as it is afterwards: the one that was merged, and the one that it leads to. */
export interface MergedQuestions {
  readonly gone: Question;
  readonly kept: Question;
}

/** Merging questions that ask the same, and taking that back. */
export function createQuestionMerging(world: World) {
  return {
    /**
     * Lets the question lead to the other, with its answers, followers and tags. For curators; who
     * asked it may do it while it is open.
     * @throws KnownError 'forbidden' to others, and when something would leave a private channel;
     * 'conflict' when it was merged before, or the other is closed.
     */
    merge: (actor: Actor, number: number, intoNumber: number): Promise<MergedQuestions> =>
      act(world, actor, async (tables, now) => {
        const gone = await found(tables, actor, number);
        const kept = await found(tables, actor, intoNumber);
        mustBeTwo(gone, kept, number);
        mustMayMerge(actor, gone);
        mustStayInside(gone.channel, kept.channel);
        if (kept.state === 'closed') {
          throw new KnownError(
            'conflict',
            `#${kept.number} is closed. Reopen it first, or merge it into #${number}.`,
          );
        }
        const carrying = carryingQuestions(tables);
        await carrying.merge(gone.id, kept.id, { id: actor.memberId, now });
        await carrying.index(kept.id);
        await oweMerged(tables, { gone, kept, byId: actor.memberId }, now);
        await audit(tables, actor, 'merge question', `#${number} into #${kept.number}`, gone, now);
        return both(tables, actor, gone, kept.id);
      }),

    /**
     * Brings the question back as it was, with its answers. What was said since stays where it was said.
     * For curators, and for who asked it and merged it.
     */
    part: (actor: Actor, number: number): Promise<MergedQuestions> =>
      act(world, actor, async (tables, now) => {
        const seen = await found(tables, actor, number);
        const merged = await tables.merging.ofNumber(actor.communityId, number);
        if (!merged) {
          throw new KnownError('conflict', `#${number} is not merged: there is nothing to undo.`);
        }
        const isOwn =
          merged.byId === actor.memberId &&
          (await tables.concerned.authorOf(merged.id)) === actor.memberId;
        if (!isOwn) mustCurate(actor, 'undo a merge');
        const touched = await partThrough(carryingQuestions(tables), merged);
        const [gone = seen] = await tables.questions.byIds(actor, [merged.id]);
        await owePartedAgain(tables, actor, { goneId: gone.id, touched }, now);
        await audit(tables, actor, 'undo merge', `#${number}`, gone, now);
        return both(tables, actor, gone, merged.intoId);
      }),
  };
}

async function both(
  tables: Tables,
  actor: Actor,
  gone: Question,
  keptId: number,
): Promise<MergedQuestions> {
  const now = await tables.questions.byIds(actor, [gone.id, keptId]);
  const of = (id: number) => now.find((question) => question.id === id) ?? gone;
  return { gone: of(gone.id), kept: of(keptId) };
}

function mustBeTwo(gone: Question, kept: Question, number: number): void {
  if (gone.askedAs !== undefined || gone.mergedInto !== undefined) {
    const where = gone.askedAs === undefined ? 'another question' : `#${gone.number}`;
    throw new KnownError(
      'conflict',
      `#${number} was merged into ${where} before. \`duplicates undo ${number}\` takes that back.`,
    );
  }
  if (gone.id === kept.id) {
    throw new KnownError(
      'conflict',
      kept.askedAs === undefined
        ? 'A question cannot be merged into itself. Name two.'
        : `#${kept.askedAs} was merged into #${number} before. \`duplicates undo ${kept.askedAs}\` takes that back.`,
    );
  }
}

function mustMayMerge(actor: Actor, gone: Question): void {
  const isMine = gone.author.id === actor.memberId;
  if (isMine && gone.state === 'answered' && !mayCurate(actor)) {
    throw new KnownError(
      'forbidden',
      `#${gone.number} is answered: a curator has to merge it. \`duplicate\` shows it to them.`,
    );
  }
  if (!isMine) mustCurate(actor, 'merge what others asked');
}

async function audit(
  tables: Tables,
  actor: Actor,
  what: string,
  subject: string,
  { author }: Question,
  now: number,
): Promise<void> {
  if (author.id === actor.memberId) return;
  const entry = { act: what, subject, memberId: actor.memberId, at: now };
  await tables.audit.add(actor.communityId, entry);
}
