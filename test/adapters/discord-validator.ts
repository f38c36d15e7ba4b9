import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as spec from 'discord-api-spec/zod';
import type { z } from 'zod';
import { root } from '../rules/source.ts';
import { type ApiCall, breaches, schemasFor } from './discord-rules.ts';

/** Discord's own description of its API, when it lies beside the repository. */
const file = join(root, '../shared/specs/discord-openapi.json');
export const isDescribed = existsSync(file);

const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });
if (isDescribed) ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')), 'discord');

// The package has no types for its schemas.
const schemas = spec as unknown as Readonly<Record<string, z.ZodType | undefined>>;

/** What is wrong with a request: by the schemas of the package, by Discord's document, and beyond both. */
export function wrongIn(call: ApiCall): readonly string[] {
  const where = `${call.method} ${call.path}`;
  const names = schemasFor(call);
  if (names === undefined) {
    return call.body === undefined ? [] : [`${where}: a body that nobody checks`];
  }
  const fits = names.map((name) => misfits(name, call.body));
  const [closest = []] = fits.toSorted((a, b) => a.length - b.length);
  const isFit = fits.some((problems) => problems.length === 0);
  return [...(isFit ? [] : closest), ...breaches(call)].map((problem) => `${where}: ${problem}`);
}

function misfits(name: string, body: unknown): readonly string[] {
  if (name.endsWith('[]')) {
    return Array.isArray(body)
      ? body.flatMap((one) => misfits(name.slice(0, -2), one))
      : ['not a list'];
  }
  const schema = schemas[`${name}Schema`];
  if (!schema) return [`no schema ${name}`];
  const read = schema.safeParse(body);
  const issues = read.error?.issues ?? [];
  return [
    ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...described(name, body),
  ];
}

function described(name: string, body: unknown): readonly string[] {
  if (!isDescribed) return [];
  const validate = ajv.getSchema(`discord#/components/schemas/${name}`);
  if (!validate) return [`the document has no ${name}`];
  return validate(body) ? [] : [`${name}: ${ajv.errorsText(validate.errors).slice(0, 400)}`];
}
