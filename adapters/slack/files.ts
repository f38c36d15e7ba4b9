import { z } from 'zod';
import { problemView } from '../../commands/kit/problem.ts';
import { filesOf, type View } from '../../commands/kit/view.ts';
import { toMessages } from './outbound.ts';
import type { Web } from './web.ts';

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const place = z.object({ upload_url: z.url(), file_id: z.string().min(1) });
/** https://docs.slack.dev/reference/methods/conversations.open */
const opened = z.object({ channel: z.object({ id: z.string().min(1) }) });
const timeout = 10_000;

interface Upload {
  readonly name: string;
  readonly title: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
  /** What a picture shows, in words. */
  readonly alt?: string;
}

/**
 * Uploads a file and gives Slack's id of it; undefined when it could not be. It stands in the
 * conversation `to`, or, without one, nowhere until a message shows it.
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function uploadFile(
  web: Web,
  { name, title, mediaType, data, alt }: Upload,
  to?: string,
): Promise<string | undefined> {
  const asked = await web.call('files.getUploadURLExternal', {
    filename: name,
    length: data.length,
    ...(alt !== undefined && { alt_txt: alt }),
  });
  if (!asked.ok) return undefined;
  const { upload_url: url, file_id: id } = place.parse(asked.body);
  const body = new Blob([new Uint8Array(data)], { type: mediaType });
  const sent = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeout) });
  if (!sent.ok) return undefined;
  const completed = await web.call('files.completeUploadExternal', {
    files: [{ id, title }],
    ...(to !== undefined && { channel_id: to }),
  });
  return completed.ok ? id : undefined;
}

/** Brings the files of a view to the member alone, in their direct messages with us. */
export async function sendFiles(web: Web, view: View, user: string): Promise<void> {
  const files = filesOf(view);
  if (files.length === 0) return;
  const answer = await web.call('conversations.open', { users: user });
  const to = opened.safeParse(answer.ok ? answer.body : undefined).data?.channel.id;
  const failed: string[] = [];
  for (const { name, mediaType, content } of files) {
    const file = { name, title: name, mediaType, data: new TextEncoder().encode(content) };
    if (to === undefined || !(await isSent(file))) failed.push(name);
  }
  if (failed.length > 0) await tell(failed);

  async function isSent(file: Upload): Promise<boolean> {
    try {
      return (await uploadFile(web, file, to)) !== undefined;
    } catch {
      // What was wrong with it is told to whom it is for.
      return false;
    }
  }

  async function tell(names: readonly string[]): Promise<void> {
    const sentence = `${names.join(' and ')} could not be sent: Slack did not take them. Please try again; \`doctor\` tells whether I may upload files.`;
    const [message] = toMessages(problemView(sentence), 1);
    await web.call('chat.postMessage', { channel: to ?? user, ...message });
  }
}
