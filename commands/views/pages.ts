import type { Paged } from '../../src/store/page.ts';
import { say, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { pageActions } from './phrases.ts';

/** A page of a list, and how another is called. */
export interface Listed<T> {
  readonly found: Paged<T>;
  readonly page: number;
  readonly pages: number;
  readonly to: (page: number) => Action['call'];
}

/** A page as it is shown: its items, then what turns the pages, then `end`; of an empty list only `none`. */
export function pagedView<T>(
  { found, page, pages, to }: Listed<T>,
  how: {
    readonly name: string;
    readonly title: string;
    readonly none: Text;
    readonly item: (one: T) => Block;
    readonly end?: readonly Block[];
  },
): View {
  const { name, title, none, item, end = [] } = how;
  if (found.total === 0) return { name, title: [title], blocks: [{ kind: 'note', text: none }] };
  const actions = pageActions(page, pages, to);
  const pager: Block[] = actions.length > 0 ? [{ kind: 'actions', actions }] : [];
  const which = pages > 1 ? `, page ${page} of ${pages}` : '';
  return {
    name,
    title: say`${title}${which} (${found.total})`,
    blocks: [...found.items.map(item), ...pager, ...end],
  };
}
