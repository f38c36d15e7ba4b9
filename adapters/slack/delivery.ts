import { problemView } from '../../commands/kit/problem.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import type { View } from '../../commands/kit/view.ts';
import { sendFiles } from './files.ts';
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
    const isDirect = channel.id.startsWith('D');
    if (responseUrl !== undefined) {
      const outcome = await web.respond(responseUrl, {
        ...message,
        response_type: audience === 'private' ? 'ephemeral' : 'in_channel',
        replace_original: isRevision,
        ...(thread && { thread_ts: thread }),
        ...quietly,
      });
      if (outcome === 'taken') return;
      // What all see must not be there twice; what one member sees had better be than be lost.
      if (outcome === 'unknown' && audience === 'public') return askToLook(target);
    }
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

  async function askToLook({ channel, user, thread }: Target): Promise<void> {
    const doubt = problemView(
      'Slack did not say whether it took the reply. If you do not see it, please try again.',
    );
    const [message] = toMessages(doubt, 1);
    const place = { channel: channel.id, ...(thread && { thread_ts: thread }) };
    await web.call('chat.postEphemeral', { ...place, ...message, user: user.id });
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
      if (audience === 'private') await sendFiles(web, view, target.user.id);
    },
  };
}
