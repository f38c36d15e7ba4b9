import { KnownError } from './errors.ts';
import type { Actor, Snippet } from './model.ts';
import { mayCurate } from './world.ts';

/** What somebody is to a snippet. `asked`: they were asked whether it is still right. */
export type Standing = 'author' | 'owner' | 'verifier' | 'asked' | 'curator';

/**
 * Who may do what to a snippet, beside seeing it; docs/knowledge.md has the same table. Guests are
 * never curators. Taking over what nobody owns is for every member.
 */
export const rights = {
  edit: ['author', 'owner', 'curator'],
  restore: ['author', 'owner', 'curator'],
  verify: ['author', 'owner', 'verifier', 'asked', 'curator'],
  outdate: ['author', 'owner', 'verifier', 'asked', 'curator'],
  supersede: ['author', 'owner', 'curator'],
  'hand over': ['owner', 'curator'],
  'take over': ['author', 'verifier', 'asked', 'curator'],
} as const satisfies Readonly<Record<string, readonly Standing[]>>;

export type SnippetAct = keyof typeof rights;

const named: Readonly<Record<Standing, string>> = {
  author: 'who wrote it',
  owner: 'who looks after it',
  verifier: 'who vouched for it',
  asked: 'who was asked about it',
  curator: 'a curator',
};

/** What the actor is to the snippet. */
export function standingsOf(
  actor: Actor,
  { author, owner, verifiedBy }: Snippet,
  isAsked: boolean,
): ReadonlySet<Standing> {
  const me = actor.memberId;
  const is: readonly (readonly [Standing, boolean])[] = [
    ['author', author.id === me],
    ['owner', owner?.id === me],
    ['verifier', verifiedBy?.id === me],
    ['asked', isAsked],
    ['curator', mayCurate(actor)],
  ];
  return new Set(is.flatMap(([standing, isSo]) => (isSo ? [standing] : [])));
}

/** @throws KnownError 'forbidden' that says who may. */
export function mustBeOneOf(
  standings: ReadonlySet<Standing>,
  act: SnippetAct,
  number: number,
): void {
  const allowed: readonly Standing[] = rights[act];
  if (allowed.some((one) => standings.has(one))) return;
  const who = allowed.filter((one) => one !== 'asked').map((one) => named[one]);
  throw new KnownError(
    'forbidden',
    `Only ${who.slice(0, -1).join(', ')} or ${who.at(-1)} can ${act} S${number}. Tell one of them.`,
  );
}

/** Whether it is done with more than one's own rights: then it is written down. */
export function isByCurator(standings: ReadonlySet<Standing>, act: SnippetAct): boolean {
  const allowed: readonly Standing[] = rights[act];
  return !allowed.some((one) => one !== 'curator' && standings.has(one));
}
