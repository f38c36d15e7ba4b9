import type { types } from '@slack/bolt';
import { limits } from './limits.ts';
import { mrkdwnText } from './text.ts';

type SlackBlock = types.KnownBlock;

/** How much one page takes. */
interface Room {
  readonly blocks: number;
  /** As JSON. */
  readonly size: number;
}

const message: Room = { blocks: limits.blocksInMessage, size: limits.messageSize };
const surface: Room = { blocks: limits.blocksInView, size: limits.viewSize };

/**
 * Blocks packed into at most `most` messages. What does not fit is cut with a note, and `rest`, the
 * button that shows it, when there is one; buttons at the end of all stay.
 */
export function toPages(
  blocks: readonly SlackBlock[],
  most: number,
  rest?: types.Button,
): readonly (readonly SlackBlock[])[] {
  return paged(blocks, most, message, rest);
}

/** Blocks as one modal or Home takes them, cut with a note. */
export function toOnePage(blocks: readonly SlackBlock[]): readonly SlackBlock[] {
  return paged(blocks, 1, surface).flat();
}

function paged(
  blocks: readonly SlackBlock[],
  most: number,
  room: Room,
  rest?: types.Button,
): readonly (readonly SlackBlock[])[] {
  const pages = pack(blocks, room, 0);
  if (pages.length <= most) return pages;
  const body = blocks.findLastIndex(({ type }) => type !== 'actions') + 1;
  const [last] = blocks.slice(-1);
  const isRow = last?.type === 'actions' && sizeOf([last]) <= room.size / 2;
  const tail: readonly SlackBlock[] = isRow ? [last] : [];
  const kept = pack(blocks.slice(0, body), room, sizeOf(tail) + 600).slice(0, most);
  const left = body - kept.flat().length;
  const words = `… cut here: ${left} more ${left === 1 ? 'part' : 'parts'} did not fit`;
  const note: SlackBlock = rest
    ? { type: 'section', text: mrkdwnText(words), accessory: rest }
    : { type: 'context', elements: [mrkdwnText(words)] };
  return [...kept.slice(0, -1), [...(kept.at(-1) ?? []), note, ...tail]];
}

const sizeOf = (blocks: readonly SlackBlock[]) => JSON.stringify(blocks).length;

/** Each page leaves room for a note, some buttons, and `reserved` characters. */
function pack(
  blocks: readonly SlackBlock[],
  room: Room,
  reserved: number,
): readonly (readonly SlackBlock[])[] {
  const pages: SlackBlock[][] = [[]];
  let size = reserved;
  for (const block of blocks) {
    const length = sizeOf([block]);
    const page = pages.at(-1) ?? [];
    const isFull = page.length >= room.blocks - 3 || size + length > room.size;
    if (isFull && page.length > 0) {
      pages.push([block]);
      size = reserved + length;
    } else {
      page.push(block);
      size += length;
    }
  }
  return pages;
}
