import { waitingFor } from './caring.ts';
import type { Check } from './checks.ts';

/** More are said as "at least so many". */
const mostCounted = 100;

/** Whether somebody is there to look at what nobody looks after. */
export const uncared: Check = async ({ store, clock }, actor) => {
  const waiting = await waitingFor(store, actor, clock(), mostCounted);
  if (waiting.length === 0) return [];
  const curators = await store.care.curatorsInTurn(actor.communityId, clock());
  const many = waiting.length === mostCounted ? `${mostCounted} or more` : String(waiting.length);
  const what =
    waiting.length === 1
      ? 'kept answer that nobody looks after waits'
      : 'kept answers that nobody looks after wait';
  const where = 'what is kept';
  if (curators.length === 0) {
    return [
      {
        state: 'lacking',
        where,
        sentence: `${many} ${what} to be verified, and no curator can be asked.`,
        remedy:
          'An admin can appoint one with `settings role @ana curator`; a curator who turned it off gets asked again after `notices on verify`. `snippet due` lists them.',
      },
    ];
  }
  return [
    {
      state: 'well',
      where,
      sentence: `${many} ${what} for a curator's turn: one is asked about three of them each week.`,
      remedy: '`snippet due` lists them; `snippet owner S7` takes one over.',
    },
  ];
};
