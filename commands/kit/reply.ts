import type { Channel } from '../../src/model.ts';
import type { Form } from './form.ts';
import type { View } from './view.ts';

/** What should happen; adapters do it. */
export type Reply =
  | { readonly kind: 'show'; readonly view: View; readonly cards?: readonly Card[] }
  /** Replaces the message whose button was pressed; otherwise it is shown. */
  | { readonly kind: 'revise'; readonly view: View; readonly cards?: readonly Card[] }
  | { readonly kind: 'form'; readonly form: Form };

/**
 * A view that lives in a channel and changes with what it is about: posted there when it is new,
 * edited where it stands when it is known.
 */
export interface Card {
  /** What it is about: `question:42`. */
  readonly key: string;
  readonly channel: Channel;
  readonly view: View;
}

export function show(view: View, cards: readonly Card[] = []): Reply {
  return { kind: 'show', view, cards };
}

export function revise(view: View, cards: readonly Card[] = []): Reply {
  return { kind: 'revise', view, cards };
}
