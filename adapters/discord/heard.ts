export const platform = 'discord';

/** Whoever did it, as far as Discord says. */
export interface Who {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** A bit field: https://docs.discord.com/developers/topics/permissions */
  readonly permissions?: string;
}

/** Where it was done. A thread is a channel with a parent. */
export interface Where {
  /** None in a direct message. */
  readonly guild?: string;
  readonly channel: { readonly id: string } & Partial<ChannelFacts>;
}

/** https://docs.discord.com/developers/resources/channel#channel-object */
export interface ChannelFacts {
  readonly name: string;
  readonly type: number;
  readonly parent?: string;
}

/** What answers an interaction, within three seconds, or within fifteen minutes once acknowledged. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** The message whose button was pressed. */
  readonly message?: { readonly id: string; readonly isEphemeral: boolean };
  /** What we may do in the channel, as a bit field. */
  readonly permissions?: string;
}

export interface Origin extends Where {
  readonly user: Who;
  readonly interaction?: Interaction;
  /** The message that it was said under, as if it were in its thread. */
  readonly under?: string;
  /** The names of the people in what was said, by id. */
  readonly names: Readonly<Record<string, string>>;
}

/** A message that something was done about. */
export interface Said {
  readonly id: string;
  readonly channel: string;
  readonly author: { readonly id: string; readonly name: string; readonly isBot: boolean };
  readonly text: string;
  /** How many files stand with it. */
  readonly files?: number;
}

type Args = Readonly<Record<string, string>>;

/** What a dispatch means to us. `delivery` is the same when Discord repeats it. */
export type Heard =
  | (Origin & { kind: 'command'; delivery: string; name: string; args: Args })
  | (Origin & { kind: 'menu'; delivery: string; name: string; target: Said | Who })
  | (Origin & { kind: 'press'; delivery: string; id: string })
  | (Origin & { kind: 'submission'; delivery: string; id: string; values: Args })
  | (Origin & {
      kind: 'suggestion';
      name: string;
      arg: string;
      typed: string;
      /** What stands in the other options. */
      given: Readonly<Record<string, string>>;
    })
  | (Origin & {
      kind: 'message';
      delivery: string;
      said: Said;
      replyTo?: string;
      isEdit: boolean;
    })
  | (Where & { kind: 'message gone'; id: string })
  | (Origin & {
      kind: 'reaction';
      delivery: string;
      emoji: string;
      message: string;
      isAdded: boolean;
    })
  | (Where & { kind: 'forum post'; delivery: string; post: ForumPost })
  | (Where & { kind: 'post changed'; post: ChangedPost });

/** A thread that a member opened in a forum. */
export interface ForumPost {
  readonly id: string;
  readonly forum: string;
  readonly title: string;
  readonly owner: string;
  readonly tags: readonly string[];
}

/** A post in a forum as it is now, and which tags, by name, it got and lost. */
export interface ChangedPost extends Pick<ForumPost, 'id' | 'forum' | 'title'> {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
