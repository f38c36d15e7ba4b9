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

/** An earlier text of a snippet. */
export interface SnippetRevision extends Revision {
  /** How it is named for bringing it back: 1 is the oldest. */
  readonly number: number;
  /** The question's details; undefined where they stand in the body, before the answer. */
  readonly question: string | undefined;
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
  readonly at: number;
}
