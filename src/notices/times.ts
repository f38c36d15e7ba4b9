import { usualHours } from '../experts/preferences.ts';
import { firstWait, ladder } from '../experts/routing.ts';
import type { Question } from '../model.ts';
import type { Ping } from '../model-owed.ts';
import type { Tables } from '../store/store.ts';
import { afterWaking, type Waking } from './waking.ts';

/** The median of fewer first answers says little of a channel. */
const fewestTimed = 5;
const mostTimed = 100;

/** The moments of a question's ladder, for `src/experts/routing.ts`. */
export interface Times {
  readonly firstAt: number;
  readonly secondAt: number;
  readonly lastAt: number;
}

/**
 * The moments of the ladder: the channel's own first wait and four hours of its working time (whoever is
 * asked has two of them for it), and a day of which weekends are no part.
 */
export async function timesOf(
  tables: Tables,
  { id, channel, createdAt }: Question,
  pings: readonly Ping[],
  now: number,
): Promise<Times> {
  const from = (await tables.notices.routedFrom(id)) ?? createdAt;
  const zone = (await tables.schedules.ofChannel(channel.id))?.zone ?? 'UTC';
  const working: Waking = { zone, hours: usualHours };
  const workdays: Waking = { zone, hours: { ...usualHours, from: 0, until: 24 * 60 } };
  const firstAt = afterWaking(working, from, firstWait(await medianWait(tables, channel.id)));
  const begun = Math.min(...pings.map((ping) => ping.createdAt), Math.max(firstAt, now));
  return {
    firstAt,
    secondAt: Math.max(
      afterWaking(working, from, ladder.second),
      afterWaking(working, begun, ladder.shortestTurn),
    ),
    lastAt: Math.max(
      afterWaking(workdays, from, ladder.last),
      ...pings.map((ping) => afterWaking(working, ping.createdAt, ladder.shortestTurn)),
    ),
  };
}

/** How long the channel's newest answered questions waited for their first answer; undefined of few. */
async function medianWait(tables: Tables, channelId: number): Promise<number | undefined> {
  const waits = await tables.activity.firstWaits(channelId, mostTimed);
  return waits.length < fewestTimed
    ? undefined
    : waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)];
}
