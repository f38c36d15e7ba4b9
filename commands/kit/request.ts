import type { Place } from '../../src/members.ts';
import type { AccountIdentity } from '../../src/model.ts';
import type { Call } from './call.ts';
import type { Door } from './command.ts';
import type { Reply } from './reply.ts';

/** What an adapter hears: who, where, through which door, and what was said or pressed. */
export interface Request {
  /** The platform's key of this delivery: the same when it is repeated, different otherwise. */
  readonly delivery: string;
  readonly door: Door;
  readonly account: AccountIdentity;
  readonly place: Place;
  readonly input:
    | { readonly kind: 'line'; readonly line: string }
    /** A button's encoded call. */
    | { readonly kind: 'encoded'; readonly call: string }
    /** Typed options or a submitted form. */
    | { readonly kind: 'call'; readonly call: Call };
}

/** A reply, and who should see it: problems and forms are private whatever the command is. */
export interface Outcome {
  readonly reply: Reply;
  readonly audience: 'private' | 'public';
}
