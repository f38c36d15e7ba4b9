import type { Change, StoredDocument } from '../store/changes.ts';
import type { IndexedDocument, SearchIndex } from './index/index.ts';

/** Does to the index what was done to the store. With `load`, many at once: they count after `seal`. */
export function applyChange(
  index: SearchIndex,
  change: Change,
  put: (document: IndexedDocument) => void,
): void {
  if (change.kind === 'channel') index.views.setChannel(change.channelId, change.isPrivate);
  else if (change.kind === 'gone') index.remove(change.documentId);
  else put(toIndexed(change.document));
}

function toIndexed(document: StoredDocument): IndexedDocument {
  const { questionId, snippetId, title, question, answer, ...rest } = document;
  return {
    ...rest,
    thread: questionId ?? 0,
    isKept: snippetId !== null,
    fields: [title, question, answer],
  };
}
