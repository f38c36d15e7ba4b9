import { KnownError } from '../../src/errors.ts';

/** How much of one member, and of one workspace, may be in hand; and how much of a workspace at once. */
const most = { ofMember: 60, ofWorkspace: 500, atOnce: 8 };

/** What is in hand of a workspace; who waits, by member, in the order of their turns. */
interface Line {
  inHand: number;
  running: number;
  readonly waiting: Map<string, (() => void)[]>;
}

/**
 * Lets invocations in so that nobody has to wait for somebody else's many: workspaces do not wait for
 * each other, and within one its members take turns.
 */
export function createTurns() {
  const lines = new Map<string, Line>();
  const ofMembers = new Map<string, number>();

  function enter(line: Line, member: string): Promise<void> | undefined {
    line.inHand += 1;
    if (line.running < most.atOnce) {
      line.running += 1;
      return undefined;
    }
    return new Promise((resolve) => {
      const own = line.waiting.get(member) ?? [];
      line.waiting.set(member, [...own, resolve]);
    });
  }

  function leave(line: Line, workspace: string): void {
    line.inHand -= 1;
    const [first] = line.waiting;
    if (first) {
      const [member, [next, ...rest]] = first;
      line.waiting.delete(member);
      // Who has more waiting goes to the end.
      if (rest.length > 0) line.waiting.set(member, rest);
      next?.();
    } else line.running -= 1;
    if (line.inHand === 0) lines.delete(workspace);
  }

  return {
    /**
     * What `act` gives, when it is `member`'s turn in `workspace`.
     * @throws KnownError 'unavailable' when too much of theirs is in hand already.
     */
    async inTurn<T>(workspace: string, member: string, act: () => Promise<T>): Promise<T> {
      const who = `${workspace} ${member}`;
      const own = ofMembers.get(who) ?? 0;
      if (own >= most.ofMember) {
        const sentence = `You have ${own} commands waiting already. Wait for their answers, then send this again.`;
        throw new KnownError('unavailable', sentence);
      }
      const line = lines.get(workspace) ?? { inHand: 0, running: 0, waiting: new Map() };
      if (line.inHand >= most.ofWorkspace) {
        const sentence =
          'More is being asked here than can be answered at once. Please try again in a minute.';
        throw new KnownError('unavailable', sentence);
      }
      lines.set(workspace, line);
      ofMembers.set(who, own + 1);
      try {
        await enter(line, member);
        return await act();
      } finally {
        leave(line, workspace);
        const left = (ofMembers.get(who) ?? 1) - 1;
        if (left === 0) ofMembers.delete(who);
        else ofMembers.set(who, left);
      }
    },
  };
}
