import type { TypedArg } from '../../commands/kit/args.ts';
import type { Field, Form } from '../../commands/kit/form.ts';
import { unreachable } from '../../src/errors.ts';
import { partsOf } from '../parts.ts';
import { safe } from '../safe.ts';
import { limits } from './limits.ts';
import { literal, plain } from './text.ts';

/** https://docs.discord.com/developers/components/reference#component-object-component-types */
const types = { select: 3, input: 4, userSelect: 5, text: 10, label: 18 } as const;
const short = 1;
const paragraph = 2;

export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly object[];
}

/** Undefined when what stands in the form is more than a modal holds. */
export function toModal(form: Form, id: string): Modal | undefined {
  const inputs = chosen(form.fields).flatMap(toLabels);
  if (inputs.length > limits.modalFields) return undefined;
  const isCut = plain(form.title, limits.modalTitle).endsWith('…');
  const problems = form.fields.flatMap(({ problem }) => problem ?? []);
  const heads = [
    ...(isCut ? [form.title] : []),
    ...(form.problem ? [form.problem] : []),
    ...problems,
  ];
  const isRoom = heads.length > 0 && inputs.length < limits.modalFields;
  const head = { type: types.text, content: literal(heads.join('\n'), limits.inputText / 4) };
  return {
    custom_id: id,
    title: plain(form.title, limits.modalTitle),
    components: isRoom ? [head, ...inputs] : inputs,
  };
}

/** As many fields as a modal has room for: what is required, or wrong, or filled in is not left out. */
function chosen(fields: readonly Field[]): readonly Field[] {
  const isNeeded = ({ arg, value = '', problem }: Field) =>
    arg.required || problem !== undefined || value !== '';
  const spare = fields.filter((field) => !isNeeded(field));
  const room = limits.modalFields - (fields.length - spare.length);
  const left = new Set(spare.slice(Math.max(0, room)));
  return fields.filter((field) => !left.has(field));
}

/** One field; several for a text that is longer than a field takes. */
function toLabels({ arg, value = '' }: Field): readonly object[] {
  if (arg.kind !== 'text') return [toLabel(arg, arg.name, value, '')];
  return partsOf(arg.name, safe(value), limits.inputText).map(({ field, text }, i) =>
    toLabel(arg, field, text, i === 0 ? '' : `, part ${i + 1}`),
  );
}

function toLabel(arg: TypedArg, name: string, value: string, more: string): object {
  return {
    type: types.label,
    label: plain(`${arg.name}${more}`, limits.inputLabel),
    description: plain(hintOf(arg), limits.inputDescription),
    component: toInput(arg, name, value, arg.required && more === ''),
  };
}

function hintOf(arg: TypedArg): string {
  if (arg.kind === 'words') return `${arg.summary}, with commas between`;
  return arg.kind === 'number' ? `${arg.summary}, ${arg.min} to ${arg.max}` : arg.summary;
}

function toInput(arg: TypedArg, custom_id: string, value: string, required: boolean): object {
  const text = (style: number, max: number = limits.inputText) => ({
    type: types.input,
    custom_id,
    style,
    required,
    max_length: Math.min(max, limits.inputText),
    ...(value !== '' && { value: value.slice(0, limits.inputText) }),
  });
  const select = (choices: readonly string[], chosen: string) => ({
    type: types.select,
    custom_id,
    required,
    options: choices.slice(0, limits.selectOptions).map((choice) => ({
      label: choice,
      value: choice,
      ...(choice === chosen && { default: true }),
    })),
  });
  switch (arg.kind) {
    case 'text':
      return text(paragraph);
    case 'line':
      return text(short, Math.max(arg.max, value.length));
    case 'words':
    case 'number':
    case 'reference':
      return text(short);
    case 'person':
      return value === '' ? { type: types.userSelect, custom_id, required } : text(short);
    case 'choice':
      return select(arg.choices, value);
    case 'flag':
      return select(
        ['yes', 'no'],
        value === '' || /^(no|n|false|off|0)$/i.test(value) ? '' : 'yes',
      );
    default:
      return unreachable(arg);
  }
}
