import { type Button, type Component, subtext, types } from './components.ts';
import { limits } from './limits.ts';

/** What the note takes that says what was cut. */
const noteText = 60;

/**
 * Components packed into at most `most` messages. What does not fit is cut with a note, and `rest`,
 * the button that shows it, when there is one; buttons at the end of all stay.
 */
export function toPages(
  all: readonly Component[],
  most: number,
  rest?: Button,
): readonly (readonly Component[])[] {
  const pages = pack(all, []);
  if (pages.length <= most) return pages;
  const [last] = all.slice(-1);
  const tail = last?.type === types.row ? [last] : [];
  const body = all.findLastIndex(({ type }) => type !== types.row) + 1;
  const kept = pack(all.slice(0, body), tail).slice(0, most);
  const left = body - kept.flat().length;
  const words = subtext(`… cut here: ${left} more ${left === 1 ? 'part' : 'parts'} did not fit`);
  const text = { type: types.text, content: words } as const;
  const note = rest ? { type: types.section, components: [text], accessory: rest } : text;
  return [...kept.slice(0, -1), [...(kept.at(-1) ?? []), note, ...tail]];
}

/** Each page leaves room for a note and for what is `reserved`. */
function pack(
  all: readonly Component[],
  reserved: readonly Component[],
): readonly (readonly Component[])[] {
  const pages: Component[][] = [[]];
  const start = { count: 3 + total(reserved.map(countOf)), text: noteText };
  let size = start;
  for (const component of all) {
    const more = { count: countOf(component), text: textOf(component) };
    const page = pages.at(-1) ?? [];
    const isFull =
      size.count + more.count > limits.components || size.text + more.text > limits.messageText;
    if (isFull && page.length > 0) {
      pages.push([component]);
      size = { count: start.count + more.count, text: start.text + more.text };
    } else {
      page.push(component);
      size = { count: size.count + more.count, text: size.text + more.text };
    }
  }
  return pages;
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** The component and everything in it. */
function countOf(component: Component): number {
  if (!('components' in component)) return 1;
  return 1 + component.components.length + (component.type === types.section ? 1 : 0);
}

function textOf(component: Component): number {
  if (component.type === types.text) return component.content.length;
  if (component.type === types.row || !('components' in component)) return 0;
  return total(component.components.map(({ content }) => content.length));
}
