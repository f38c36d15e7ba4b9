import type { AuditLine } from '../../src/auditing.ts';
import { ago, code, join, person, say, strong } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';

/** What was done with more than a member's own rights, the newest first. */
export function auditView(
  lines: readonly AuditLine[],
  total: number,
  page: number,
  more: readonly Action[],
): View {
  const items = lines.map(
    ({ act, subject, by, at }): Block => ({
      kind: 'prose',
      text: join(
        [
          say`${strong(act)} ${subject}`,
          by ? say`${person(by)}` : ['nobody named'],
          say`${ago(at)}`,
        ],
        ' · ',
      ),
    }),
  );
  const none: Block[] =
    lines.length === 0 ? [{ kind: 'prose', text: ['Nothing of that kind was done.'] }] : [];
  return {
    name: 'audit',
    title: say`What curators and admins did (${total})${page > 1 ? `, page ${page}` : ''}`,
    blocks: [
      ...items,
      ...none,
      ...(more.length > 0 ? [{ kind: 'actions', actions: more } as const] : []),
      {
        kind: 'note',
        text: say`${code('settings audit @name')} and ${code('settings audit act:delete')} narrow it.`,
      },
    ],
  };
}
