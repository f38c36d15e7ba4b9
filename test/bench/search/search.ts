import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJudged } from '../corpora.ts';
import { asking } from './ask.ts';
import { calibration } from './calibration.ts';
import {
  assistantSet,
  bankingSet,
  type ConfidenceSet,
  duplicateSet,
  intentsOfBank,
} from './confidence-sets.ts';
import { readCrowd } from './crowd.ts';
import { fitConfidence } from './fitting.ts';
import { hostile } from './hostile.ts';
import { latency } from './latency.ts';
import { ownSet } from './own-set.ts';
import { quality } from './quality.ts';

/** Documents among which is searched. The largest needs two gigabytes and half a minute. */
const sizes = [10_000, 50_000, 100_000, 1_000_000];

/**
 * Quality beside other engines, confidence, latency and memory by size, hostile queries, and the latency
 * of `ask` in a crowd. Sets that are not there are skipped. The last line says it all as JSON.
 */
export async function search(dataFolder: string): Promise<void> {
  const isThere = (path: string) => {
    if (existsSync(path)) return true;
    console.log(`skipped: ${path} is not there`);
    return false;
  };
  const at = (path: string) => join(dataFolder, path);
  const [english, banking, assistant, stream] = [
    at('search/english_se'),
    at('search/banking77'),
    at('search/clinc150/data_full.json'),
    at('experts/lean.jsonl.gz'),
  ];
  const figures: unknown[] = [...quality('our own', ownSet)];
  figures.push(calibration('our own', duplicateSet(ownSet, false)));
  const sets: Record<string, ConfidenceSet> = {};
  if (isThere(english)) {
    const judged = readJudged(english);
    figures.push(...quality('english usage', judged));
    sets['english usage, title'] = duplicateSet(judged, false);
    sets['english usage, title + details'] = duplicateSet(judged, true);
  }
  if (isThere(banking)) {
    figures.push(...quality("a bank's customers", intentsOfBank(banking)));
    sets["a bank's customers"] = bankingSet(banking);
  }
  if (isThere(assistant)) sets['a voice assistant'] = assistantSet(assistant);
  for (const [name, set] of Object.entries(sets)) figures.push(calibration(name, set));
  if (Object.keys(sets).length > 0) figures.push(fitConfidence(sets));
  figures.push(hostile(existsSync(english) ? readJudged(english) : ownSet));
  if (isThere(stream)) {
    const crowd = await readCrowd(stream);
    for (const size of sizes) figures.push(latency(crowd, size));
    figures.push(...(await asking(stream)));
  }
  console.log(JSON.stringify({ bench: 'search', figures }));
}
