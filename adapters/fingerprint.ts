import { createHash } from 'node:crypto';
import type { View } from '../commands/kit/view.ts';

/** What a view says, short enough to be kept: two views that say the same have the same. */
export function fingerprint(view: View): string {
  return createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 22);
}
