import { problemView } from '../../commands/kit/problem.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import type { View } from '../../commands/kit/view.ts';
import type { CardOutcome } from './cards.ts';
import type { Origin } from './heard.ts';
import { limits } from './limits.ts';
import { type Message, toMessages } from './outbound.ts';
import type { Web } from './web.ts';

/** Where a reply belongs. */
export type Target = Pick<Origin, 'user' | 'channel' | 'thread' | 'responseUrl' | 'isEphemeral'>;

type Audience = Outcome['audience'];

/** Brings replies to who should see them; ways that fail are followed by the next one. */
export function createDelivery(web: Web) {
  /** Private: only the member. Public: the channel, in the thread it was said in. */
  async function send(message: Message, target: Target, audience: Audience, isRevision: boolean) {
    const { channel, user, thread, responseUrl } = target;
    const place = { channel: channel.id, ...(thread && { thread_ts: thread }) };
    const quietly = { unfurl_links: false, unfurl_media: false };
    if (responseUrl !== undefined) {
      const isTaken = await web.respond(responseUrl, {
        ...message,
        response_type: audience === 'private' ? 'ephemeral' : 'in_channel',
        replace_original: isRevision,
        ...(thread && { thread_ts: thread }),
        ...quietly,
      });
      if (isTaken) return;
    }
    const isDirect = channel.id.startsWith('D');
    if (audience === 'public' || isDirect) {
      const answer = await web.call('chat.postMessage', { ...place, ...message, ...quietly });
      if (answer.ok || !answer.isKnown) return;
    } else {
      const answer = await web.call('chat.postEphemeral', {
        ...place,
        ...message,
        user: user.id,
      });
      if (answer.ok || !answer.isKnown) return;
    }
    // Not in the channel: what was for the member alone still reaches them, in their own channel.
    await web.call('chat.postMessage', { channel: user.id, ...message, ...quietly });
  }

  return {
    async show(
      view: View,
      target: Target,
      audience: Audience,
      kind: 'show' | 'revise' = 'show',
    ): Promise<void> {
      // A message that all see is never replaced by what one member should see.
      const isRevision = kind === 'revise' && (target.isEphemeral ?? false);
      for (const [i, message] of toMessages(view, limits.messagesInReply).entries()) {
        await send(message, target, audience, isRevision && i === 0);
      }
    },
  };
}

/** What to tell who caused a card that could not be posted; undefined when there is nothing to tell. */
export function cardProblem(outcome: CardOutcome, channel: string): View | undefined {
  if (outcome === 'stands' || outcome === 'elsewhere') return undefined;
  return problemView(sentenceFor(outcome, channel));
}

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
function sentenceFor(
  { error, needed }: { error: string; needed?: string },
  channel: string,
): string {
  const kept = 'It is kept, but its card could not be posted';
  switch (error) {
    case 'not_in_channel':
    case 'channel_not_found':
      return `${kept}: I am not in #${channel}. Type \`/invite @Praxis\` there; the card comes with the next change.`;
    case 'is_archived':
      return `${kept}: #${channel} is archived.`;
    case 'missing_scope':
      return `${kept}: the app lacks the permission \`${needed ?? 'chat:write'}\`. Ask an admin of the workspace to install it again from its manifest.`;
    case 'ratelimited':
      return `${kept} in #${channel} just now: Slack is limiting us. The next change brings it.`;
    default:
      return `${kept} in #${channel} (${error}). The next change tries again; \`show\` shows it now.`;
  }
}
