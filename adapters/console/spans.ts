import type { Inline, Text } from '../../commands/kit/text.ts';
import { unreachable } from '../../src/errors.ts';
import type { Style } from './colours.ts';
import { safeLine } from './safe.ts';
import { agoWords, dayWords } from './times.ts';
import type { Span } from './wrap.ts';

export type Line = readonly Span[];

/** The text as it is read, in `style` where it has none of its own. `now` in UTC milliseconds. */
export function spansOf(text: Text, style: Style, now: number): Line {
  return text.map((inline) => spanOf(inline, style, now));
}

/** The text as plain words. */
export function wordsOf(text: Text, now: number): string {
  return spansOf(text, 'plain', now)
    .map((span) => span.text)
    .join('');
}

function spanOf(inline: Inline, style: Style, now: number): Span {
  if (typeof inline === 'string') return { text: safeLine(inline), style };
  switch (inline.kind) {
    case 'strong':
      return { text: safeLine(inline.text), style: 'strong' };
    case 'code':
      return { text: `\`${safeLine(inline.text)}\``, style: 'code' };
    case 'person':
      return { text: `@${safeLine(inline.handle)}`, style: style === 'plain' ? 'person' : style };
    case 'link':
      return { text: safeLine(`${inline.text} (${inline.url})`), style };
    case 'time': {
      const { at } = inline;
      return { text: inline.style === 'ago' ? agoWords(at, now) : dayWords(at), style };
    }
    default:
      return unreachable(inline);
  }
}
