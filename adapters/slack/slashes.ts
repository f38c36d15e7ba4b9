import type { Command } from '../../commands/kit/command.ts';
import type { Form } from '../../commands/kit/form.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import type { Inline, Text } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';
import { unreachable } from '../../src/errors.ts';
import { firstWords, slashName } from './register.ts';

/**
 * Shows commands as they are typed here: where our words say `search git`, members read
 * `/search-praxis git`.
 */
export const createSlashes = (commands: readonly Command[], prefix: string) =>
  createTyping(commands, (word) => slashName(word, prefix));

/** The same for a thread, where Slack has no slash commands: `@Praxis search git`. */
export const createMentions = (commands: readonly Command[]) =>
  createTyping(commands, (word) => `@Praxis ${word}`);

function createTyping(commands: readonly Command[], typed: (word: string) => string) {
  const names = new Set(firstWords(commands));

  function line(words: string): string {
    const [word = ''] = words.split(' ', 1);
    return names.has(word) ? typed(word) + words.slice(word.length) : words;
  }

  const inline = (one: Inline): Inline =>
    typeof one === 'string' || one.kind !== 'code' ? one : { ...one, text: line(one.text) };

  /** A sentence that marks commands by `these`. */
  const sentence = (words: string): string =>
    words.replace(/`([^`]+)`/g, (_, command: string) => `\`${line(command)}\``);

  const form = (one: Form): Form => ({
    ...one,
    ...(one.problem !== undefined && { problem: sentence(one.problem) }),
    fields: one.fields.map((field) =>
      field.problem === undefined ? field : { ...field, problem: sentence(field.problem) },
    ),
  });

  const text = (all: Text): Text => all.map(inline);

  function block(one: Block): Block {
    switch (one.kind) {
      case 'prose':
      case 'note':
      case 'file':
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
    outcome(outcome: Outcome): Outcome {
      const { reply } = outcome;
      return reply.kind === 'form'
        ? { ...outcome, reply: { ...reply, form: form(reply.form) } }
        : { ...outcome, reply: { ...reply, view: view(reply.view) } };
    },
  };
}
