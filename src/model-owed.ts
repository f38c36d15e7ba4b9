/** The nouns of what is owed, and of members being asked, as types only. */

/** What a notice tells: docs/courier.md says to whom and when. `route` is told to nobody: it chooses an expert. */
export type NoticeKind =
  | 'card'
  | 'route'
  | 'ping'
  | 'waiting'
  | 'steward'
  | 'approach'
  | 'outcome'
  | 'taken'
  | 'accept'
  | 'resolved'
  | 'merged'
  | 'expiring'
  | 'helped'
  | 'verify'
  | 'quote'
  | 'outdated'
  | 'digest'
  | 'unread'
  | 'undeliverable'
  | 'link'
  | 'gone';

export type NoticeState = 'due' | 'sent' | 'cancelled' | 'dead';

/** Something owed to a member or a channel, kept until it is delivered. */
export interface Notice {
  readonly id: number;
  readonly communityId: number;
  readonly key: string;
  readonly kind: NoticeKind;
  readonly workspaceId: number;
  readonly channelId: number | null;
  readonly memberId: number | null;
  readonly questionId: number | null;
  readonly scheduleId: number | null;
  readonly details: NoticeDetails;
  readonly dueAt: number;
  readonly state: NoticeState;
  readonly attempts: number;
  /** The platform's name of the message that delivered it; null also for what had nothing to say. */
  readonly message: string | null;
  readonly why: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
}

/** What else a kind of notice must know to be told. */
export interface NoticeDetails {
  /** The time that it is about. */
  readonly from?: number;
  readonly to?: number;
  /** Whose act it tells; which channel it speaks of. */
  readonly memberId?: number;
  readonly channelId?: number;
  /** Of a question that was deleted. */
  readonly number?: number;
  readonly sentence?: string;
  readonly approachId?: number;
  readonly snippetId?: number;
  /** What came of a code that was made or typed, and with whom. */
  readonly link?: {
    readonly news: 'typed' | 'refused' | 'joined' | 'parted';
    readonly name: string;
  };
  /** Of a digest that was sent: each thing in it, and as it was then. */
  readonly shown?: Readonly<Record<string, string>>;
}

/** What a member wants of another: help, to meet them, or that they become one who knows a topic. */
export type ApproachKind = 'ask' | 'introduce' | 'nominate';

export type ApproachState = 'open' | 'accepted' | 'declined' | 'silent';

/** One member asking another by name, through us: only the other sees it, and says yes or not. */
export interface Approach {
  readonly id: number;
  readonly communityId: number;
  readonly kind: ApproachKind;
  readonly askerId: number;
  readonly memberId: number;
  /** What it is about in a few words, perhaps none; of a nomination the tag. */
  readonly topic: string;
  /** The asker's own; none in a nomination. */
  readonly words: string;
  readonly state: ApproachState;
  readonly createdAt: number;
}

/** What became of asking an expert: not yet asked, asked, and what they said. */
export type PingState = 'owed' | 'asked' | 'taken' | 'passed' | 'silent' | 'lost';

export interface Ping {
  readonly questionId: number;
  readonly memberId: number;
  readonly rung: number;
  readonly state: PingState;
  readonly createdAt: number;
  readonly askedAt: number | null;
  readonly saidAt: number | null;
}
