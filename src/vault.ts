import { createCipheriv, createDecipheriv } from 'node:crypto';

/** https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf */
const cipher = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

export interface Vault {
  /** The text, unreadable and unchangeable without the key. Opens only under the same label. */
  seal(text: string, label: string): string;
  /** Undefined for what was sealed with another key or label, or changed since. */
  open(sealed: string, label: string): string | undefined;
}

/** Keeps secrets at rest. `newBytes` gives so many random bytes; a key has 32. */
export function createVault(key: Uint8Array, newBytes: (count: number) => Uint8Array): Vault {
  return {
    seal(text, label) {
      const iv = newBytes(ivLength);
      const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(label));
      const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return Buffer.concat([iv, sealing.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, label) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivLength + tagLength) return undefined;
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivLength))
        .setAAD(Buffer.from(label))
        .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
      const body = opening.update(bytes.subarray(ivLength + tagLength));
      try {
        return Buffer.concat([body, opening.final()]).toString('utf8');
      } catch {
        // Node's only word for a tag that does not fit is an error without a code.
        return undefined;
      }
    },
  };
}
