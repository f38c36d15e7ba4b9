/** The nouns of looking after what is kept, as types only. */
import type { Person, Revision } from './model.ts';

/** Who is asked whether it is still right: its owner, then who knows the topic, then the curators in turn. */
export type CareStep = 'owner' | 'expert' | 'curator';

/** What is done about a snippet beside editing it; `right` takes `outdated` back. */
export type SnippetEventKind =
  | 'verified'
  | 'outdated'
  | 'right'
  | 'owned'
  | 'released'
  | 'superseded'
  | 'reinstated';

export interface SnippetEvent {
  readonly what: SnippetEventKind;
  readonly by: Person | null;
  readonly at: number;
  /** Who owns it since; undefined for other events. */
  readonly owner?: Person;
  /** The number of the snippet that stands in its place since; undefined for other events. */
  readonly successor?: number;
}

/** What an edit took out of a part of a text and what it put there; '' where it was only one of these. */
export interface TextChange {
  readonly what: 'title' | 'details' | 'answer' | 'text';
  readonly gone: string;
  readonly come: string;
}

/** An earlier text of a snippet. */
export interface EarlierText extends Revision {
  /** How it is named for bringing it back: 1 is the oldest. */
  readonly number: number;
  /** The question's details; undefined where they stand in the body, before the answer. */
  readonly question: string | undefined;
}

/** The same with what its replacement changed. */
export interface SnippetRevision extends EarlierText {
  /** What became of it when it was replaced, cut to what can be read at a glance. */
  readonly changes: readonly TextChange[];
}

/** Everything that happened to a snippet, apart by kind; each the newest first. */
export interface SnippetHistory {
  readonly revisions: readonly SnippetRevision[];
  readonly events: readonly SnippetEvent[];
}

/** What was done to a snippet a moment ago and may still be undone. */
export interface Undoable {
  readonly id: number;
  readonly snippet: number;
  /** In words: `edit`, `verify`. */
  readonly act: string;
  readonly by: Person;
  readonly at: number;
}
