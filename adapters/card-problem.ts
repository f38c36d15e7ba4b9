import { unreachable } from '../src/errors.ts';
import type { Posted } from './adapter.ts';

const kept = 'It is kept, but its card could not be posted';

/**
 * What to tell who caused a card that could not be posted; undefined when there is nothing to tell.
 * `limited` is why a post comes later where the platform limits us.
 */
export function cardProblem(
  posted: Posted,
  { platform, limited }: { readonly platform: string; readonly limited: string },
): string | undefined {
  switch (posted.kind) {
    case 'stands':
      return undefined;
    case 'later':
      return posted.why === limited
        ? `${kept} just now: ${platform} is limiting us. It comes by itself.`
        : `${kept} (${posted.why}). It is tried again by itself.`;
    case 'unknown':
      return `${kept} for certain: ${platform} did not answer. It is looked for, and comes by itself.`;
    case 'refused':
      return posted.whose === 'workspace'
        ? `${kept}. ${posted.sentence} Then it comes by itself.`
        : `${kept}. ${posted.sentence} After that, the next change of the question brings it.`;
    default:
      return unreachable(posted);
  }
}
