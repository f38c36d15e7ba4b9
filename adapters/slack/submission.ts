import { z } from 'zod';
import type { Form } from '../../commands/kit/form.ts';
import { joined } from '../parts.ts';
import { literal } from './text.ts';

const option = z.object({ value: z.string() });

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission_fields */
const element = z.object({
  type: z.string().optional(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).optional(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
});

/** The inputs of a modal by block, as they were submitted. */
export const viewState = z.record(z.string(), z.record(z.string(), element));

export type ViewState = z.infer<typeof viewState>;

/** The input in which a form asks where it is to happen; no argument has this name. */
export const placeBlock = '@channel';

/** The channel that was chosen for it to happen in; undefined when it was not asked. */
export function readPlace(state: ViewState): string | undefined {
  const [input] = Object.values(state[placeBlock] ?? {});
  return input?.selected_conversation ?? undefined;
}

/** What stands in an input; a person chosen from Slack's own list is `<@U1>`, nothing is ''. */
function textIn(input: z.infer<typeof element>): string {
  if (input.selected_user) return `<@${input.selected_user}>`;
  const chosen = input.selected_options?.map(({ value }) => value);
  if (chosen && input.type === 'checkboxes') return chosen.length > 0 ? 'yes' : 'no';
  return chosen?.join(',') ?? input.selected_option?.value ?? input.value ?? '';
}

/** The arguments as they were filled in; parts of one text are joined again. Empty inputs give ''. */
export function readState(state: ViewState): Readonly<Record<string, string>> {
  return joined(
    Object.entries(state).flatMap(([field, inputs]) =>
      Object.values(inputs)
        .slice(0, 1)
        .map((input) => ({ field, text: textIn(input) })),
    ),
  );
}

/**
 * What is wrong with a submitted form, under the inputs it was typed in; undefined when something is
 * wrong that is not among them, so that the form must be shown anew.
 */
export function toErrors(
  form: Form,
  state: ViewState,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  const blocks = Object.keys(state);
  const errors: [string, string][] = form.fields.flatMap(({ arg, problem }) => {
    const isMissing = arg.required && (given[arg.name] ?? '').trim() === '';
    const sentence = problem ?? (isMissing ? 'Please fill this in.' : undefined);
    return sentence === undefined ? [] : [[arg.name, literal(sentence, 1_000)]];
  });
  const [first] = form.fields.filter(({ arg }) => blocks.includes(arg.name));
  if (form.problem && first) errors.push([first.arg.name, literal(form.problem, 1_000)]);
  const isShown = errors.every(([name]) => blocks.includes(name));
  return errors.length > 0 && isShown ? Object.fromEntries(errors) : undefined;
}
