const day = 24 * 60 * 60 * 1000;

/** "Lately" fades by half in this time. */
const recentHalfLife = 7 * day;
/** … and "for long" in this one. */
const steadyHalfLife = 90 * day;
/** How often someone was helped by someone fades by half in this time. */
const helpedHalfLife = 180 * day;
/** Who did nothing in a channel for so long is not active there. */
const activeFor = 90 * day;

/** A count in which everything counts half after a while. */
interface Fading {
  readonly count: number;
  readonly at: number;
}

/** What one member did in one channel, or in all. */
interface Tally {
  acts: number;
  /** Acts by hour of the day, UTC. */
  readonly hours: number[];
  lastAt: number;
  threads: number;
  recent: Fading;
  steady: Fading;
  /** By asker. */
  readonly helped: Map<number, Fading>;
}

/** What is known of a member's doings where the reader may look. */
export interface Doings {
  readonly acts: number;
  /** Those at this hour of any day, counted over three hours (1:2:1). */
  readonly actsAtHour: number;
  readonly lastAt: number;
  /** Threads of others that they answered. */
  readonly threads: number;
  /** The same in the channel of the question, fading: half-life 7 days. */
  readonly recentHere: number;
  /** The same, half-life 90 days. */
  readonly steadyHere: number;
  /** The same of this asker's, fading: half-life 180 days. */
  readonly helpedAsker: number;
}

/** An answer to someone else's question. */
export interface Answered {
  readonly memberId: number;
  readonly askerId: number;
  readonly questionId: number;
  readonly channelId: number;
  readonly at: number;
}

/** What one member did in all channels, and in one. */
interface Tallies {
  readonly all: Tally;
  readonly here: Tally;
}

export type Activity = ReturnType<typeof createActivity>;

/**
 * Who did what when, counted by member and channel: never what was said. Questions that were asked anonymously are not told at all.
 */
export function createActivity() {
  /** By member and channel, and by channel and member. */
  const members = new Map<number, Map<number, Tallies>>();
  const inChannel = new Map<number, Map<number, Tallies>>();
  /** Threads and who answered them. */
  const known = new Set<number>();

  function talliesOf(memberId: number, channelId: number): Tallies {
    const channels = members.get(memberId) ?? new Map<number, Tallies>();
    members.set(memberId, channels);
    const [any] = channels.values();
    const tallies = channels.get(channelId) ?? { all: any?.all ?? newTally(), here: newTally() };
    channels.set(channelId, tallies);
    const others = inChannel.get(channelId) ?? new Map<number, Tallies>();
    inChannel.set(channelId, others.set(memberId, tallies));
    return tallies;
  }

  function act(memberId: number, channelId: number, at: number): readonly Tally[] {
    const { all, here } = talliesOf(memberId, channelId);
    const hour = hourOf(at);
    for (const tally of [all, here]) {
      tally.acts += 1;
      tally.hours[hour] = (tally.hours[hour] ?? 0) + 1;
      tally.lastAt = Math.max(tally.lastAt, at);
    }
    return [all, here];
  }

  return {
    asked: (memberId: number, channelId: number, at: number): void =>
      void act(memberId, channelId, at),

    answered({ memberId, askerId, questionId, channelId, at }: Answered): void {
      const tallies = act(memberId, channelId, at);
      const key = questionId * 2 ** 21 + memberId;
      if (memberId === askerId || known.has(key)) return;
      known.add(key);
      for (const tally of tallies) {
        tally.threads += 1;
        tally.recent = oneMore(tally.recent, at, recentHalfLife);
        tally.steady = oneMore(tally.steady, at, steadyHalfLife);
        tally.helped.set(askerId, oneMore(tally.helped.get(askerId), at, helpedHalfLife));
      }
    },

    /** Who did anything in the channel in the last 90 days, of those who answered others anywhere. */
    activeIn: (channelId: number, now: number): number[] =>
      [...(inChannel.get(channelId) ?? [])].flatMap(([memberId, { all, here }]) =>
        all.threads > 0 && now - here.lastAt < activeFor ? memberId : [],
      ),

    /**
     * What the member did outside of the hidden channels, as of `now`, with regard to a question in a
     * channel by an asker (undefined when that must not be known). Undefined for who did nothing there.
     */
    of(
      memberId: number,
      hidden: ReadonlySet<number>,
      channelId: number,
      askerId: number | undefined,
      now: number,
    ): Doings | undefined {
      const channels = members.get(memberId) ?? new Map<number, Tallies>();
      const hour = hourOf(now);
      const total = { acts: 0, actsAtHour: 0, lastAt: 0, threads: 0, helpedAsker: 0 };
      for (const tally of seenOf(channels, hidden)) {
        total.acts += tally.acts;
        total.actsAtHour += around(tally.hours, hour);
        total.threads += tally.threads;
        total.lastAt = Math.max(total.lastAt, tally.lastAt);
        const helped = askerId === undefined ? undefined : tally.helped.get(askerId);
        total.helpedAsker += faded(helped, now, helpedHalfLife);
      }
      const here = hidden.has(channelId) ? undefined : channels.get(channelId)?.here;
      const recentHere = faded(here?.recent, now, recentHalfLife);
      const steadyHere = faded(here?.steady, now, steadyHalfLife);
      return total.acts === 0 ? undefined : { ...total, recentHere, steadyHere };
    },
  };
}

/** What a member did outside of the hidden channels: mostly one tally of all they did. */
function seenOf(
  channels: ReadonlyMap<number, Tallies>,
  hidden: ReadonlySet<number>,
): readonly Tally[] {
  const seen =
    hidden.size === 0 ? channels : new Map([...channels].filter(([id]) => !hidden.has(id)));
  if (seen.size < channels.size) return [...seen.values()].map(({ here }) => here);
  const [any] = channels.values();
  return any ? [any.all] : [];
}

const hourOf = (at: number) => Math.floor(at / (60 * 60 * 1000)) % 24;

function around(hours: readonly number[], hour: number): number {
  const at = (h: number) => hours[(h + 24) % 24] ?? 0;
  return (at(hour - 1) + 2 * at(hour) + at(hour + 1)) / 4;
}

const newTally = (): Tally => ({
  acts: 0,
  hours: Array.from({ length: 24 }, () => 0),
  lastAt: 0,
  threads: 0,
  recent: { count: 0, at: 0 },
  steady: { count: 0, at: 0 },
  helped: new Map(),
});

const faded = (fading: Fading | undefined, now: number, halfLife: number) =>
  fading === undefined ? 0 : fading.count * 2 ** (-Math.max(0, now - fading.at) / halfLife);

/** Counted as of the newest, whatever the order in which they come. */
function oneMore(fading: Fading | undefined, at: number, halfLife: number): Fading {
  const newest = Math.max(at, fading?.at ?? at);
  const count = faded(fading, newest, halfLife) + faded({ count: 1, at }, newest, halfLife);
  return { count, at: newest };
}
