import { code, say } from '../../commands/kit/text.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Adopted, Place } from '../../src/members.ts';
import type { Conversation, Message } from '../../src/model.ts';
import { remark } from './remarks.ts';

type Channel = Place['channel'];

interface Spoken {
  readonly where: string;
  readonly thread: string | undefined;
  readonly message: Message;
}

/** What an entry of a message's menu, or a reaction, is typed as, behind `on`: `m2 save`, `m2 🧠`, `m2 -🧠`. */
const about = /^(m\d{1,6})\s+(-?)(\S.*)$/u;

/** What people say to each other in this terminal, while it is open: the platform's part of the play. */
export function createSaid(clock: () => number) {
  const all: Spoken[] = [];

  return {
    /** Says it where they stand, to the others. */
    add(
      who: Pick<Adopted, 'account' | 'handle' | 'name'>,
      where: Channel,
      thread: string | undefined,
      text: string,
    ): View {
      const id = `m${all.length + 1}`;
      const author = { externalId: who.account, name: who.name };
      const message = { id, text, author, at: clock() };
      all.push({ where: where.externalId, thread, message });
      const hint = thread === undefined ? say` ${code(`thread ${id}`)} goes into its thread.` : [];
      return remark(say`Said as ${code(id)}.${hint}`);
    },

    /** The message of that name in the channel, and the thread in which it stands. */
    find: (where: Channel, id: string): Spoken | undefined =>
      all.find((one) => one.where === where.externalId && one.message.id === id),

    thread(where: Channel, thread: string): Conversation {
      const found = all.filter(
        (one) =>
          one.where === where.externalId && (one.thread === thread || one.message.id === thread),
      );
      return { messages: found.map(({ message }) => message) };
    },

    /** Which message is meant, and what is done about it. */
    read(typed: string): { id: string; isUndone: boolean; what: string } | undefined {
      const [, id, minus, what] = about.exec(typed.trim()) ?? [];
      return id === undefined || what === undefined
        ? undefined
        : { id, isUndone: minus === '-', what: what.trim().replace(/\ufe0f/gu, '') };
    },
  };
}

export type SaidHere = ReturnType<typeof createSaid>;
