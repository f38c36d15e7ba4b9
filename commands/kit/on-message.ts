import type { Core } from '../../src/core.ts';
import type { Actor, Message } from '../../src/model.ts';
import type { Call } from './call.ts';
import type { Card } from './reply.ts';
import type { View } from './view.ts';

/** How a command is reached from a message: by the message's menu, by a reaction to it, or both. */
export interface OnMessage {
  /** Its entry in the menu; at most 24 characters: https://docs.slack.dev/interactivity/implementing-shortcuts */
  readonly label?: string;
  /** The reactions that mean it, as Unicode emoji without variation selectors. */
  readonly emoji?: readonly string[];
  /** The same for one that a community chooses itself; null where it chose none. */
  chosenEmoji?(place: Workspaced, core: Core): Promise<string | null>;
  /**
   * What the message gives. Undefined: it means nothing here, and nobody is answered.
   * @throws KnownError with what to tell whoever chose it from the menu.
   */
  read(about: About, core: Core): Promise<MessageCall | undefined>;
}

/** A workspace by the names of its platform. */
export interface Workspaced {
  readonly platform: string;
  readonly workspace: string;
}

/** A message, and who did something to it. They stand where it stands, in its thread. */
export interface About {
  readonly actor: Actor;
  readonly message: Message;
  readonly by: 'menu' | 'reaction';
  /** The reaction was taken back. */
  readonly isUndone: boolean;
  /** When that was done, as the platform says: deliveries may overtake each other. */
  readonly at: number;
}

/** The arguments that a message gives; the message itself, for an argument of that kind, is added. */
export interface MessageCall {
  readonly args: Call['args'];
  /** Shown as a form first, even if nothing is missing. */
  readonly isForm?: true;
}

/** What a command does about what is said in channels that opted in to being listened to. */
export interface Listening {
  /** Tells members why we listen, after "in order to". */
  readonly why: string;
  /** What comes of it; mostly nothing. Keeps nothing that nobody submitted. */
  hear(overheard: Overheard, core: Core): Promise<Echo | undefined>;
}

/** A message that was said, changed or taken away in a channel that opted in. */
export interface Overheard {
  readonly communityId: number;
  readonly workspaceId: number;
  readonly channelId: number;
  /** The message that opens the thread in which it stands. */
  readonly thread?: string;
  /** The message as it is now; of one that is gone only its name is known. */
  readonly message: Message | { readonly id: string };
  readonly what: 'said' | 'changed' | 'deleted';
  /** When that happened, as the platform says: deliveries may overtake each other. */
  readonly at: number;
}

/** What comes of something that was overheard. */
export interface Echo {
  /** Shown to one member alone, in the thread where it was heard. */
  readonly aside?: {
    /** The platform's name of the member's account. */
    readonly to: string;
    readonly view: View;
  };
  readonly cards?: readonly Card[];
}
