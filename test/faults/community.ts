import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { type Bot, createBot } from '../../commands/kit/bot.ts';
import type { Outcome, Request } from '../../commands/kit/request.ts';
import { createCore } from '../../src/core.ts';
import { openLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';

const day = 24 * 60 * 60 * 1000;

export interface Community {
  readonly store: Store;
  readonly bot: Bot;
}

/**
 * The whole of Praxis but its adapters over the database at `file`, with a community in it. Its clock
 * starts on `firstDay` and every look at it takes a day; `name` makes its refs differ from others'.
 */
export async function openCommunity(file: string, name: string, firstDay = 1): Promise<Community> {
  const store = openStore(file);
  if (!(await store.communities.byName('Crash'))) await found(store);
  let looks = 0;
  const look = () => {
    looks += 1;
    return looks;
  };
  const core = createCore({
    store,
    clock: () => (firstDay + look()) * day,
    newRef: () => `${name}-${look()}`,
  });
  const log = openLog('silent', join(`${file}.log`));
  return { store, bot: createBot({ commands, core, log }) };
}

/** At once, so that a kill leaves a community that is connected or none. */
function found(store: Store): Promise<unknown> {
  return store.write(async (tables) => {
    const { id } = await tables.communities.add({ ref: 'crash', name: 'Crash', createdAt: 0 });
    const workspace = { platform: 'console', externalId: 'crash', name: 'Crash' };
    return tables.communities.connect({ communityId: id, ...workspace }, 0);
  });
}

/** A line that a member types in the one channel. */
export function typed(handle: string, delivery: string, line: string): Request {
  return {
    delivery,
    door: 'slash',
    account: { externalId: handle, name: handle },
    place: {
      platform: 'console',
      workspace: 'crash',
      channel: { externalId: 'general', name: 'general', private: false },
    },
    input: { kind: 'line', line },
  };
}

/** Which view a reply shows, and its first words: `problem: There is no question #3.` */
export function shown(outcome: Outcome | undefined): string {
  if (!outcome) return 'nothing';
  const { reply } = outcome;
  if (reply.kind === 'form') return `form: ${reply.form.problem ?? ''}`;
  const prose = reply.view.blocks.find((block) => block.kind === 'prose');
  const words = prose?.text.map((part) =>
    typeof part === 'string' ? part : 'text' in part ? part.text : '',
  );
  return `${reply.view.name}: ${words?.join('') ?? ''}`;
}
