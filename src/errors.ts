/**
 * What can go wrong in a way that a member can do something about. `message` is for the member: one
 * clear sentence that says what to do next. Anything that is not a KnownError is a bug.
 */
export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'forbidden'
  | 'conflict'
  | 'unavailable'
  /** The delivery had its effect before; nobody needs to be told again. */
  | 'repeated';

export class KnownError extends Error {
  readonly code: ErrorCode;

  /** `cause` is what happened underneath, for the log. */
  constructor(code: ErrorCode, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'KnownError';
    this.code = code;
  }
}

/** What a member reads when `error` reached them; `reference` finds the whole of it in the log. */
export function sentenceFor(error: unknown, reference: string): string {
  if (error instanceof KnownError) return error.message;
  return `Something went wrong on our side and nothing was changed. Please try again; if it happens again, tell an admin the reference ${reference}.`;
}

/** Ends every switch over a union: adding a case without handling it does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
