import { encodeCall } from '../../commands/kit/call.ts';
import type { Reply } from '../../commands/kit/reply.ts';
import type { Inline, Text } from '../../commands/kit/text.ts';
import { type Action, actionsOf, type Block, type View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';

/**
 * Everything a reply says and offers, as plain text: what a reader sees, with its buttons in brackets.
 * Every button must fit what a platform carries, so each is encoded on the way.
 */
export function readReply(reply: Reply): string {
  if (reply.kind === 'form') {
    const fields = reply.form.fields.map(({ arg, value = '', problem = '' }) =>
      `${arg.name}: ${value}${problem && ` (${problem})`}`.trimEnd(),
    );
    const { title, about, problem } = reply.form;
    return [`${title} (form)`, about ?? [], problem ?? [], fields].flat(2).join('\n');
  }
  const cards = (reply.cards ?? []).map((card) => `--- ${card.key}\n${readView(card.view)}`);
  return [readView(reply.view), ...cards].join('\n');
}

export function readView(view: View): string {
  const title = view.title.length > 0 ? [`# ${readText(view.title)}`] : [];
  return [...title, ...view.blocks.map(readBlock)].join('\n');
}

function readBlock(block: Block): string {
  switch (block.kind) {
    case 'prose':
      return readText(block.text);
    case 'file':
      return `[file ${block.name}] (${readText(block.text)})`;
    case 'note':
    case 'image':
      return `(${readText(block.text)})`;
    case 'quote':
      return `> ${block.text}`;
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${readText(value)}`).join('\n');
    case 'item': {
      const quote = block.quote === undefined ? [] : [`> ${block.quote}`];
      const buttons = block.actions.length > 0 ? [readActions(block.actions)] : [];
      return [
        `* ${readText(block.title)}`,
        ...block.lines.map(readText),
        ...quote,
        ...buttons,
      ].join('\n');
    }
    case 'actions':
      return readActions(block.actions);
    default:
      return unreachable(block);
  }
}

const readActions = (actions: readonly Action[]) =>
  actions.map(({ label, call }) => `[${label} → ${encodeCall(call)}]`).join(' ');

export const readText = (text: Text) => text.map(readInline).join('');

function readInline(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.kind) {
    case 'strong':
      return `*${inline.text}*`;
    case 'code':
      return `\`${inline.text}\``;
    case 'person':
      return `@${inline.handle}`;
    case 'link':
      return `${inline.text} <${inline.url}>`;
    case 'time':
      return inline.style === 'ago'
        ? 'some time ago'
        : new Date(inline.at).toISOString().slice(0, 10);
    default:
      return unreachable(inline);
  }
}

/** Every button of a reply, its cards' included. */
export function buttonsOf(reply: Reply): readonly Action[] {
  if (reply.kind === 'form') return [];
  return [reply.view, ...(reply.cards ?? []).map(({ view }) => view)].flatMap(actionsOf);
}
