import type { types } from '@slack/bolt';
import { decodeCall, encodeCall, fitsButton } from '../../commands/kit/call.ts';
import type { Request } from '../../commands/kit/request.ts';
import type { Action } from '../../commands/kit/view.ts';
import { limits } from './limits.ts';
import { plainText } from './text.ts';

/** Marks the buttons that carry a call in their value. */
const button = 'call-';
/** Marks the fields that carry one, and the name of what is typed, in their id: `field-1:words:search`. */
const field = /^field-\d+:([a-z-]+):(.*)$/s;

/** What can be pressed or typed in, with ids that differ within a message. */
export interface Controls {
  /** The actions that no button can carry are left out: the commands should not have offered them. */
  toButton(action: Action): types.Button | undefined;
  toField(action: Action, blank: string): types.InputBlock;
}

/** The controls of one message, numbered in reading order. */
export function createControls(): Controls {
  let number = 0;
  return {
    toButton({ label, call, style }) {
      if (!fitsButton(call)) return undefined;
      number += 1;
      return {
        type: 'button',
        action_id: `${button}${number}`,
        text: plainText(label, limits.buttonText),
        value: encodeCall(call),
        ...(style && { style }),
      };
    },
    toField({ label, call }, blank) {
      number += 1;
      return {
        type: 'input',
        block_id: `field-${number}`,
        dispatch_action: true,
        optional: true,
        label: plainText(label, limits.inputLabel),
        element: {
          type: 'plain_text_input',
          action_id: `field-${number}:${blank}:${encodeCall(call)}`,
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
      };
    },
  };
}

/** What was pressed, or typed into a field; undefined when it is none of ours. */
export function readAction(id: string, value: string): Request['input'] | undefined {
  if (id.startsWith(button)) return { kind: 'encoded', call: value };
  const [, blank, encoded = ''] = field.exec(id) ?? [];
  const call = decodeCall(encoded);
  if (blank === undefined || !call) return undefined;
  return { kind: 'call', call: { name: call.name, args: { ...call.args, [blank]: value } } };
}
