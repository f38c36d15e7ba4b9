import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createVault } from '../../src/vault.ts';

const vault = createVault(Buffer.alloc(32, 1), randomBytes);

describe('what was sealed', () => {
  test('opens with its key and label, and looks different each time', () => {
    for (const text of ['', 'xoxb-1', 'ä€😀'.repeat(1_000)]) {
      const sealed = vault.seal(text, 'slack:T1');
      expect(vault.open(sealed, 'slack:T1')).toBe(text);
      expect(vault.seal(text, 'slack:T1')).not.toBe(sealed);
    }
  });

  test('stays shut to another key, under another label, and when any byte was changed', () => {
    const sealed = vault.seal('xoxb-1', 'slack:T1');
    expect(createVault(Buffer.alloc(32, 2), randomBytes).open(sealed, 'slack:T1')).toBeUndefined();
    expect(vault.open(sealed, 'slack:T2')).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(vault.open(changed.toString('base64url'), 'slack:T1')).toBeUndefined();
    }
    for (const nonsense of ['', 'x', sealed.slice(0, 20), sealed.slice(0, -2)]) {
      expect(vault.open(nonsense, 'slack:T1')).toBeUndefined();
    }
  });
});
