import { analyse } from '../../../src/search/analyse.ts';
import { confidenceOf } from '../../../src/search/confidence.ts';
import { find } from '../../../src/search/find.ts';
import { type Bits, setBit, wordsFor } from '../../../src/search/index/arrays.ts';
import { createIndex, type SearchIndex } from '../../../src/search/index/index.ts';
import { listFrom, oneFrom } from '../../../src/search/policy.ts';
import type { JudgedDocument } from '../corpora.ts';
import { auc, calibrationError, show } from '../figures.ts';
import type { ConfidenceSet } from './confidence-sets.ts';

/** The documents in an index, in their order. */
export function indexed(documents: readonly JudgedDocument[]): SearchIndex {
  const index = createIndex();
  for (const [i, { title, body, answer }] of documents.entries()) {
    const [first = '', second = '', third = ''] = [title, body, answer].map((text) =>
      analyse(text).join(' '),
    );
    const nobody = { channelId: 0, askerId: 0, authorId: 0, isPrivate: false, isKept: false };
    index.load({ id: i + 1, thread: 0, ...nobody, fields: [first, second, third] });
  }
  index.seal();
  return index;
}

/** The slots of the documents that are not hidden. */
export function visibleOf(
  documents: readonly JudgedDocument[],
  hidden: (id: string) => boolean,
): Bits {
  const bits = new Uint32Array(wordsFor(documents.length));
  for (const [slot, { id }] of documents.entries()) if (!hidden(id)) setBit(bits, slot);
  return bits;
}

/** Is it silent where nothing answers, and right where it speaks? */
export function calibration(name: string, { documents, queries }: ConfidenceSet) {
  const index = indexed(documents);
  const view = index.views.everything();
  const scored = queries.map(({ title, details, answers, hidden }) => {
    const among = visibleOf(documents, hidden);
    const findings = find(index, view, { title, details }, { among });
    const [best] = findings.hits;
    if (!best) return { score: 0, positive: false };
    const positive = answers(documents[best.slot]?.id ?? '');
    return { score: confidenceOf(findings, best), positive };
  });
  const rows = [listFrom, oneFrom, 0.7].map((threshold) => {
    const shown = scored.filter(({ score }) => score >= threshold);
    const right = shown.filter(({ positive }) => positive).length;
    return {
      threshold,
      shown: shown.length / scored.length,
      precision: right / shown.length,
      recall: right / scored.filter(({ positive }) => positive).length,
      AUC: auc(scored),
      ECE: calibrationError(scored),
    };
  });
  return show(`confidence, ${name}`, rows);
}
