import type { NewTag } from '../../src/store/tag-curation.ts';
import { ago, count, say, strong } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';
import { type Listed, pagedView } from './pages.ts';

/** A page of tags that members gave and that are offered to nobody yet. */
export function newTagsView(list: Listed<NewTag>): View {
  const rule = say`What two members have used three times is offered to all by itself.`;
  return pagedView(list, {
    name: 'new tags',
    title: 'New tags',
    none: say`No tag waits for you. ${rule}`,
    item: newTag,
    end: [{ kind: 'note', text: rule }],
  });
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
