import pino from 'pino';
import type { Adapter, Posted, Recipient } from '../../adapters/adapter.ts';
import { type Courier, createCourier } from '../../adapters/courier.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';

/** A message that stands on the platform. */
export interface Message {
  readonly key: string;
  /** `#general` or `@account of Ana`. */
  readonly to: string;
  readonly view: View;
  readonly at: number;
}

/** What happens to one post: it goes through, or not, or nobody is told whether it did. */
export type Fault =
  | 'none'
  | 'busy'
  | 'lost before'
  | 'lost after'
  | 'broken off'
  | 'place refuses'
  | 'member refuses'
  | 'workspace refuses';

/**
 * A platform in memory that keeps what adapters promise: what was posted under a key before is found and
 * edited. `faultOf` decides what goes wrong with each post.
 */
export function createPlatform(clock: () => number) {
  const messages: Message[] = [];
  let faultOf: (key: string) => Fault = () => 'none';
  let edits = 0;

  function stand(key: string, to: Recipient, view: View): Posted {
    const found = messages.findIndex((message) => message.key === key);
    const place = to.kind === 'channel' ? `#${to.channel.name}` : `@${to.externalId}`;
    if (found >= 0) {
      edits += 1;
      messages[found] = { ...(messages[found] as Message), view };
    } else messages.push({ key, to: place, view, at: clock() });
    return { kind: 'stands', message: `m-${key}` };
  }

  const adapter: Adapter = {
    platform: 'console',
    start: async () => undefined,
    stop: async () => undefined,
    examine: async () => [],
    async post(to, view, key) {
      const fault = faultOf(key);
      switch (fault) {
        case 'none':
          return stand(key, to, view);
        case 'busy':
          return { kind: 'later', afterMs: 60_000, why: 'busy' };
        case 'lost before':
          return { kind: 'unknown', why: 'no answer' };
        case 'lost after':
          stand(key, to, view);
          return { kind: 'unknown', why: 'no answer' };
        case 'broken off':
          throw new Error('connection reset');
        default: {
          const [whose = 'place'] = fault.split(' ') as ['place' | 'member' | 'workspace'];
          return { kind: 'refused', whose, sentence: 'Invite me there.' };
        }
      }
    },
  };

  return {
    adapter,
    messages,
    edits: () => edits,
    fail: (of: (key: string) => Fault) => {
      faultOf = of;
    },
    /** Keys of what stands, in the order it was posted. */
    keys: (start = '') => messages.map(({ key }) => key).filter((key) => key.startsWith(start)),
  };
}

/**
 * What was posted, but cards, as `ping @Bo`; by name what was posted at the same time, as that goes out in
 * whatever order.
 */
export const toldIn = (messages: readonly Message[]): string[] =>
  messages
    .filter(({ key }) => !key.startsWith('question:'))
    .map(({ key, to, at }) => ({
      at,
      name: `${key.split(':')[0]} ${to.replace('account of ', '')}`,
    }))
    .toSorted((a, b) => a.at - b.at || a.name.localeCompare(b.name))
    .map(({ name }) => name);

export type Platform = ReturnType<typeof createPlatform>;

export function courierOver(core: Core, platform: Platform): Courier {
  const log = pino({ level: 'silent' });
  return createCourier({ core, adapters: [platform.adapter], log, random: () => 0.5 });
}
