import { z } from 'zod';
import type { View } from '../../commands/kit/view.ts';
import type { Log } from '../../src/log.ts';
import { toPng } from '../pictures.ts';
import { limits } from './limits.ts';
import type { Web } from './web.ts';

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const place = z.object({ upload_url: z.url(), file_id: z.string().min(1) });
const timeout = 10_000;

/** Slack's file of each drawing in a view. */
export type Files = ReadonlyMap<string, string>;
export const noFiles: Files = new Map();

/**
 * Uploads the drawings of a view. One that could not be is left out: its words are shown instead.
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function uploadPictures(web: Web, view: View, log: Log): Promise<Files> {
  const files = new Map<string, string>();
  for (const block of view.blocks) {
    if (block.kind !== 'image') continue;
    try {
      const id = await upload(web, await toPng(block.svg), block.alt);
      if (id !== undefined) files.set(block.svg, id);
    } catch (error) {
      log.warn({ event: 'slack picture not uploaded', err: error });
    }
  }
  return files;
}

async function upload(web: Web, png: Uint8Array, alt: string): Promise<string | undefined> {
  const asked = await web.call('files.getUploadURLExternal', {
    filename: 'chart.png',
    length: png.length,
    alt_txt: alt.slice(0, limits.altText),
  });
  if (!asked.ok) return undefined;
  const { upload_url: url, file_id: id } = place.parse(asked.body);
  const body = new Blob([new Uint8Array(png)], { type: 'image/png' });
  const sent = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeout) });
  if (!sent.ok) return undefined;
  const files = [{ id, title: 'chart' }];
  const completed = await web.call('files.completeUploadExternal', { files });
  return completed.ok ? id : undefined;
}
