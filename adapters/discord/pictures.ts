import type { View } from '../../commands/kit/view.ts';
import type { Log } from '../../src/log.ts';
import { toPng } from '../pictures.ts';

/** A drawing as a file that is sent beside a message: https://docs.discord.com/developers/reference#uploading-files */
export interface Picture {
  readonly name: string;
  readonly data: Buffer;
}

/** The picture of each drawing in a view. */
export type Pictures = ReadonlyMap<string, Picture>;
export const noPictures: Pictures = new Map();

/** Draws what is drawn in a view. What cannot be is left out: its words are shown instead. */
export async function drawPictures(view: View, log: Log): Promise<Pictures> {
  const pictures = new Map<string, Picture>();
  for (const block of view.blocks) {
    if (block.kind !== 'image') continue;
    try {
      const data = Buffer.from(await toPng(block.svg));
      pictures.set(block.svg, { name: `chart-${pictures.size + 1}.png`, data });
    } catch (error) {
      log.warn({ event: 'picture not drawn', err: error });
    }
  }
  return pictures;
}
