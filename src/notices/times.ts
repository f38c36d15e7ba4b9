import { firstWait, ladder } from '../experts/routing.ts';
import type { Question } from '../model.ts';
import type { Ping } from '../model-owed.ts';
import type { Settings } from '../settings.ts';
import type { Tables } from '../store/store.ts';
import { afterWaking, hoursFrom, type Waking } from './waking.ts';

const minute = 60_000;
const hour = 60 * minute;
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
 * The moments of the ladder: the channel's own first wait, unless one is set, and usually four hours of
 * its working time (whoever is asked has two of them for it), and a day of which weekends are no part.
 */
export async function timesOf(
  tables: Tables,
  { id, channel, createdAt }: Question,
  pings: readonly Ping[],
  set: Settings,
  now: number,
): Promise<Times> {
  const from = (await tables.notices.routedFrom(id)) ?? createdAt;
  const zone = (await tables.schedules.ofChannel(channel.id))?.zone ?? set.zone;
  const hours = hoursFrom(set);
  const working: Waking = { zone, hours };
  const workdays: Waking = { zone, hours: { ...hours, from: 0, until: 24 * 60 } };
  const said = set['first-wait'];
  const wait = said === null ? firstWait(await medianWait(tables, channel.id)) : said * minute;
  const firstAt = afterWaking(working, from, wait);
  const begun = Math.min(...pings.map((ping) => ping.createdAt), Math.max(firstAt, now));
  return {
    firstAt,
    secondAt: Math.max(
      afterWaking(working, from, set['next-wait'] * hour),
      afterWaking(working, begun, ladder.shortestTurn),
    ),
    lastAt: Math.max(
      afterWaking(workdays, from, set['last-wait'] * hour),
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
