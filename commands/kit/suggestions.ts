import type { Suggestion } from './args.ts';
import type { Request } from './request.ts';
import { createTurns } from './turns.ts';

/** Each key that is pressed asks anew. */
const most = { ofMember: 30, ofWorkspace: 300, atOnce: 4 };

/**
 * Lets what is typed in turn, apart from commands, so that no storm of keys holds anything up. What a
 * member has typed on since is not looked for any more.
 */
export function createSuggestions() {
  const turns = createTurns(most);
  /** The newest of each member who has something in hand. */
  const newest = new Map<string, object>();

  return {
    async take(
      { account, place }: Pick<Request, 'account' | 'place'>,
      look: () => Promise<readonly Suggestion[]>,
    ): Promise<readonly Suggestion[]> {
      const workspace = `${place.platform} ${place.workspace}`;
      const who = `${workspace} ${account.externalId}`;
      const own = {};
      newest.set(who, own);
      try {
        if (turns.refusal(workspace, account.externalId) !== undefined) return [];
        return await turns.take(workspace, account.externalId, async () =>
          newest.get(who) === own ? look() : [],
        );
      } finally {
        if (newest.get(who) === own) newest.delete(who);
      }
    },
  };
}
