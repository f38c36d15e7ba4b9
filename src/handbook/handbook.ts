import type { Tables } from '../store/store.ts';

/** What of the store a handbook is made from. */
export type HandbookTables = Pick<Tables, 'handbook' | 'bulk' | 'searchSettings'>;

/**
 * Who is to read it: the community itself; everyone, with the names of who agreed; or everyone, without
 * a name, a handle or a link to where something was said.
 */
export type Edition = 'members' | 'public' | 'anonymous';

/** Somebody who is named in this edition. */
export interface Name {
  readonly handle: string;
  readonly name: string;
  /** They agreed to have a page of their own. */
  readonly hasPage: boolean;
}

/** As much of a snippet as lists and links show. */
export interface Outline {
  readonly ref: string;
  readonly number: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly author: Name | null;
  /** Who looks after it. */
  readonly owner: Name | null;
  readonly verifiedBy: Name | null;
  readonly verifiedAt: number;
  readonly outdatedAt: number | null;
  /** The number of the snippet that took its place, when that is in this handbook too. */
  readonly supersededBy: number | null;
  /** The question it came from. */
  readonly questionNumber: number | null;
}

/** A snippet as this edition tells it. */
export interface Page extends Outline {
  readonly question: string;
  readonly answer: string;
  /** Whose words are in it, besides its author's, of those who agreed to be named with them. */
  readonly quoted: readonly Name[];
  readonly channel: string | null;
  readonly link: string | null;
  readonly helpful: number;
  readonly createdAt: number;
  /** Numbers of snippets on the same matter, the nearest first. */
  readonly related: readonly number[];
}

/** The kept knowledge of a community, as one edition tells it. */
export interface Handbook {
  readonly community: string;
  readonly communityRef: string;
  /** ISO 639-1: what its words are in. */
  readonly language: string;
  readonly edition: Edition;
  readonly outlines: ReadonlyMap<number, Outline>;
  /** Every page, by number; a few are in memory at a time. */
  pages(): AsyncIterable<Page>;
  /** Words in this edition's texts that are also a member's name, for whoever reads it before it leaves. */
  readonly suspects: ReadonlyMap<number, readonly string[]>;
}
