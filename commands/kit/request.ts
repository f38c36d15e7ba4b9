import type { Place } from '../../src/members.ts';
import type { AccountIdentity, Message, ReadConversation } from '../../src/model.ts';
import type { Call } from './call.ts';
import type { Door } from './command.ts';
import type { Overheard } from './on-message.ts';
import type { Reply } from './reply.ts';

/** What an adapter hears: who, where, through which door, and what was said or pressed. */
export interface Request {
  /** The platform's key of this delivery: the same when it is repeated, different otherwise. */
  readonly delivery: string;
  readonly door: Door;
  readonly account: AccountIdentity;
  readonly place: Place;
  /**
   * The message that it is about, as the platform has it now: whose menu or reaction it was, or which
   * the call of a button or form names (`messageIn`). Its thread is the place's.
   */
  readonly message?: Message;
  /** Reads the thread in which it was done, when a command wants to know; there is none outside of one. */
  readonly conversation?: ReadConversation;
  readonly input:
    | { readonly kind: 'line'; readonly line: string }
    /** A button's encoded call. */
    | { readonly kind: 'encoded'; readonly call: string }
    /** Typed options or a submitted form. */
    | { readonly kind: 'call'; readonly call: Call }
    /** The entry of a message's menu, by its command's name. */
    | { readonly kind: 'menu'; readonly name: string; readonly at: number }
    /** A reaction to a message, given or taken back. */
    | {
        readonly kind: 'reaction';
        /** Without variation selectors. */
        readonly emoji: string;
        readonly isUndone: boolean;
        readonly at: number;
      };
}

/** What was said, changed or taken away in a channel, with the platform's own names. */
export interface Said {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
  readonly thread?: string;
  readonly message: Overheard['message'];
  readonly what: Overheard['what'];
  readonly at: number;
}

/** A reply, and who should see it: problems and forms are private whatever the command is. */
export interface Outcome {
  readonly reply: Reply;
  readonly audience: 'private' | 'public';
  /** As its command says: what was done belongs in a channel that others are in. */
  readonly happensIn?: 'channel';
}

/** A message under which somebody put an emoji, in the names of its platform. */
export interface Reacted {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
  readonly message: string;
}
