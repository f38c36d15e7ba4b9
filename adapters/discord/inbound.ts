import {
  readForumPost,
  readMessage,
  readMessageGone,
  readPostChange,
  readReaction,
} from './events.ts';
import { type Guilds, readChannel } from './guilds.ts';
import type { Heard } from './heard.ts';
import { readInteraction } from './interactions.ts';

/** What a dispatch means to a member's conversation with us; undefined when it means nothing. Never throws. */
export function readDispatch(
  event: string,
  body: unknown,
  { guilds, self, at }: { readonly guilds: Guilds; readonly self: string; readonly at: number },
): Heard | undefined {
  switch (event) {
    case 'INTERACTION_CREATE':
      return readInteraction(body);
    case 'MESSAGE_CREATE':
      return readMessage(body, guilds, false);
    case 'MESSAGE_UPDATE':
      return readMessage(body, guilds, true);
    case 'MESSAGE_DELETE':
      return readMessageGone(body, guilds);
    case 'MESSAGE_REACTION_ADD':
      return readReaction(body, guilds, true, at);
    case 'MESSAGE_REACTION_REMOVE':
      return readReaction(body, guilds, false, at);
    case 'THREAD_CREATE':
      guilds.keepChannel(body);
      return readForumPost(body, guilds, self);
    case 'THREAD_UPDATE': {
      const before = guilds.channel(readChannel(body)?.id ?? '');
      return readPostChange(guilds.keepChannel(body), before, guilds);
    }
    default:
      return undefined;
  }
}
