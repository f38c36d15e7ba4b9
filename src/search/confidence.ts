import { coverageOf } from './coverage.ts';
import { type Findings, rivalOf } from './find.ts';
import type { Scored } from './index/retrieve.ts';
import { idf } from './index/weights.ts';
import { meets, requirementsOf } from './requirements.ts';

const fewestKnownTerms = 2;
const mostUnknown = 0.4;
/** As many matches of the rarest terms there are, and more do not make it surer. */
const enoughMatches = 5;

/**
 * Logistic regression over `features`, in their order. Fitted on questions with known duplicates or
 * intents (English usage with and without details, a bank's customers, a voice assistant), each whole
 * and in communities of 60 documents, each counting the same; half of the questions had their answers
 * taken away. Fitted on two of the three and tried on the third, the area under the ROC curve was .84
 * to .86. `npm run bench search` fits them anew.
 */
const weights = [-4.54, 4.58, 3, 4.09] as const;

/**
 * The probability that the hit answers the question, 0 to 1. It is 0 when the question says too little,
 * speaks mostly of what nobody here wrote about, or names a version or an error, or says "not", and the
 * hit does not.
 *
 * @param bias what this community's own judgements add to the logit; see `refit`
 */
export function confidenceOf(findings: Findings, hit: Scored, bias = 0): number {
  const said = findings.query.terms.filter((term) => term.inTitle && term.isMeaningful);
  const known = said.filter((term) => term.frequency > 0);
  if (known.length < fewestKnownTerms) return 0;
  if (1 - known.length / said.length > mostUnknown) return 0;
  if (!meets(findings.index, hit.slot, requirementsOf(findings.text.title))) return 0;
  return logistic(logitOf(features(findings, hit)) + bias);
}

export const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));

export function logitOf(values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
}

/**
 * What the probability is computed from: a constant; how well question and title agree, as the harmonic
 * mean of the idf mass of the question that the title has, and of the title that the question has; the
 * lead over the best hit with another answer, 1 - its score / this score; and how much was matched: the
 * idf mass found, in rarest terms.
 */
export function features(findings: Findings, hit: Scored): readonly number[] {
  const { index, view, query } = findings;
  const { document, title, titleExplained } = coverageOf(index, view, hit.slot, query.terms);
  const agreement = (2 * title * titleExplained) / (title + titleExplained || 1);
  const rival = rivalOf(findings, hit);
  const lead = rival ? Math.max(-1, 1 - rival.score / (hit.score || 1)) : 1;
  const said = query.terms.filter((term) => term.inTitle && term.isMeaningful);
  const mass = document * said.reduce((sum, term) => sum + term.idf, 0);
  const matched = Math.min(1, mass / (enoughMatches * idf(0, view.count)));
  return [1, agreement, lead, matched];
}
