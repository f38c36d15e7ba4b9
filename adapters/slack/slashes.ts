import type { Command } from '../../commands/kit/command.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import type { Inline, Text } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { firstWords, slashName } from './register.ts';

/**
 * Shows commands as they are typed here: where our words say `search git`, members read
 * `/search-praxis git`.
 */
export function createSlashes(commands: readonly Command[], prefix: string) {
  const names = new Set(firstWords(commands));

  function inline(one: Inline): Inline {
    if (typeof one === 'string' || one.kind !== 'code') return one;
    const [word = ''] = one.text.split(' ', 1);
    return names.has(word)
      ? { ...one, text: slashName(word, prefix) + one.text.slice(word.length) }
      : one;
  }

  const text = (all: Text): Text => all.map(inline);

  function block(one: Block): Block {
    switch (one.kind) {
      case 'prose':
      case 'note':
      case 'image':
        return { ...one, text: text(one.text) };
      case 'facts':
        return { ...one, facts: one.facts.map((fact) => ({ ...fact, value: text(fact.value) })) };
      case 'item':
        return { ...one, title: text(one.title), lines: one.lines.map(text) };
      case 'quote':
      case 'actions':
        return one;
      default:
        return unreachable(one);
    }
  }

  const view = (one: View): View => ({
    ...one,
    title: text(one.title),
    blocks: one.blocks.map(block),
  });

  return {
    view,
    /** The outcome as it is shown; its cards are worded when they are posted. */
    outcome({ reply, audience }: Outcome): Outcome {
      if (reply.kind === 'form') return { reply, audience };
      return { reply: { ...reply, view: view(reply.view) }, audience };
    },
  };
}
