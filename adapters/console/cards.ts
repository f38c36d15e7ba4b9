import type { Inline, Text } from '../../commands/kit/text.ts';
import { join } from '../../commands/kit/text.ts';
import type { View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';

/**
 * What a card says now that it did not say before, part by part; all that it says about itself when
 * something was only taken away; undefined when nothing changed.
 */
export function changeOf(before: View, after: View): Text | undefined {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  const said = new Set(before.blocks.flatMap(partsOf).map((part) => JSON.stringify(part)));
  const parts = after.blocks.flatMap(partsOf);
  const added = parts.filter((part) => !said.has(JSON.stringify(part)));
  const title = JSON.stringify(before.title) === JSON.stringify(after.title) ? [] : [after.title];
  const changed = [...title, ...added];
  const notes = after.blocks.filter((block) => block.kind === 'note').flatMap(partsOf);
  return join(changed.length > 0 ? changed : notes, ', ');
}

function partsOf(block: View['blocks'][number]): readonly Text[] {
  switch (block.kind) {
    case 'prose':
    case 'note':
    case 'file':
    case 'image':
      return split(block.text);
    case 'item':
      return [block.title, ...block.lines].flatMap(split);
    case 'facts':
      return block.facts.map(({ label, value }) => [`${label}: `, ...value]);
    case 'quote':
    case 'actions':
      return [];
    default:
      return unreachable(block);
  }
}

/** What stands between the dots of a line of facts. */
function split(text: Text): readonly Text[] {
  const parts: Inline[][] = [[]];
  for (const inline of text) {
    const [first, ...rest] = typeof inline === 'string' ? inline.split(' · ') : [inline];
    if (first !== undefined && first !== '') parts.at(-1)?.push(first);
    parts.push(...rest.map((part) => (part === '' ? [] : [part])));
  }
  return parts.filter((part) => part.length > 0);
}
