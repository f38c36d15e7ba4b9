import type { Paged } from '../../src/store/page.ts';
import type { NewTag } from '../../src/store/tag-curation.ts';
import { ago, count, say, strong } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { pageActions } from './phrases.ts';

/** A page of tags that members gave and that are offered to nobody yet. */
export function newTagsView(list: {
  readonly found: Paged<NewTag>;
  readonly page: number;
  readonly pages: number;
  readonly to: (page: number) => Action['call'];
}): View {
  const { found, page, pages, to } = list;
  const rule = say`What two members have used three times is offered to all by itself.`;
  if (found.total === 0) {
    const none = say`No tag waits for you. ${rule}`;
    return { name: 'new tags', title: ['New tags'], blocks: [{ kind: 'note', text: none }] };
  }
  const which = pages > 1 ? `, page ${page} of ${pages}` : '';
  const pager = pageActions(page, pages, to);
  const more: Block[] = pager.length > 0 ? [{ kind: 'actions', actions: pager }] : [];
  return {
    name: 'new tags',
    title: say`New tags${which} (${found.total})`,
    blocks: [...found.items.map(newTag), ...more, { kind: 'note', text: rule }],
  };
}

function newTag({ name, uses, since }: NewTag): Block {
  const used = uses === 0 ? 'only declared' : `used ${count(uses, 'time')}`;
  return {
    kind: 'item',
    title: [strong(`#${name}`)],
    lines: [say`${used}, first ${ago(since)}`],
    actions: [
      { label: 'Offer it', call: { name: 'tags approve', args: { tag: name } }, style: 'primary' },
      { label: 'Same as another', call: { name: 'tags alias', args: { alias: name } } },
    ],
  };
}
