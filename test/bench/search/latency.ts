import { confidenceOf } from '../../../src/search/confidence.ts';
import { find } from '../../../src/search/find.ts';
import { buffersOf, createIndex } from '../../../src/search/index/index.ts';
import { percentile, show, timed } from '../figures.ts';
import { type Crowd, documentsOf } from './crowd.ts';

/** Each question is asked so often, and the best time counts: others may use the machine. */
const rounds = 3;

/** How long finding takes among so many documents, and what the index costs. */
export function latency(crowd: Crowd, size: number) {
  const index = createIndex();
  const nobody = { channelId: 0, askerId: 0, authorId: 0, isPrivate: false, isKept: false };
  const { ms: loaded } = timed(() => {
    let id = 0;
    for (const fields of documentsOf(crowd, size)) {
      id += 1;
      index.load({ id, thread: 0, ...nobody, fields });
    }
  });
  const { ms: sealed } = timed(() => index.seal());
  const bytes = buffersOf(index.parts()).reduce((sum, { byteLength }) => sum + byteLength, 0);
  const view = index.views.everything();
  const rows = [false, true].map((hasDetails) => {
    const times = crowd.asked.map(({ title, details }) => {
      const text = hasDetails ? { title, details } : { title };
      const runs = Array.from({ length: rounds }, () =>
        timed(() => {
          const findings = find(index, view, text);
          const [best] = findings.hits;
          return best && confidenceOf(findings, best);
        }),
      );
      return Math.min(...runs.map(({ ms }) => ms));
    });
    // The first ones warm the compiler up.
    const settled = times.slice(times.length / 10);
    return {
      query: hasDetails ? 'title + details' : 'title',
      'p50 ms': percentile(settled, 0.5),
      'p95 ms': percentile(settled, 0.95),
      'p99 ms': percentile(settled, 0.99),
      'build s': (loaded + sealed) / 1_000,
      'index MB': bytes / 1e6,
      'analysis µs a document': crowd.analysis * 1_000,
    };
  });
  return show(`latency, ${size} documents`, rows);
}
