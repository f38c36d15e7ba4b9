import { z } from 'zod';
import { joined } from '../parts.ts';

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
 * What stands in each field, '' where that is nothing; parts of one text are joined again. People are
 * `<@id>`.
 */
export function readValues(
  fields: z.infer<typeof submitted>['components'],
): Readonly<Record<string, string>> {
  const inputs = fields.flatMap(({ component, components = [] }) =>
    component ? [component, ...components] : components,
  );
  return joined(inputs.map((one) => ({ field: one.custom_id, text: textIn(one) })));
}

function textIn({ type, value, values }: z.infer<typeof input>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const [first] = values ?? [];
  if (first !== undefined) return type === userSelect ? `<@${first}>` : first;
  return value ?? '';
}
