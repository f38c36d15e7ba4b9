import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Arg } from '../../commands/kit/args.ts';
import type { Call } from '../../commands/kit/call.ts';
import type { Field, Form } from '../../commands/kit/form.ts';
import { unreachable } from '../../src/errors.ts';
import { safe } from '../safe.ts';
import { limits } from './limits.ts';
import type { SlackBlock } from './outbound.ts';
import { escaped, literal, mrkdwnText, plainText, unformatted } from './text.ts';

/** Marks our modals. */
export const formCallback = 'form';

/** What a modal remembers: the call it completes, and where its reply belongs. */
export const formMemory = z.object({
  name: z.string(),
  args: z.record(z.string(), z.string()),
  /** A draft that holds the arguments instead, when they are too long to be kept here. */
  draft: z.number().optional(),
  channel: z.string(),
  thread: z.string().optional(),
  responseUrl: z.string().optional(),
});

export type FormMemory = z.infer<typeof formMemory>;

/** The arguments of the call that the form does not ask for. */
export function unasked({ call, fields }: Form): Call['args'] {
  const asked = new Set(fields.map(({ arg }) => arg.name));
  return Object.fromEntries(Object.entries(call.args).filter(([name]) => !asked.has(name)));
}

export function toModal(form: Form, memory: FormMemory): types.ModalView {
  const isCut = escaped(form.title).length > limits.modalTitle;
  const problems = form.fields.flatMap(({ problem }) => problem ?? []);
  const heads = [
    ...(isCut ? [form.title] : []),
    ...(form.problem ? [form.problem] : []),
    ...problems,
  ];
  const blocks = [
    ...heads.map(
      (head): SlackBlock => ({
        type: 'section',
        text: mrkdwnText(literal(unformatted(head), limits.sectionText)),
      }),
    ),
    ...form.fields.flatMap(toInputs),
  ];
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plainText(form.title, limits.modalTitle),
    submit: plainText('Send', limits.modalTitle),
    close: plainText('Cancel', limits.modalTitle),
    private_metadata: JSON.stringify(memory),
    blocks: blocks.slice(0, limits.blocksInModal),
  };
}

/**
 * One input; several for a text that is longer than an input takes. Their names say in which order,
 * and whether a line break joins a part to the one before it: `text`, `text~2n`, `text~3`.
 */
function toInputs(field: Field): readonly SlackBlock[] {
  const { arg, value = '' } = field;
  if (arg.kind !== 'text') return [toInput(arg, arg.name, value, '')];
  return parts(safe(value)).map(({ text, isNewLine }, i) =>
    i === 0
      ? toInput(arg, arg.name, text, '')
      : toInput(arg, `${arg.name}~${i + 1}${isNewLine ? 'n' : ''}`, text, `, part ${i + 1}`),
  );
}

function parts(text: string): readonly { text: string; isNewLine: boolean }[] {
  const found: { text: string; isNewLine: boolean }[] = [];
  let rest = text;
  let isNewLine = false;
  while (rest.length > limits.inputText) {
    const newLine = rest.lastIndexOf('\n', limits.inputText);
    const isPair = /[\ud800-\udbff]/.test(rest[limits.inputText - 1] ?? '');
    const end = newLine > 0 ? newLine : limits.inputText - (isPair ? 1 : 0);
    found.push({ text: rest.slice(0, end), isNewLine });
    isNewLine = newLine > 0;
    rest = rest.slice(end + (isNewLine ? 1 : 0));
  }
  return [...found, { text: rest, isNewLine }];
}

function toInput(arg: Arg, name: string, value: string, more: string): SlackBlock {
  return {
    type: 'input',
    block_id: name,
    optional: !arg.required || more !== '',
    label: plainText(`${arg.name}${more}`, limits.inputLabel),
    hint: plainText(hintOf(arg), limits.inputLabel),
    element: toElement(arg, value),
  };
}

function hintOf(arg: Arg): string {
  if (arg.kind === 'words') return `${arg.summary}, with commas between`;
  return arg.kind === 'number' ? `${arg.summary}, ${arg.min} to ${arg.max}` : arg.summary;
}

type InputElement = types.InputBlock['element'];

function toElement(arg: Arg, value: string): InputElement {
  const text = (more: Partial<types.PlainTextInput> = {}): InputElement => ({
    type: 'plain_text_input',
    action_id: 'value',
    max_length: limits.inputText,
    ...(value !== '' && { initial_value: value.slice(0, limits.inputText) }),
    ...more,
  });
  switch (arg.kind) {
    case 'text':
      return text({ multiline: true });
    case 'line':
    case 'words':
    case 'number':
      return text();
    case 'person':
      return value === '' ? { type: 'users_select', action_id: 'value' } : text();
    case 'reference':
      return arg.suggest && value === ''
        ? { type: 'external_select', action_id: 'value', min_query_length: 0 }
        : text();
    case 'choice': {
      const options = arg.choices.slice(0, limits.options).map(option);
      const initial = options.find((one) => one.value === value);
      return {
        type: 'static_select',
        action_id: 'value',
        options,
        ...(initial && { initial_option: initial }),
      };
    }
    case 'flag': {
      const yes = option('yes');
      const isOn = value !== '' && !/^(no|n|false|off|0)$/i.test(value);
      return {
        type: 'checkboxes',
        action_id: 'value',
        options: [yes],
        ...(isOn && { initial_options: [yes] }),
      };
    }
    default:
      return unreachable(arg);
  }
}

const option = (value: string) => ({ text: plainText(value, limits.optionText), value });

/** Suggestions as the options of a select. */
export function toOptions(suggestions: readonly { value: string; label: string }[]) {
  return suggestions
    .filter(({ value }) => value.length <= limits.optionValue)
    .slice(0, limits.options)
    .map(({ value, label }) => ({ text: plainText(label, limits.optionText), value }));
}

/** What is shown while a submission takes longer than Slack waits. Nothing can be sent from it. */
export function waitingModal(title: string): types.ModalView {
  return messageModal(title, [
    { type: 'section', text: mrkdwnText('Saving… this takes longer than usual.') },
  ]);
}

export function messageModal(title: string, blocks: readonly SlackBlock[]): types.ModalView {
  return {
    type: 'modal',
    title: plainText(title, limits.modalTitle),
    close: plainText('Close', limits.modalTitle),
    blocks: blocks.slice(0, limits.blocksInModal),
  };
}
