import { withPlatforms } from '../commands/kit/elsewhere.ts';
import type { View } from '../commands/kit/view.ts';
import { noticeView } from '../commands/views/notices.ts';
import type { Core } from '../src/core.ts';
import { unreachable } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import type { Notice } from '../src/model-owed.ts';
import type { Task } from '../src/notices/notices.ts';
import type { Adapter, Posted } from './adapter.ts';
import { fingerprint } from './fingerprint.ts';

/** As many as are in hand at once; all of them are over long before their leases. */
const inHand = 5;
/** It looks at least so often: another process, or a clock that is set, tells it nothing. */
const longestRest = 30_000;
const shortestRest = 250;
/** After an invocation its reply goes out first. */
const afterPoke = 20;

export interface Courier {
  /** Delivers everything that is due; gives how many notices were taken in hand. */
  run(): Promise<number>;
  /** Delivers whenever something falls due, until it is stopped. */
  start(): void;
  /** Looks now: something may be due at once. */
  poke(): void;
  /** Ends it; what is in hand is finished first. */
  stop(): Promise<void>;
}

/**
 * Carries what is owed to where it belongs. Several may run over one store: each notice is in hand of
 * one of them, and a post whose outcome nobody knows is looked for by its key before it is repeated.
 */
export function createCourier(options: {
  readonly core: Pick<Core, 'notices' | 'cards' | 'clock' | 'accountLinks'>;
  readonly adapters: readonly Adapter[];
  readonly log: Log;
  /** A number in [0, 1), which spreads retries. */
  readonly random: () => number;
}): Courier {
  const { core, adapters, log, random } = options;
  const { notices } = core;
  const platforms = adapters.map(({ platform }) => platform);
  let running: Promise<number> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStarted = false;
  let isPoked = false;

  async function deliver(notice: Notice): Promise<void> {
    const event = { event: 'notice', notice: notice.id, kind: notice.kind };
    try {
      const task = await notices.prepare(notice);
      if (task.kind === 'nothing') return log.info({ ...event, outcome: task.why });
      const { to, matter, key } = task;
      const adapter = adapters.find(({ platform }) => platform === to.platform);
      if (!adapter) return;
      const view = await withPlatforms(
        noticeView(matter),
        core.accountLinks,
        notice.communityId,
        to.platform,
      );
      const posted =
        (await standing(task, view, notice)) ??
        (await post(adapter, () => adapter.post(to, view, key)));
      await settle(notice, posted, (message) => notices.delivered(notice, message, matter));
      log.info({ ...event, outcome: posted.kind, attempts: notice.attempts });
    } catch (error) {
      log.error({ ...event, outcome: 'bug', err: error });
      await notices.failed(notice, 'something of ours broke', 0, random());
    }
  }

  /** A card that came to say this since it was owed, because whoever heard the change saw to it. */
  async function standing(
    { to, matter, key }: Pick<Extract<Task, { kind: 'post' }>, 'to' | 'matter' | 'key'>,
    view: View,
    { createdAt }: Notice,
  ): Promise<Posted | undefined> {
    if (matter.kind !== 'card' || to.kind !== 'channel') return undefined;
    const card = await core.cards.find(to.channel.id, key);
    const { message = null, shown = null, shownAt = null } = card ?? {};
    const isShown = shown === fingerprint(view) && shownAt !== null && shownAt >= createdAt;
    return isShown && message !== null ? { kind: 'stands', message } : undefined;
  }

  async function post(adapter: Adapter, send: () => Promise<Posted>): Promise<Posted> {
    try {
      return await send();
    } catch (error) {
      log.error({ event: 'post failed', platform: adapter.platform, err: error });
      return { kind: 'unknown', why: 'the post broke off' };
    }
  }

  async function settle(
    notice: Notice,
    posted: Posted,
    stands: (message: string) => Promise<void>,
  ): Promise<void> {
    switch (posted.kind) {
      case 'stands':
        return stands(posted.message);
      case 'later':
        return notices.failed(notice, posted.why, posted.afterMs, random());
      case 'unknown':
        return notices.failed(notice, posted.why, 0, random());
      case 'refused':
        return notices.refused(notice, posted.whose, posted.sentence);
      default:
        return unreachable(posted);
    }
  }

  async function runOnce(): Promise<number> {
    let taken = 0;
    for (;;) {
      const claimed = await notices.claim(platforms, inHand);
      if (claimed.length === 0) return taken;
      taken += claimed.length;
      await Promise.all(claimed.map(deliver));
    }
  }

  /** One run at a time; whoever asks for one meanwhile gets one after it. */
  function run(): Promise<number> {
    running = (running ?? Promise.resolve(0)).then(runOnce, runOnce);
    return running;
  }

  /** Undefined, too, when the store cannot say just now: then it is looked again after the longest rest. */
  async function nextAt(): Promise<number | undefined> {
    try {
      return await notices.nextAt(platforms);
    } catch (error) {
      log.error({ event: 'courier failed', err: error });
      return undefined;
    }
  }

  async function tick(): Promise<void> {
    timer = undefined;
    // What falls due from here on is looked for afterwards.
    isPoked = false;
    try {
      await run();
    } catch (error) {
      log.error({ event: 'courier failed', err: error });
    }
    if (!isStarted) return;
    const next = await nextAt();
    const rest = Math.min(longestRest, (next ?? Number.POSITIVE_INFINITY) - core.clock());
    plan(isPoked ? afterPoke : Math.max(shortestRest, rest));
  }

  function plan(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void tick(), ms);
    timer.unref();
  }

  return {
    run,
    start() {
      isStarted = true;
      void tick();
    },
    poke() {
      // Who pokes again and again does not put it off.
      if (isStarted && timer && !isPoked) plan(afterPoke);
      isPoked = true;
    },
    async stop() {
      isStarted = false;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}
