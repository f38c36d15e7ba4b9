import { createHash } from 'node:crypto';
import type { View } from '../../commands/kit/view.ts';
import type { Posted } from '../adapter.ts';
import { limits } from './limits.ts';
import { type Message, toMessages } from './outbound.ts';
import { noPictures, type Picture, type Pictures } from './pictures.ts';

/** A message and the pictures that are sent beside it. */
export interface Sent {
  readonly body: Message & { readonly attachments?: readonly unknown[] };
  readonly files: readonly Picture[];
}

/** One message; its first component carries a mark by which it is found again after a crash. */
export function toCard(view: View, key: string, pictures: Pictures): Sent {
  const [message] = toMessages(view, 1, pictures);
  const [first, ...more] = message?.components ?? [];
  const mark = hash(key).readUInt32BE() >>> 1;
  const shown = JSON.stringify(more);
  const files = [...pictures.values()].filter(({ name }) => shown.includes(`attachment://${name}`));
  const attachments = files.map(({ name: filename }, i) => ({ id: String(i), filename }));
  const body = {
    ...(message ?? { flags: 0, allowed_mentions: { parse: [] } }),
    components: first ? [first.type === 1 ? first : { ...first, id: mark }, ...more] : [],
    ...(attachments.length > 0 && { attachments }),
  };
  return { body, files };
}

/** What makes Discord take a message once: https://docs.discord.com/developers/resources/message#create-message */
export const nonceOf = (text: string) => hash(text).toString('base64url').slice(0, limits.nonce);

const hash = (text: string) => createHash('sha256').update(text).digest();

/** Where no picture is let in (Attach Files is missing), its words are. */
export async function illustrated<P extends Posted>(
  act: (pictures: Pictures) => Promise<P>,
  pictures: Pictures,
): Promise<P> {
  const posted = await act(pictures);
  return posted.kind === 'refused' && pictures.size > 0 ? act(noPictures) : posted;
}
