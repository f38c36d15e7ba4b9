import type { Bot } from '../commands/kit/bot.ts';
import type { View } from '../commands/kit/view.ts';
import type { Examine } from '../src/findings.ts';
import type { Channel } from '../src/model.ts';

/** Who or where something is owed to: a channel, or a member by their account, in private. */
export type Recipient =
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'account'; readonly workspaceId: number; readonly externalId: string };

/** What came of a post. */
export type Posted =
  /** It stands as this message: posted now, found where it stood already, or edited in place. */
  | { readonly kind: 'stands'; readonly message: string }
  /** Not taken now; it may be taken after so many milliseconds. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly why: string }
  /** It may stand or not; posting again with the same key looks for it first. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** Not before somebody acts: the sentence tells them what to do. `whose` is what cannot be reached. */
  | {
      readonly kind: 'refused';
      readonly whose: 'place' | 'member' | 'workspace';
      readonly sentence: string;
    };

/** The contract that every adapter signs: it hears, translates, renders and delivers. */
export interface Adapter {
  readonly platform: string;
  /** Serves `bot` until the platform ends the conversation or `stop` is called; then it resolves. */
  start(bot: Bot): Promise<void>;
  /**
   * Shows the view to a channel or a member. What was posted under the key before, by whichever process,
   * is found where it stands and edited; so a post may be repeated until its outcome is known.
   */
  post(to: Recipient, view: View, key: string): Promise<Posted>;
  /**
   * What is wrong or missing with one of its workspaces, and in the channels that are named: what the
   * bot may not do there, and what else keeps it from working; each with what to do about it.
   */
  readonly examine: Examine;
  /** Ends it: work in hand is finished first. May be called more than once. */
  stop(): Promise<void>;
}
