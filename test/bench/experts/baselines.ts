import type { CommunityEvent } from '../../../src/experts/expert-index.ts';
import { seeded } from '../figures.ts';
import type { Rules } from './histories.ts';

const day = 24 * 60 * 60 * 1000;
const channelHalfLife = 30 * day;

interface Member {
  lastAt: number;
  readonly threads: Set<number>;
  readonly channels: Map<number, { count: number; at: number }>;
}

interface Found {
  readonly memberId: number;
  readonly fit: number;
}

/** What others rank by, and who may be ranked at all. */
export function createBaselines() {
  const members = new Map<number, Member>();
  const questions = new Map<number, { askerId: number; channelId: number }>();
  const random = seeded(1);

  function seen(id: number, at: number): Member {
    const member = members.get(id) ?? { lastAt: 0, threads: new Set(), channels: new Map() };
    members.set(id, member);
    member.lastAt = at;
    return member;
  }

  const activeIn = (id: number, channelId: number, now: number) => {
    const active = members.get(id)?.channels.get(channelId);
    return active ? active.count * 2 ** ((active.at - now) / channelHalfLife) : 0;
  };

  const by = (ids: readonly number[], worth: (id: number) => number) => {
    const keyed = ids.map((id) => ({ id, key: worth(id) }));
    return keyed.sort((a, b) => b.key - a.key || a.id - b.id).map(({ id }) => id);
  };
  const busiest = (ids: readonly number[]) => by(ids, (id) => members.get(id)?.threads.size ?? 0);

  return {
    index(event: CommunityEvent): void {
      if (event.kind === 'question') {
        questions.set(event.id, event);
        seen(event.askerId, event.at);
      } else if (event.kind === 'answer') {
        const { memberId, questionId, at } = event;
        const member = seen(memberId, at);
        const question = questions.get(questionId);
        if (!question || question.askerId === memberId || member.threads.has(questionId)) return;
        member.threads.add(questionId);
        const count = activeIn(memberId, question.channelId, at) + 1;
        member.channels.set(question.channelId, { count, at });
      }
    },

    /** Who may be ranked: active, experienced, not the asker. */
    candidates(askerId: number, { fewestThreads, seenDays }: Rules, now: number): number[] {
      return [...members].flatMap(([id, { threads, lastAt }]) =>
        id !== askerId && threads.size >= fewestThreads && now - lastAt <= seenDays * day
          ? [id]
          : [],
      );
    },

    /** The candidates with most threads first. */
    busiest,

    rankings(
      { channelId }: { readonly channelId: number },
      candidates: readonly number[],
      closest: readonly Found[],
      now: number,
    ) {
      const votes = Map.groupBy(closest, ({ memberId }) => memberId);
      return {
        random: by(candidates, () => random()),
        'most active': busiest(candidates),
        'channel-active': by(candidates, (id) => activeIn(id, channelId, now)),
        /** Documents vote for their authors: Macdonald & Ounis (2006). */
        expCombMNZ: by(candidates, (id) => {
          const found = votes.get(id) ?? [];
          return found.length * found.reduce((sum, { fit }) => sum + Math.exp(fit), 0);
        }),
      };
    },
  };
}
