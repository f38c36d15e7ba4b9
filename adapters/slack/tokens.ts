import type { Installations, Tokens } from '../../src/installations.ts';
import type { Log } from '../../src/log.ts';
import type { OAuth } from './oauth.ts';

/** A token lasts twelve hours: https://docs.slack.dev/authentication/using-token-rotation */
const refreshBefore = 2 * 60 * 60 * 1000;
/** Longer than Slack may take to answer: whoever has not saved by then has failed. */
const leased = 15_000;
const lookAgain = 500;
const looks = 40;

/** A token for one call and which of the installation's it is; or why there is none, in Slack's words. */
export type Given =
  | { readonly ok: true; readonly token: string; readonly version: number }
  | { readonly ok: false; readonly error: 'not_authed' | 'unreachable' };

/**
 * The tokens of installations, renewed before they end. One process at a time may renew a token; the
 * others go on with the old one, which Slack takes until its end, also when the winner never saves.
 */
export function createTokens(options: {
  readonly installations: Installations;
  readonly oauth: OAuth;
  /** Where to install again. */
  readonly installUrl: string;
  readonly log: Log;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
}) {
  const { installations, oauth, log, clock, wait } = options;
  const inHand = new Map<number, Promise<Given>>();

  async function current(id: number, installedBy: string | null): Promise<Given> {
    for (let look = 0; look < looks; look += 1) {
      const tokens = await installations.tokens(id);
      if (!tokens) return { ok: false, error: 'not_authed' };
      const { access, refresh, expiresAt, version } = tokens;
      const left = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - clock();
      const old = { ok: true, token: access, version } as const;
      if (refresh === undefined || left > refreshBefore) return old;
      if (!(await installations.lease(id, version, leased))) {
        if (left > 0) return old;
        await wait(lookAgain);
        continue;
      }
      const next = await oauth.refresh(refresh);
      if (next.ok) {
        // Whether kept or overtaken by a new installation: what is kept now is right.
        if (await keep(id, version, next.value)) continue;
        return left > 0 ? old : { ok: false, error: 'unreachable' };
      }
      if (next.error === 'invalid_refresh_token') {
        log.error({ event: 'slack token not renewed', installation: id, install: 'again' });
        if (left > 0 && installedBy !== null) await oauth.tell(access, installedBy, again());
        await installations.park(id, version);
        return { ok: false, error: 'not_authed' };
      }
      return left > 0 ? old : { ok: false, error: 'unreachable' };
    }
    return { ok: false, error: 'unreachable' };
  }

  /** False when they could not be saved; then the old ones are all there is. */
  async function keep(id: number, version: number, tokens: Tokens): Promise<boolean> {
    try {
      await installations.rotate(id, version, tokens);
      log.info({ event: 'slack token renewed', installation: id });
      return true;
    } catch (error) {
      log.error({ event: 'slack token not saved', installation: id, err: error });
      return false;
    }
  }

  const again = () =>
    `Slack no longer renews my permission to work here, so I have to stop. Please install Praxis again: ${options.installUrl} . What the community knows is kept.`;

  return {
    /** The installation's token just now; calls made at once share one renewal. */
    current(id: number, installedBy: string | null): Promise<Given> {
      const asked = inHand.get(id);
      if (asked) return asked;
      const given = current(id, installedBy).finally(() => inHand.delete(id));
      inHand.set(id, given);
      return given;
    },
  };
}
