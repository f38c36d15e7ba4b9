import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { TypedArg } from '../../commands/kit/args.ts';
import type { Field, Form } from '../../commands/kit/form.ts';
import { strong, type Text } from '../../commands/kit/text.ts';
import { partsOf } from '../parts.ts';
import { safe } from '../safe.ts';
import { toElement } from './inputs.ts';
import { limits } from './limits.ts';
import type { SlackBlock } from './outbound.ts';
import { placeBlock } from './submission.ts';
import { escaped, mrkdwn, mrkdwnText, plainText } from './text.ts';

/** Marks our modals. */
const formCallback = 'form';

/** What a modal remembers: the call it completes, and where its reply belongs. */
export const formMemory = z.object({
  name: z.string(),
  args: z.record(z.string(), z.string()),
  /** A draft that holds the arguments instead, when they are too long to be kept here. */
  draft: z.number().optional(),
  channel: z.string().min(1),
  thread: z.string().optional(),
  responseUrl: z.string().optional(),
  /** Over which the form stands, when it is Home or a page of it. */
  surface: z.enum(['home', 'modal']).optional(),
});

export type FormMemory = z.infer<typeof formMemory>;

/** The form as a modal. A text that no modal can hold is left out, and said to be. */
export function toModal(form: Form, memory: FormMemory): types.ModalView {
  const modal = build(form, memory);
  const isTooMuch =
    modal.blocks.length > limits.blocksInView ||
    Buffer.byteLength(JSON.stringify(modal)) > limits.viewSize;
  return isTooMuch ? build(withoutLongTexts(form), memory) : modal;
}

function withoutLongTexts(form: Form): Form {
  const fields = form.fields.map(({ value = '', ...field }) =>
    value.length > limits.inputText ? field : { ...field, value },
  );
  const why = 'What stood here is too long for a form of Slack, and is left as it is.';
  return { ...form, fields, problem: form.problem ?? why };
}

function build(form: Form, memory: FormMemory): types.ModalView {
  const isCut = escaped(form.title).length > limits.modalTitle;
  const problems = form.fields.flatMap(({ problem }) => problem ?? []);
  const heads: Text[] = [
    ...(isCut ? [[form.title]] : []),
    ...(form.about ? [[strong(form.about)]] : []),
    ...[form.problem ?? [], problems].flat().map((problem) => [problem]),
  ];
  const blocks = [
    ...heads.map(
      (head): SlackBlock => ({
        type: 'section',
        text: mrkdwnText(mrkdwn(head, limits.sectionText)),
      }),
    ),
    ...form.fields.flatMap(toInputs),
    ...(form.happensIn === 'channel' && isDirect(memory.channel) ? [placeInput] : []),
  ];
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plainText(
      isCut ? capitalised(form.call.name.replaceAll('-', ' ')) : form.title,
      limits.modalTitle,
    ),
    submit: plainText('Send', limits.modalTitle),
    close: plainText('Cancel', limits.modalTitle),
    private_metadata: JSON.stringify(memory),
    blocks,
  };
}

/** Nobody else is there: what happens in a channel has to be told in which. */
const isDirect = (channel: string) => /^[DU]/.test(channel);

const placeInput: SlackBlock = {
  type: 'input',
  block_id: placeBlock,
  label: plainText('Channel', limits.inputLabel),
  hint: plainText('where it is posted', limits.inputLabel),
  element: {
    type: 'conversations_select',
    action_id: 'value',
    default_to_current_conversation: true,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  },
};

/** One input; several for a text that is longer than an input takes. */
function toInputs({ arg, value = '' }: Field): readonly SlackBlock[] {
  if (arg.kind !== 'text') return [toInput(arg, arg.name, value, '')];
  return partsOf(arg.name, safe(value), limits.inputText).map(({ field, text }, i) =>
    toInput(arg, field, text, i === 0 ? '' : `, part ${i + 1}`),
  );
}

function toInput(arg: TypedArg, name: string, value: string, more: string): SlackBlock {
  const element = toElement(arg, value);
  return {
    type: 'input',
    block_id: name,
    optional: !arg.required || more !== '',
    label: plainText(`${capitalised(arg.name)}${more}`, limits.inputLabel),
    // A checkbox says itself what it is for.
    ...(arg.kind !== 'flag' && {
      hint: plainText(hintOf(arg, element.type), limits.inputLabel),
    }),
    element,
  };
}

const capitalised = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

function hintOf(arg: TypedArg, element: string): string {
  if (arg.kind === 'words' && element === 'plain_text_input')
    return `${arg.summary}, with commas between`;
  return arg.kind === 'number' ? `${arg.summary}, ${arg.min} to ${arg.max}` : arg.summary;
}

/** What is shown while a submission takes longer than Slack waits. Nothing can be sent from it. */
export function waitingModal(title: string): types.ModalView {
  const words = mrkdwnText('Saving… this takes longer than usual.');
  return {
    type: 'modal',
    title: plainText(title, limits.modalTitle),
    close: plainText('Close', limits.modalTitle),
    blocks: [{ type: 'section', text: words }],
  };
}
