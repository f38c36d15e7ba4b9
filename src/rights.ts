import { KnownError } from './errors.ts';
import type { Actor, Snippet } from './model.ts';
import { mayCurate } from './world.ts';

/**
 * What somebody is to what they act on, or in the community. `acceptor`: a role of their platform lets
 * them accept any answer; `asked`: they were asked whether a snippet is still right; `heir`: nobody looks
 * after it; `doer`: they did what is to be undone. Guests are never heirs, acceptors, curators or admins.
 */
export type Standing =
  | 'asker'
  | 'author'
  | 'owner'
  | 'verifier'
  | 'asked'
  | 'heir'
  | 'doer'
  | 'acceptor'
  | 'curator'
  | 'admin';

/**
 * Who may do what beside what everybody may: see, ask, answer, search, save and vote. Admins may do all
 * that curators may. docs/knowledge.md has the same table, and a test compares them.
 */
export const rights = {
  'edit question': ['asker', 'curator'],
  'close question': ['asker', 'curator'],
  'edit answer': ['author', 'curator'],
  'accept answer': ['asker', 'acceptor', 'curator'],
  delete: ['author', 'curator'],
  'edit snippet': ['author', 'owner', 'asked', 'curator'],
  'restore snippet': ['author', 'owner', 'curator'],
  'verify snippet': ['author', 'owner', 'verifier', 'asked', 'curator'],
  'outdate snippet': ['author', 'owner', 'verifier', 'asked', 'curator'],
  'supersede snippet': ['author', 'owner', 'curator'],
  'hand over snippet': ['owner', 'curator'],
  'take over snippet': ['author', 'verifier', 'asked', 'heir', 'curator'],
  'undo act': ['doer', 'curator'],
  'choose interval': ['curator'],
  'curate tags': ['curator'],
  'forget who is gone': ['curator'],
  merge: ['curator'],
  'settle dispute': ['curator'],
  'see risks': ['curator'],
  'see gaps': ['curator'],
  'nominate expert': ['curator'],
  'set up channel': ['curator'],
  'examine workspace': ['curator'],
  'change curated setting': ['curator'],
  'change administered setting': ['admin'],
  'appoint curator': ['admin'],
  'read audit': ['admin'],
  'resend notice': ['admin'],
} as const satisfies Readonly<Record<string, readonly Standing[]>>;

export type Act = keyof typeof rights;
export type SnippetAct = Extract<Act, `${string} snippet`>;

export const named: Readonly<Record<Standing, string>> = {
  asker: 'who asked it',
  author: 'who wrote it',
  owner: 'who looks after it',
  verifier: 'who vouched for it',
  asked: 'who was asked about it',
  heir: 'any member while nobody looks after it',
  doer: 'who did it',
  acceptor: 'the acceptor role',
  curator: 'a curator',
  admin: 'an admin',
};

/** Whether the actor may, by what they are to the thing (`own`) or in the community. */
export function isAllowed(actor: Actor, act: Act, ...own: readonly Standing[]): boolean {
  const allowed: readonly Standing[] = rights[act];
  if (allowed.some((one) => own.includes(one))) return true;
  if (actor.isGuest) return false;
  if (allowed.includes('acceptor') && actor.acceptsAny) return true;
  if (allowed.includes('curator') && mayCurate(actor)) return true;
  return allowed.includes('admin') && actor.member.role === 'admin';
}

/** What the actor is to the snippet. */
export function standingsOf(
  actor: Actor,
  { author, owner, verifiedBy }: Snippet,
  isAsked: boolean,
): readonly Standing[] {
  const me = actor.memberId;
  const is: readonly (readonly [Standing, boolean])[] = [
    ['author', author.id === me],
    ['owner', owner?.id === me],
    ['verifier', verifiedBy?.id === me],
    ['asked', isAsked],
    ['heir', owner === null && !actor.isGuest],
  ];
  return is.flatMap(([standing, isSo]) => (isSo ? [standing] : []));
}

/** @throws KnownError 'forbidden' that says who may. */
export function mustBeAllowed(
  actor: Actor,
  act: SnippetAct,
  number: number,
  standings: readonly Standing[],
): void {
  if (isAllowed(actor, act, ...standings)) return;
  const allowed: readonly Standing[] = rights[act];
  const hidden: readonly Standing[] = ['asked', 'heir'];
  const who = allowed.filter((one) => !hidden.includes(one)).map((one) => named[one]);
  const verb = act.replace(/ snippet$/, '');
  throw new KnownError(
    'forbidden',
    `Only ${who.slice(0, -1).join(', ')} or ${who.at(-1)} can ${verb} S${number}. Tell one of them.`,
  );
}

/** Whether it is done with more than one's own rights: then it is written down. */
export function isByCurator(act: Act, standings: readonly Standing[]): boolean {
  const allowed: readonly Standing[] = rights[act];
  return !allowed.some((one) => standings.includes(one));
}
