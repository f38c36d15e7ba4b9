import type { Core } from '../../src/core.ts';
import type { Actor, Message, ReadConversation, Role } from '../../src/model.ts';
import type { Arg, ArgsOf } from './args.ts';
import type { Localised } from './localised.ts';
import type { Listening, OnMessage } from './on-message.ts';
import type { Reply } from './reply.ts';

/** How an invocation arrived. */
export type Door = 'slash' | 'mention' | 'button' | 'select' | 'form' | 'shortcut' | 'reaction';

/** One actual use of a command. */
export interface Invocation<L extends readonly Arg[] = readonly Arg[]> {
  readonly actor: Actor;
  readonly door: Door;
  readonly args: ArgsOf<L>;
  /** What it is about: always there for a command with an argument of the kind `message` that is given. */
  readonly message?: Message;
  /** Reads the thread where the actor stands; there is none outside of one. */
  readonly conversation?: ReadConversation;
  /** When it was done, if the platform says so: deliveries may overtake each other. */
  readonly at?: number;
}

/** A way to say a command in words: `@praxis who knows terraform`. */
export interface Phrase {
  /** How it is said, for who asks what can be said. */
  readonly like: string;
  /** Matches such a line; its first group, if any, is read as what follows the command's name. */
  readonly pattern: RegExp;
}

/** The declaration of a command: everything else about it is derived from this. */
export interface CommandSpec<L extends readonly Arg[] = readonly Arg[]> {
  /** One or two lower-case words: `ask`, `questions open`. */
  readonly name: string;
  readonly summary: string;
  /** Of the first of several with the same first word: what they are about. */
  readonly group?: string;
  /** In other languages, where a platform shows commands in them. */
  readonly localised?: Localised;
  /**
   * Who has anything of it: members with that role or more. A platform may offer it to them alone; what
   * it does is checked by the core whoever comes.
   */
  readonly forRole?: Exclude<Role, 'member'>;
  /** Who sees the reply. Static, because a platform may need to know it before the command ran. */
  readonly audience: 'private' | 'public';
  /** `button` commands are only reached from what we show and from messages; the others can also be typed. */
  readonly doors: 'all' | 'button';
  readonly args: L;
  readonly examples?: readonly string[];
  /** It happens in a channel: whoever stands in none, or alone with the bot, is asked in which. */
  readonly happensIn?: 'channel';
  /** Its entry in the menu that a platform has everywhere; at most 24 characters, as for messages. */
  readonly anywhere?: string;
  /** Read where no command is named. */
  readonly phrases?: readonly Phrase[];
  readonly onMessage?: OnMessage;
  readonly listens?: Listening;
  run(invocation: Invocation<L>, core: Core): Promise<Reply>;
}

/** A command whose arguments' types are known only to itself. */
export interface Command extends Omit<CommandSpec, 'run'> {
  run(invocation: Invocation, core: Core): Promise<Reply>;
}

/** Declares a command; `const` keeps the argument list exact, so that `run` sees its types. */
export function command<const L extends readonly Arg[]>(spec: CommandSpec<L>): Command {
  return {
    ...spec,
    // The hallway has read the arguments by `spec.args`, so they have exactly these types.
    run: (invocation, core) => spec.run(invocation as unknown as Invocation<L>, core),
  };
}
