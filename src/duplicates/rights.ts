import { KnownError } from '../errors.ts';
import type { Actor, Channel } from '../model.ts';
import { isAllowed } from '../rights.ts';

/** @throws KnownError 'forbidden' to who does not curate. */
export function mustCurate(actor: Actor, what: string): void {
  if (isAllowed(actor, 'merge')) return;
  throw new KnownError(
    'forbidden',
    `Only curators can ${what}. Tell one of them, or say \`duplicate #12 #7\`: they are shown it.`,
  );
}

/**
 * What was said in a private channel stays there, and what people from elsewhere may read is not added
 * to: both are in one channel, or both in channels of everyone here.
 * @throws KnownError 'forbidden'
 */
export function mustStayInside(one: Channel, other: Channel): void {
  if (one.id === other.id) return;
  if ([one, other].some((channel) => channel.private)) {
    throw new KnownError(
      'forbidden',
      'What is said in a private channel stays there: the two can be merged only when both are from that channel. Link to the public one in an answer instead.',
    );
  }
  if ([one, other].some((channel) => channel.shared)) {
    throw new KnownError(
      'forbidden',
      'One of them is from a channel with guests from elsewhere, who would read what was said in the other. They can be merged only when both are from one channel.',
    );
  }
}
