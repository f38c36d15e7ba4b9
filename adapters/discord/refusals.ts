import type { Posted } from '../adapter.ts';
import { missingIn } from './permissions.ts';
import type { Failure } from './web.ts';

/** Why a post comes later. */
export const limited = 'Discord is limiting us';

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

/** What came of a call that posts in a channel and failed. */
export function refusal(failure: Failure, channel: string, granted?: string): Posted {
  const refused = (whose: 'place' | 'member' | 'workspace', sentence: string): Posted => ({
    kind: 'refused',
    whose,
    sentence,
  });
  const missing = missingIn(granted).map(({ name }) => name);
  switch (failure.code) {
    case 50001:
      return refused(
        'place',
        `I cannot see #${channel}. Whoever manages it can let me in: Edit Channel, Permissions, add Praxis with \`View Channel\` and \`Send Messages\`.`,
      );
    case 50013:
      return refused(
        'place',
        `I may not post in #${channel}. Whoever manages it can allow me ${missing.length > 0 ? list(missing) : '`Send Messages` and `Create Public Threads`'} there: Edit Channel, Permissions, Praxis.`,
      );
    case 10003:
      return refused('place', `#${channel} is gone, or I was taken out of it.`);
    case 40067:
      return refused(
        'place',
        `#${channel} wants a tag on every post, and none of its tags fits. Name one of its tags, or let whoever manages it make tags optional.`,
      );
    case 50083:
    case 160005:
      return refused('place', `The thread in #${channel} is archived or locked.`);
    case 50007:
    case 50278:
      return refused('member', 'This member takes no direct messages from me.');
    case 10013:
    case 10007:
      return refused('member', 'This member is gone.');
    default:
      break;
  }
  if (failure.afterMs !== undefined) {
    return { kind: 'later', afterMs: failure.afterMs, why: limited };
  }
  if (failure.status === 401) return refused('workspace', 'Discord does not take the token.');
  if (!failure.isKnown) return { kind: 'unknown', why: `no answer (${failure.status})` };
  return refused(
    'place',
    `Discord did not take it in #${channel} (${failure.code || failure.status}).`,
  );
}
