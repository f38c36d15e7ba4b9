import type { Call } from '../../commands/kit/call.ts';
import { callOf, type Field, type Form } from '../../commands/kit/form.ts';
import { code, say, sentence, strong } from '../../commands/kit/text.ts';
import type { Block, View } from '../../commands/kit/view.ts';

/** A form that is being filled in, field by field. */
export interface Filling {
  readonly form: Form;
  /** The field in hand and those after it. */
  readonly asked: readonly Field[];
  readonly values: Readonly<Record<string, string>>;
  /** Lines typed so far for the field in hand, when it takes several. */
  readonly lines: readonly string[];
}

export type Step =
  | { readonly kind: 'more'; readonly filling: Filling; readonly isMissing?: boolean }
  | { readonly kind: 'filled'; readonly call: Call }
  | { readonly kind: 'cancelled' };

export function begin(form: Form): Filling {
  return { form, asked: fieldsToAsk(form), values: {}, lines: [] };
}

/** Only what needs a word; all of a form in which everything stands already, or is wrong as a whole. */
function fieldsToAsk({ fields, problem }: Form): readonly Field[] {
  const wrong = fields.filter((field) => field.problem !== undefined);
  const empty = fields.filter(({ value }) => value === undefined);
  if (wrong.length > 0) {
    const missing = empty.filter(({ arg, problem }) => arg.required && problem === undefined);
    return [...wrong, ...missing];
  }
  return empty.length > 0 && problem === undefined ? empty : fields;
}

/** What a typed line means for the field in hand. */
export function fill(filling: Filling, line: string): Step {
  const [field] = filling.asked;
  if (!field) return filled(filling);
  const isFenced = filling.lines.filter((one) => /^ {0,3}(```|~~~)/.test(one)).length % 2 === 1;
  if (line.trim() === 'cancel' && !isFenced) return { kind: 'cancelled' };
  if (field.arg.kind !== 'text') return close(filling, field, line.trim());
  const isEnd = line.trim() === '.' || (line.trim() === '' && !isFenced);
  if (isEnd) return close(filling, field, filling.lines.join('\n'));
  return { kind: 'more', filling: { ...filling, lines: [...filling.lines, line] } };
}

/** Typed alone, it empties a field that may be empty. */
const nothing = '-';

const canBeEmptied = ({ arg, value }: Field) => Boolean(value) && arg.mayBeEmptied === true;

/** Nothing typed keeps what stands there. */
function close(filling: Filling, field: Field, line: string): Step {
  const typed = line === '' ? field.value : line;
  const value = line === nothing && canBeEmptied(field) ? '' : typed;
  if (value === undefined && field.arg.required) {
    return { kind: 'more', filling: { ...filling, lines: [] }, isMissing: true };
  }
  const values = {
    ...filling.values,
    ...(value !== undefined && { [field.arg.name]: value }),
  };
  const next = { ...filling, asked: filling.asked.slice(1), values, lines: [] };
  return next.asked.length > 0 ? { kind: 'more', filling: next } : filled(next);
}

function filled({ form, values }: Filling): Step {
  const { name, args } = callOf(form);
  return { kind: 'filled', call: { name, args: { ...args, ...values } } };
}

/** What stands before the first field. */
export function formView({ form }: Filling): View {
  const problem: Block[] = form.problem ? [{ kind: 'prose', text: sentence(form.problem) }] : [];
  const giveUp = say`${code('cancel')} gives up the form.`;
  const about: Block[] = form.about ? [{ kind: 'prose', text: [form.about] }] : [];
  const blocks: Block[] = [...about, ...problem, { kind: 'note', text: giveUp }];
  return { name: 'own', title: [form.title], blocks };
}

/** What stands before the field in hand: what was wrong with it, how it is filled in, what it has. */
export function fieldView({ asked: [field] }: Filling): View {
  const blocks: Block[] = [];
  if (field?.problem) blocks.push({ kind: 'prose', text: [strong(field.problem)] });
  if (field) blocks.push({ kind: 'note', text: [hintOf(field)] });
  if (field?.value) {
    const isLong = field.arg.kind === 'text';
    const quote: Block = { kind: 'quote', text: field.value };
    blocks.push(isLong ? quote : { kind: 'prose', text: say`now: ${field.value}` });
  }
  return { name: 'own', title: [], blocks };
}

function hintOf(field: Field): string {
  const { arg, value } = field;
  const hints = [
    ...(arg.kind === 'choice' ? [`one of ${arg.choices.join(', ')}`] : []),
    ...(arg.kind === 'flag' ? ['yes or no'] : []),
    ...(arg.kind === 'words' ? ['with commas between'] : []),
    ...(value ? ['Enter keeps it'] : []),
    ...(canBeEmptied(field) ? [`${nothing} empties it`] : []),
    ...(!value && !arg.required ? ['Enter skips it'] : []),
    ...(arg.kind === 'text' ? ['an empty line ends it'] : []),
  ];
  return hints.length > 0 ? `${arg.summary} (${hints.join('; ')})` : arg.summary;
}
