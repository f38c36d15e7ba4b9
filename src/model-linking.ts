/** The nouns of communities that become one, and of members who do, as types only. */

export type LinkKind = 'community' | 'account';

/** A community that was one of its own before others joined it, or it joined others. */
export interface Side {
  readonly id: number;
  readonly name: string;
  /** The others joined it. */
  readonly isHost: boolean;
  readonly joinedAt: number;
  /** Its workspaces, as their platform and name: `Discord: Rust Berlin`. */
  readonly workspaces: readonly { readonly platform: string; readonly name: string }[];
}

/** Where someone was with us when they made a code, or typed it. */
export interface CodePlace {
  readonly communityId: number;
  readonly workspaceId: number;
  readonly channelId: number;
  readonly memberId: number;
}

/** A code that one side showed. */
export interface LinkCode {
  readonly id: number;
  readonly kind: LinkKind;
  readonly made: CodePlace;
  readonly typed: CodePlace | null;
  readonly state: 'open' | 'typed' | 'done' | 'void';
  readonly expiresAt: number;
}

/** What joining would do, in numbers. */
export interface JoinPreview {
  /** What the community that would join is called. */
  readonly name: string;
  readonly workspaces: readonly { readonly platform: string; readonly name: string }[];
  readonly questions: number;
  readonly snippets: number;
  readonly members: number;
  /** What would be added to the numbers of its questions and snippets; 0 where it has none. */
  readonly questionsShift: number;
  readonly snippetsShift: number;
  /** Names of members that both sides have. */
  readonly handles: number;
  /** Tags that both have. */
  readonly tags: number;
  /** The language that its words would be read by instead of its own; null when it stays. */
  readonly language: string | null;
}
