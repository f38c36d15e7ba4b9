import { styleText } from 'node:util';

/** What a piece of text is, which is why it may look different. */
export type Style = 'plain' | 'strong' | 'code' | 'aside' | 'person' | 'danger' | 'mark';

export type Paint = (style: Style, text: string) => string;

const formats = {
  strong: 'bold',
  code: 'cyan',
  aside: 'dim',
  person: 'green',
  danger: 'red',
  mark: 'yellow',
} as const;

/** Paints text in the terminal's colours, or leaves everything plain. */
export function createPaint(isColoured: boolean): Paint {
  if (!isColoured) return (_, text) => text;
  return (style, text) =>
    style === 'plain' || text === ''
      ? text
      : styleText(formats[style], text, { validateStream: false });
}
