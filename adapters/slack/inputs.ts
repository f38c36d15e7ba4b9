import type { types } from '@slack/bolt';
import type { Suggestion, TypedArg } from '../../commands/kit/args.ts';
import { unreachable } from '../../src/errors.ts';
import { limits } from './limits.ts';
import { plainText } from './text.ts';

export type InputElement = types.InputBlock['element'];

/** The input for an argument, with what stands in it. What suggests is picked from a list where it fits one. */
export function toElement(arg: TypedArg, value: string): InputElement {
  switch (arg.kind) {
    case 'text':
      return textInput(value, true);
    case 'line':
      return arg.suggest && arg.max <= limits.optionText
        ? (picker(value) ?? textInput(value))
        : textInput(value);
    case 'words':
      return arg.suggest ? (listPicker(value, arg.most) ?? textInput(value)) : textInput(value);
    case 'number':
      return textInput(value);
    case 'person':
      return value === '' ? { type: 'users_select', action_id: actionId } : textInput(value);
    case 'reference':
      // What was typed here was no reference: it is put right where it can be read.
      return arg.suggest && value === '' ? search : textInput(value);
    case 'choice': {
      const options = arg.choices.slice(0, limits.options).map((choice) => option(choice));
      const initial = options.find((one) => one.value === value);
      return {
        type: 'static_select',
        action_id: actionId,
        options,
        ...(initial && { initial_option: initial }),
      };
    }
    case 'flag': {
      const yes = option('yes', arg.summary);
      const isOn = value !== '' && !/^(no|n|false|off|0)$/i.test(value);
      return {
        type: 'checkboxes',
        action_id: actionId,
        options: [yes],
        ...(isOn && { initial_options: [yes] }),
      };
    }
    default:
      return unreachable(arg);
  }
}

const actionId = 'value';

const textInput = (value: string, multiline = false): types.PlainTextInput => ({
  type: 'plain_text_input',
  action_id: actionId,
  max_length: limits.inputText,
  ...(multiline && { multiline }),
  ...(value !== '' && { initial_value: value.slice(0, limits.inputText) }),
});

const search = {
  type: 'external_select',
  action_id: actionId,
  min_query_length: 0,
  placeholder: plainText('Type to search', limits.placeholder),
} as const;

/** Undefined when what stands there already does not fit an option. */
function picker(value: string): InputElement | undefined {
  if (value === '') return search;
  return fitsOption(value) ? { ...search, initial_option: option(value) } : undefined;
}

function listPicker(value: string, most: number): InputElement | undefined {
  const chosen = [...new Set(wordsIn(value))];
  if (chosen.length > most || !chosen.every(fitsOption)) return undefined;
  return {
    ...search,
    type: 'multi_external_select',
    max_selected_items: most,
    ...(chosen.length > 0 && { initial_options: chosen.map((word) => option(word)) }),
  };
}

const wordsIn = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');

const fitsOption = (value: string) => value.length <= limits.optionText;

const option = (value: string, label = value) => ({
  text: plainText(label, limits.optionText),
  value,
});

/**
 * What a picker offers for what was typed: suggestions, and, where anything may be said, the typed
 * words themselves.
 */
export function toOptions(arg: TypedArg, suggestions: readonly Suggestion[], typed: string) {
  const found = suggestions.map(({ value, label }) => option(value, label));
  const said = arg.kind === 'words' ? wordsIn(typed).join(',') : typed.trim();
  const isFree = arg.kind === 'words' || arg.kind === 'line';
  const isNew = isFree && said !== '' && !found.some(({ value }) => value === said);
  const label = `${arg.kind === 'words' ? 'new' : 'as typed'}: ${said}`;
  const all = isNew ? [...found.slice(0, limits.options - 1), option(said, label)] : found;
  return all.filter(({ value }) => value.length <= limits.optionValue).slice(0, limits.options);
}

/** What suggestions are asked for: of several words typed into a list, the last. */
export function wantedIn(arg: TypedArg, typed: string): string {
  return arg.kind === 'words' ? (wordsIn(typed).at(-1) ?? '') : typed;
}
