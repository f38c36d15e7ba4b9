import { createHash } from 'node:crypto';

/** Letters and digits that nobody takes for one another, read aloud or by eye. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;

/** A code that people can type: `K7RM-2QXD`. `ref` is a name that nobody can guess. */
export function codeFrom(ref: string): string {
  const bytes = createHash('sha256').update(`code ${ref}`).digest();
  // A byte more or less of a sign: of 256 bytes, 30 signs get 8 or 9.
  const code = Array.from(bytes.subarray(0, length), (byte) => signs[byte % signs.length]).join('');
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

/** What is kept of a code, however it is typed: in small letters, without the hyphen, with spaces. */
export function hashOf(code: string): string {
  const bare = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(`link ${bare}`).digest('hex');
}
