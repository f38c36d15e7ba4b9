import { KnownError } from './errors.ts';
import { type Secret, secretsIn } from './secret-rules.ts';

/** Stands where a secret stood. */
const mask = '[secret removed]';

/** A longer one is looked through all the same, in pieces: no rule is slow on any text. */
export function holdsSecret(text: string): boolean {
  return secretsIn(text).length > 0;
}

/** The text without the secrets in it. */
export function withoutSecrets(text: string): string {
  let kept = '';
  let at = 0;
  for (const { from, to } of secretsIn(text)) {
    if (to <= at) continue;
    if (from >= at) kept += text.slice(at, from) + mask;
    at = to;
  }
  return kept + text.slice(at);
}

/**
 * No secret is kept, whoever wrote it and wherever: others would read it, and it would be in backups.
 * @throws KnownError 'invalid' saying what to take out, and where it stands, without repeating it.
 */
export function mustHoldNoSecret(text: string, what: string): void {
  const [first] = secretsIn(text);
  if (!first) return;
  throw new KnownError(
    'invalid',
    `${what} holds ${first.what}${lineOf(text, first)}. Take it out, or write \`<password>\` in its place; if others have seen it already, change it where it is used.`,
  );
}

function lineOf(text: string, { from }: Secret): string {
  const line = text.slice(0, from).split('\n').length;
  return text.includes('\n') ? `, in line ${line}` : '';
}

/** The same of everything in a value that is kept as data. */
export function withoutSecretsIn<T>(value: T): T {
  if (typeof value === 'string') return withoutSecrets(value) as T;
  if (Array.isArray(value)) return value.map(withoutSecretsIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withoutSecretsIn(one)]),
  ) as T;
}
