/** The nouns of a community of practice, as types only. Times are UTC milliseconds since the epoch. */

/** One body of knowledge and people. It spans one or more workspaces. */
export interface Community {
  readonly id: number;
  readonly ref: string;
  readonly name: string;
  readonly createdAt: number;
}

/** One Discord guild, Slack team or terminal; it belongs to exactly one community. */
export interface Workspace {
  readonly id: number;
  readonly communityId: number;
  readonly platform: string;
  readonly externalId: string;
  readonly name: string;
}

export interface Channel {
  readonly id: number;
  readonly workspaceId: number;
  readonly externalId: string;
  readonly name: string;
  /** Knowledge born in a private channel is found only from it or by its authors. */
  readonly private: boolean;
  /** Whether guests from elsewhere are in it: then what is posted there is for them, too. */
  readonly shared: boolean;
  /** A member's messages with the bot alone; known of where an actor stands. */
  readonly direct?: true;
  /** Nothing can be posted there any more. */
  readonly archived?: true;
}

/** A member as others see them. `handle` is unique in the community and never changes. */
export interface Person {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
}

export type Role = 'member' | 'curator' | 'admin';

export interface Member extends Person {
  readonly communityId: number;
  readonly role: Role;
  readonly joinedAt: number;
}

/** Someone who is let into few channels: of this workspace, or from another organisation. */
export type Guest = 'here' | 'elsewhere';

/** A person's identity on one platform, as an adapter reports it. */
export interface AccountIdentity {
  readonly externalId: string;
  readonly name: string;
  /**
   * As what they are let in; null for who belongs here. Undefined as before, where a platform has no
   * guests; 'unknown' when it does not tell just now: as before, and whoever is new is a guest until it
   * is known.
   */
  readonly guest?: Guest | null | 'unknown';
  /** What the platform's own roles make of them just now; it is not kept. */
  readonly role?: Exclude<Role, 'member'>;
  /** Roles or groups that the platform has them in, by id and by name; asked for when it matters. */
  readonly groups?: () => Promise<readonly string[]>;
}

/** A message of a platform that someone points at: by its menu, by a reaction, by a button under it. */
export interface Message {
  /** The platform's name of it in its channel. */
  readonly id: string;
  readonly text: string;
  /** Who wrote it; undefined for what no person wrote: a bot, a webhook, the platform itself. */
  readonly author: AccountIdentity | undefined;
  /** When it was written. */
  readonly at: number;
  /** Where it can be read again. */
  readonly link?: string;
  /** How many files stand with it. None of them is ever kept. */
  readonly files?: number;
}

/** What was said in a thread, the oldest first, as far as it may be read. */
export interface Conversation {
  /** Of a thread that has one. */
  readonly title?: string;
  readonly messages: readonly Message[];
}

/** Reads the thread in which something was done; undefined when it may not be read. Nothing of it is kept. */
export type ReadConversation = () => Promise<Conversation | undefined>;

/** Who looks, and from where: what visibility is decided by. */
export interface Reader {
  readonly communityId: number;
  readonly memberId: number;
  readonly channelId: number;
  /** A guest sees what was born in the channel where they stand, and nothing else. */
  readonly isGuest: boolean;
  /** The platform's name of the message that opens the thread where they stand. */
  readonly thread?: string;
}

/** The member behind an invocation, where they stand, and the delivery that brought it. */
export interface Actor extends Reader {
  readonly member: Member;
  readonly channel: Channel;
  /** A role of their platform lets them accept any answer. */
  readonly acceptsAny?: true;
  /** Key of the platform's delivery: an act remembers it, so a repeat has no second effect. */
  readonly delivery: string;
}

/** A topic, canonical lower case. `aliases` lead to it (`k8s` → `kubernetes`). */
export interface Tag {
  readonly id: number;
  readonly name: string;
  readonly aliases: readonly string[];
}

export type QuestionState = 'open' | 'answered' | 'closed';

export interface Question {
  readonly id: number;
  readonly communityId: number;
  /** What people say: `#42`. */
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Person;
  /** Then the author is shown to nobody but themselves; others get a Person with id 0. */
  readonly anonymous: boolean;
  readonly channel: Channel;
  readonly tags: readonly string[];
  readonly state: QuestionState;
  readonly answerCount: number;
  /** Members who have the same question (`me-too`). */
  readonly watcherCount: number;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly acceptedAt: number | null;
  /** It was merged into the question of this number; null where the reader may not see that one. */
  readonly mergedInto?: number | null;
  /** The number it was looked for by, when that is of a question that was merged into this one. */
  readonly askedAs?: number;
}

export interface Answer {
  readonly id: number;
  readonly questionId: number;
  /** The second answer to #42 is `42.2`. */
  readonly number: number;
  readonly author: Person;
  readonly body: string;
  readonly accepted: boolean;
  readonly helpfulCount: number;
  readonly createdAt: number;
  readonly editedAt: number | null;
  /** The message that it was kept from. */
  readonly link?: string;
}

/** A question with its answers: the accepted one first, then the most helpful, then the oldest. */
export interface Thread {
  readonly question: Question;
  readonly answers: readonly Answer[];
}

/** A curated question and answer worth keeping. People call it `S7`. */
export interface Snippet {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly author: Person;
  readonly channel: Channel;
  readonly tags: readonly string[];
  /** The question it came from, when it came from one. */
  readonly questionNumber: number | null;
  readonly helpfulCount: number;
  /**
   * Who vouched for it and when: the asker who accepted the answer, or who wrote it here; null when
   * that asker is anonymous.
   */
  readonly verifiedBy: Person | null;
  readonly verifiedAt: number;
  /** Who looks after it; null while nobody does. */
  readonly owner: Person | null;
  /** When someone said that it is no longer right. */
  readonly outdatedAt: number | null;
  /** The number of the snippet that is kept in its place. */
  readonly successor: number | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
  /** The message that it was kept from. */
  readonly link?: string;
  /** Whose words are in it besides the author's: those who agreed to be named, and how many others. */
  readonly quoted?: { readonly named: readonly Person[]; readonly others: number };
}

/** The text that something had before an edit. */
export interface Revision {
  readonly title: string;
  readonly body: string;
  /** Who replaced this text, and when; null where it would tell who asked anonymously. */
  readonly replacedBy: Person | null;
  readonly replacedAt: number;
}

/** A member's standing in a tag, with its evidence. Only what the reader may see is counted. */
export interface Expertise {
  readonly tag: string;
  readonly declaredAt: number | null;
  readonly answers: number;
  readonly accepted: number;
  readonly lastAnswerAt: number | null;
  readonly endorsedBy: readonly Endorser[];
}

/** Who says of a member that they know a tag. */
export interface Endorser extends Person {
  readonly endorsedAt: number;
  /** The member endorsed them too, on whatever tag. */
  readonly isMutual: boolean;
}

/** When: on an ISO weekday (0 is every day) so many minutes after midnight in an IANA zone. */
export interface Rule {
  readonly weekday: number;
  readonly minute: number;
  readonly zone: string;
}

export type DigestSection = 'answered' | 'open' | 'kept' | 'reused' | 'experts' | 'thanks' | 'next';

/** A digest that is sent by a rule, to a channel or to a member. */
export interface Schedule extends Rule {
  readonly id: number;
  readonly communityId: number;
  readonly channelId: number | null;
  readonly memberId: number | null;
  /** Empty: all of them. */
  readonly sections: readonly DigestSection[];
  /** Ids of the channels it covers; empty: its own. */
  readonly channels: readonly number[];
  /** Names of the tags it covers; empty: any. */
  readonly tags: readonly string[];
  readonly whenEmpty: boolean;
  readonly setById: number;
  readonly setAt: number;
  readonly nextAt: number;
  readonly readAt: number | null;
}
