/** Discord bans an address after 10,000: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
const period = 10 * 60_000;
const mostInvalid = 1_000;
/** One call is tried this often while the circuit is open. */
const probeEvery = 30_000;

/** Stops calling long before Discord bans us; one call now and then finds out when it is over. */
export function createCircuit(clock: () => number) {
  let invalid: number[] = [];
  let openSince: number | undefined;

  return {
    /** Whether a call may be made; while the circuit is open, one in 30 s. */
    mayCall(): boolean {
      if (openSince === undefined) return true;
      if (clock() - openSince < probeEvery) return false;
      openSince = clock();
      return true;
    },
    /** A call was answered with 401, 403 or 429. True when this opens the circuit. */
    wasInvalid(): boolean {
      const now = clock();
      invalid = [...invalid.filter((at) => at > now - period), now];
      if (openSince !== undefined || invalid.length < mostInvalid) return false;
      openSince = now;
      return true;
    },
    /** A call was taken. True when this closes the circuit. */
    wasTaken(): boolean {
      if (openSince === undefined) return false;
      openSince = undefined;
      invalid = [];
      return true;
    },
    isOpen: () => openSince !== undefined,
  };
}
