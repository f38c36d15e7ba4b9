import type { ViewState } from './submission.ts';

export const platform = 'slack';

/** Who we are in the workspace. */
export interface Self {
  readonly team: string;
  readonly bot: string;
  /** The workspace in our own store. */
  readonly workspaceId: number;
}

/** Who did it and where, as far as Slack says. */
export interface Origin {
  readonly user: { readonly id: string; readonly name?: string };
  readonly channel: { readonly id: string; readonly name?: string };
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

/** What a delivery means to us. `delivery` is the same when Slack repeats it. */
export type Heard =
  | (Origin & {
      readonly kind: 'slash';
      readonly delivery: string;
      readonly command: string;
      readonly text: string;
    })
  | (Origin & { readonly kind: 'mention'; readonly delivery: string; readonly text: string })
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
    }
  | { readonly kind: 'channel changed'; readonly channel: string }
  | { readonly kind: 'user changed'; readonly user: string }
  | { readonly kind: 'uninstalled' };
