import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJudged } from '../corpora.ts';
import { calibration } from './calibration.ts';
import { assistantSet, bankingSet, duplicateSet } from './confidence-sets.ts';
import { ownSet } from './own-set.ts';
import { quality } from './quality.ts';

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
  const [english, banking, assistant] = [
    at('search/english_se'),
    at('search/banking77'),
    at('search/clinc150/data_full.json'),
  ];
  const figures: unknown[] = [...quality('our own', ownSet)];
  figures.push(calibration('our own', duplicateSet(ownSet, false)));
  if (isThere(english)) {
    const judged = readJudged(english);
    figures.push(...quality('english usage', judged));
    figures.push(calibration('english usage, title', duplicateSet(judged, false)));
    figures.push(calibration('english usage, title + details', duplicateSet(judged, true)));
  }
  if (isThere(banking)) figures.push(calibration("a bank's customers", bankingSet(banking)));
  if (isThere(assistant)) figures.push(calibration('a voice assistant', assistantSet(assistant)));
  console.log(JSON.stringify({ bench: 'search', figures }));
}
