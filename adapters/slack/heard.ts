import type { ViewState } from './submission.ts';

export const platform = 'slack';

/** Who we are in the workspace. */
export interface Self {
  readonly team: string;
  /** The organisation whose people all belong here, if there is one. */
  readonly organisation?: string;
  readonly bot: string;
  /** The workspace in our own store. */
  readonly workspaceId: number;
}

/** Who did it and where, as far as Slack says. */
export interface Origin {
  readonly user: {
    readonly id: string;
    readonly name?: string;
    /** The workspace they come from; in a shared channel it may be another organisation's. */
    readonly team?: string;
  };
  readonly channel: {
    readonly id: string;
    readonly name?: string;
    /** Whether another organisation is in it. */
    readonly isShared?: boolean;
  };
  readonly thread?: string;
  /** Opens a modal, within three seconds. */
  readonly trigger?: string;
  /** Takes five messages within half an hour. */
  readonly responseUrl?: string;
  /** Whether the pressed message is seen by one member alone. */
  readonly isEphemeral?: boolean;
  /** Set in the member's Home and in the modals over it; `channel` is then their direct messages. */
  readonly surface?: { readonly kind: 'home' } | { readonly kind: 'modal'; readonly view: string };
}

/** A message as Slack brings it. */
export interface Words {
  /** Its name in its channel. */
  readonly ts: string;
  /** With Slack's markup in it. */
  readonly text: string;
  /** The user who wrote it; undefined for what no person wrote. */
  readonly author?: string;
  readonly thread?: string;
  /** How many files stand with it. */
  readonly files?: number;
}

/** What a delivery means to us. `delivery` is the same when Slack repeats it. */
export type Heard =
  | (Origin & {
      readonly kind: 'slash';
      readonly delivery: string;
      readonly command: string;
      readonly text: string;
    })
  | (Origin & {
      readonly kind: 'mention';
      readonly delivery: string;
      readonly text: string;
      /** The message that mentions us. */
      readonly ts?: string;
    })
  | (Origin & {
      readonly kind: 'menu';
      readonly delivery: string;
      readonly command: string;
      readonly words: Words;
      readonly at: number;
    })
  | (Pick<Origin, 'user' | 'channel'> & {
      readonly kind: 'reaction';
      readonly delivery: string;
      /** Undefined for one that no command knows: it tells that the message was looked at. */
      readonly emoji: string | undefined;
      readonly isUndone: boolean;
      readonly message: string;
      readonly at: number;
    })
  | {
      readonly kind: 'said';
      readonly channel: string;
      readonly what: 'said' | 'changed' | 'deleted';
      /** Of one that is gone nothing but its name. */
      readonly words: Words | Pick<Words, 'ts'>;
      readonly at: number;
    }
  /** Somebody was brought into a channel by `user`. */
  | (Pick<Origin, 'user' | 'channel'> & {
      readonly kind: 'joined';
      readonly delivery: string;
      readonly joined: string;
    })
  | (Origin & {
      readonly kind: 'press';
      readonly delivery: string;
      readonly action: string;
      readonly value: string;
    })
  | (Pick<Origin, 'user' | 'channel'> & { readonly kind: 'home opened'; readonly delivery: string })
  | {
      readonly kind: 'global shortcut';
      readonly delivery: string;
      readonly command: string;
      readonly user: Origin['user'];
      readonly trigger: string;
    }
  | {
      readonly kind: 'submission';
      readonly delivery: string;
      readonly user: Origin['user'];
      readonly trigger?: string;
      readonly view: { readonly id: string; readonly title: string; readonly memory: string };
      readonly state: ViewState;
    }
  | {
      readonly kind: 'suggestion';
      readonly user: Origin['user'];
      readonly memory: string;
      readonly arg: string;
      readonly typed: string;
      /** What stands in the form's fields. */
      readonly state: ViewState;
    }
  | {
      readonly kind: 'channel changed';
      readonly channel: string;
      readonly change: {
        readonly name?: string;
        readonly private?: boolean;
        readonly shared?: boolean;
        readonly archived?: boolean;
      };
    }
  | {
      readonly kind: 'user changed';
      readonly user: string;
      readonly change: {
        readonly name?: string;
        readonly isActive?: boolean;
        readonly zone?: string;
      };
    }
  /** Of an organisation, which of its workspaces. */
  | { readonly kind: 'workspace renamed'; readonly name: string; readonly team?: string }
  /** At what time by Slack's clock, in UTC milliseconds. */
  | { readonly kind: 'uninstalled'; readonly delivery: string; readonly at?: number };
