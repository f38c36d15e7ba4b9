import { existsSync, readFileSync } from 'node:fs';
import pino from 'pino';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import type { Door } from '../../commands/kit/command.ts';
import type { Reply } from '../../commands/kit/reply.ts';
import type { Request } from '../../commands/kit/request.ts';
import type { View } from '../../commands/kit/view.ts';
import { createCore } from '../../src/core.ts';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity } from '../../src/model.ts';
import { openStore } from '../../src/store/store.ts';
import { readReply } from '../commands/read.ts';

export const general: Place = {
  platform: 'slack',
  workspace: 'T1',
  channel: { externalId: 'C1', name: 'general', private: false },
};

/** A community in a file, with the bot in it. Deliveries are named as platforms do: with the account. */
export async function openOnFile(
  file: string,
  accountOf: (who: string) => AccountIdentity,
  log = pino({ level: 'silent' }),
) {
  const store = openStore(file);
  let now = Date.UTC(2026, 0, 5, 10);
  const { id: communityId } = await store.communities.add({
    ref: 'c',
    name: 'Craft',
    createdAt: now,
  });
  const here = { communityId, platform: 'slack', externalId: 'T1', name: 'Craft' };
  await store.communities.connect(here, now);
  let refs = 0;
  const core = createCore({ store, clock: () => now, newRef: () => `ref-${++refs}` });
  const bot = createBot({ commands, core, log });

  async function handle(
    who: string,
    input: Request['input'],
    door: Door,
    more: Partial<Request> = {},
  ): Promise<Reply> {
    now += 60_000;
    const account = accountOf(who);
    const delivery = `press:${account.externalId}:${++refs}`;
    const outcome = await bot.handle({ delivery, door, account, place: general, input, ...more });
    if (!outcome) throw new Error('nothing came back');
    return outcome.reply;
  }

  return {
    store,
    core,
    handle,
    wait(time: number) {
      now += time;
    },
    say: async (who: string, line: string) =>
      readReply(await handle(who, { kind: 'line', line }, 'slash')),
    press: async (who: string, call: string) =>
      readReply(await handle(who, { kind: 'encoded', call }, 'button')),
    submit: async (who: string, name: string, args: Record<string, string>) =>
      readReply(await handle(who, { kind: 'call', call: { name, args } }, 'form')),
    async view(who: string, line: string): Promise<View> {
      const reply = await handle(who, { kind: 'line', line }, 'slash');
      if (reply.kind === 'form') throw new Error('a form came back');
      return reply.view;
    },
    /** Everything in the database's files, in lower case. */
    bytes: () =>
      ['', '-wal', '-shm']
        .map((end) => `${file}${end}`)
        .filter(existsSync)
        .map((path) => readFileSync(path).toString('latin1').toLowerCase())
        .join('\n'),
  };
}

export type OnFile = Awaited<ReturnType<typeof openOnFile>>;
