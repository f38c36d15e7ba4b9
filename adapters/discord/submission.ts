import { z } from 'zod';

const input = z.object({
  custom_id: z.string(),
  value: z.union([z.string(), z.boolean()]).nullish(),
  values: z.array(z.string()).nullish(),
  type: z.number().optional(),
});

/** A field stands in a label, or, as modals were before, in a row. */
const field = z.object({ component: input.optional(), components: z.array(input).optional() });

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure */
export const submitted = z.object({
  custom_id: z.string(),
  components: z.array(field).default([]),
  resolved: z.unknown().optional(),
});

/** A list of users: https://docs.discord.com/developers/components/reference#component-object-component-types */
const userSelect = 5;

/**
 * What stands in each field, '' where that is nothing; parts of one text are joined again (`text`,
 * `text~2n`). People are `<@id>`.
 */
export function readValues(
  fields: z.infer<typeof submitted>['components'],
): Record<string, string> {
  const inputs = fields.flatMap(({ component, components = [] }) =>
    component ? [component, ...components] : components,
  );
  const parts = inputs.flatMap((one) => {
    const [, name, number = '1', newLine] = /^([a-z-]+)(?:~(\d+)(n)?)?$/.exec(one.custom_id) ?? [];
    if (name === undefined) return [];
    return [{ name, number: Number(number), isNewLine: newLine === 'n', value: textIn(one) }];
  });
  const values = new Map<string, string>();
  for (const part of parts.toSorted((a, b) => a.number - b.number)) {
    const before = values.get(part.name);
    const joint = part.isNewLine && before !== '' ? '\n' : '';
    values.set(part.name, before === undefined ? part.value : before + joint + part.value);
  }
  return Object.fromEntries(values);
}

function textIn({ type, value, values }: z.infer<typeof input>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const [first] = values ?? [];
  if (first !== undefined) return type === userSelect ? `<@${first}>` : first;
  return value ?? '';
}
