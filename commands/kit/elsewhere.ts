import { unreachable } from '../../src/errors.ts';
import { person, type Text } from './text.ts';
import type { Block, View } from './view.ts';

/** Says of handles who is on another platform alone, and on which. */
export interface Knowing {
  elsewhere(
    communityId: number,
    platform: string,
    handles: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>>;
}

/** A platform's name as people write it. */
export const platformName = (platform: string) =>
  platform.replace(/^./, (letter) => letter.toUpperCase());

/** The view as it is shown on the platform: with `on Discord` behind the names of those who are only there. */
export async function withPlatforms(
  view: View,
  knowing: Knowing,
  communityId: number,
  platform: string,
): Promise<View> {
  const elsewhere = await knowing.elsewhere(communityId, platform, handlesIn(view));
  return elsewhere.size === 0 ? view : saidWhere(view, elsewhere);
}

/** Who is named in the view. */
function handlesIn(view: View): ReadonlySet<string> {
  const handles = new Set<string>();
  mapTexts(view, (text) => {
    for (const part of text) {
      if (typeof part !== 'string' && part.kind === 'person') handles.add(part.handle);
    }
    return text;
  });
  return handles;
}

function saidWhere(view: View, elsewhere: ReadonlyMap<string, string>): View {
  return mapTexts(view, (text) =>
    text.flatMap((part) => {
      if (typeof part === 'string' || part.kind !== 'person') return [part];
      const there = elsewhere.get(part.handle);
      return there === undefined ? [part] : [person(part), ` on ${platformName(there)}`];
    }),
  );
}

function mapTexts(view: View, change: (text: Text) => Text): View {
  return { ...view, title: change(view.title), blocks: view.blocks.map(changed) };

  function changed(block: Block): Block {
    switch (block.kind) {
      case 'prose':
      case 'note':
      case 'file':
      case 'image':
        return { ...block, text: change(block.text) };
      case 'facts': {
        const facts = block.facts.map((fact) => ({ ...fact, value: change(fact.value) }));
        return { ...block, facts };
      }
      case 'item':
        return { ...block, title: change(block.title), lines: block.lines.map(change) };
      case 'quote':
      case 'actions':
        return block;
      default:
        return unreachable(block);
    }
  }
}
