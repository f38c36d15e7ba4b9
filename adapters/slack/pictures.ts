import type { View } from '../../commands/kit/view.ts';
import type { Log } from '../../src/log.ts';
import { toPng } from '../pictures.ts';
import { uploadFile } from './files.ts';
import { limits } from './limits.ts';
import type { Web } from './web.ts';

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
      const alt = block.alt.slice(0, limits.altText);
      const png = { name: 'chart.png', title: 'chart', mediaType: 'image/png', alt };
      const id = await uploadFile(web, { ...png, data: await toPng(block.svg) });
      if (id !== undefined) files.set(block.svg, id);
    } catch (error) {
      log.warn({ event: 'slack picture not uploaded', err: error });
    }
  }
  return files;
}
