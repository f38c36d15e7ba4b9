import type { Call } from './call.ts';
import type { Text } from './text.ts';

/** What is shown, in terms of meaning; each platform spends its best means on it. */
export interface View {
  /** Which view this is, for tests and logs: `question`, `search`. */
  readonly name: string;
  readonly title: Text;
  readonly blocks: readonly Block[];
  /** Shows the whole of it, where a platform had to cut. */
  readonly rest?: Call;
}

export type Block =
  /** Our own words. */
  | { readonly kind: 'prose'; readonly text: Text }
  /** A member's words, as they wrote them: Markdown that may do nothing but look good. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** One of several things in a list, with what can be done about it. */
  | {
      readonly kind: 'item';
      readonly title: Text;
      readonly lines: readonly Text[];
      /** A member's words that the item is about. */
      readonly quote?: string;
      readonly actions: readonly Action[];
    }
  | { readonly kind: 'actions'; readonly actions: readonly Action[] }
  /** Something said aside. */
  | { readonly kind: 'note'; readonly text: Text }
  /**
   * A text for whoever asked for it, as a file. It goes with replies that they alone see, never into a
   * channel; `text` says what it is.
   */
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly mediaType: string;
      readonly content: string;
      readonly text: Text;
    }
  /** A drawing, what it shows in words (`alt`), and the short of it where no pictures are shown. */
  | { readonly kind: 'image'; readonly svg: string; readonly alt: string; readonly text: Text };

export interface Fact {
  readonly label: string;
  readonly value: Text;
}

export type File = Extract<Block, { kind: 'file' }>;

/** A button: a call waiting to happen. */
export interface Action {
  readonly label: string;
  readonly call: Call;
  readonly style?: 'primary' | 'danger';
  /**
   * The argument that the call lacks. A platform with fields beside its buttons lets it be typed
   * there; on any other it is a button like all, whose form asks for it.
   */
  readonly blank?: string;
}

/** A paragraph that is strong as a whole is a heading of what follows. */
export function isHeading(block: Block): boolean {
  if (block.kind !== 'prose' || block.text.length !== 1) return false;
  const [only] = block.text;
  return typeof only === 'object' && only.kind === 'strong';
}

/** Everything in the view that can be pressed, in reading order. */
export function actionsOf(view: View): readonly Action[] {
  return view.blocks.flatMap((block) => ('actions' in block ? block.actions : []));
}

export function filesOf(view: View): readonly File[] {
  return view.blocks.filter((block) => block.kind === 'file');
}
