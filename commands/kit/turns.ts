/** How much of one member, and of one workspace, may be in hand; and how much of a workspace at once. */
interface Most {
  readonly ofMember: number;
  readonly ofWorkspace: number;
  readonly atOnce: number;
}

const usual: Most = { ofMember: 60, ofWorkspace: 500, atOnce: 8 };

/** What is in hand of a workspace; and who waits, by member, in the order of their turns. */
interface Line {
  inHand: number;
  running: number;
  readonly waiting: Map<string, readonly (() => void)[]>;
}

/**
 * Lets invocations in so that nobody waits for somebody else's many: workspaces do not wait for each
 * other, and within one its members take turns.
 */
export function createTurns(most: Most = usual) {
  const lines = new Map<string, Line>();
  const ofMembers = new Map<string, number>();
  const nameOf = (workspace: string, member: string) => `${workspace} ${member}`;

  async function enter(line: Line, member: string): Promise<void> {
    line.inHand += 1;
    if (line.running < most.atOnce) line.running += 1;
    else {
      await new Promise<void>((resolve) => {
        line.waiting.set(member, [...(line.waiting.get(member) ?? []), resolve]);
      });
    }
  }

  function leave(line: Line): void {
    line.inHand -= 1;
    const [first] = line.waiting;
    if (!first) {
      line.running -= 1;
      return;
    }
    const [member, [next, ...rest]] = first;
    line.waiting.delete(member);
    // Whoever has more waiting goes to the end.
    if (rest.length > 0) line.waiting.set(member, rest);
    next?.();
  }

  return {
    /** Why nothing more of `member` is taken just now, and what to do; undefined when it is. */
    refusal(workspace: string, member: string): string | undefined {
      const own = ofMembers.get(nameOf(workspace, member)) ?? 0;
      if (own >= most.ofMember) {
        return `You have ${own} commands waiting already. Wait for their answers, then send this again.`;
      }
      const all = lines.get(workspace)?.inHand ?? 0;
      return all < most.ofWorkspace
        ? undefined
        : 'More is being asked here than can be answered at once. Please try again in a minute.';
    },

    /** What `act` gives, done when it is `member`'s turn in `workspace`. */
    async take<T>(workspace: string, member: string, act: () => Promise<T>): Promise<T> {
      const line = lines.get(workspace) ?? { inHand: 0, running: 0, waiting: new Map() };
      lines.set(workspace, line);
      const name = nameOf(workspace, member);
      ofMembers.set(name, (ofMembers.get(name) ?? 0) + 1);
      try {
        await enter(line, member);
        return await act();
      } finally {
        leave(line);
        if (line.inHand === 0) lines.delete(workspace);
        const left = (ofMembers.get(name) ?? 1) - 1;
        if (left === 0) ofMembers.delete(name);
        else ofMembers.set(name, left);
      }
    },
  };
}
