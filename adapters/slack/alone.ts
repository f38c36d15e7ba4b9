import type { Outcome } from '../../commands/kit/request.ts';
import { say, strong } from '../../commands/kit/text.ts';

/** Says that nobody else is there, after what should have been done in a channel. */
export function withAlone(outcome: Outcome): Outcome {
  const { reply, happensIn } = outcome;
  if (happensIn !== 'channel' || reply.kind === 'form') return outcome;
  if (!reply.cards?.some(({ channel }) => channel.externalId.startsWith('D'))) return outcome;
  const text = say`Nobody else is in this conversation, so nobody else sees it. To ask others, ask in a channel, or choose ${strong('Ask the community')} among the shortcuts.`;
  const blocks = [...reply.view.blocks, { kind: 'note', text } as const];
  return { ...outcome, reply: { ...reply, view: { ...reply.view, blocks } } };
}
