import { frequencyIn } from './index/frequency.ts';
import type { SearchIndex } from './index/index.ts';
import type { View } from './index/views.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter words have too many neighbours to tell which was meant. */
const shortest = 4;
const longest = 24;
/** As many words of one query are corrected: each costs some hundred look-ups. */
const mostCorrected = 10;

/**
 * Gives for a term that stands nowhere in the view the most frequent one with the same first letter that
 * is one edit away (a letter left out, put in, replaced, or two exchanged: Damerau, 1964), and for any
 * other term itself. All neighbours are made and looked up (P. Norvig, https://norvig.com/spell-correct.html).
 */
export function createCorrector(index: SearchIndex, view: View): (term: string) => string {
  let left = mostCorrected;
  const known = (term: string) => frequencyIn(index, view, index.vocabulary.find(term));

  return (term) => {
    if (!/^[a-z]+$/.test(term) || term.length < shortest || term.length > longest) return term;
    if (left === 0 || known(term) > 0) return term;
    left -= 1;
    let best = { term, frequency: 0 };
    for (const neighbour of neighboursOf(term)) {
      const frequency = known(neighbour);
      if (frequency > best.frequency) best = { term: neighbour, frequency };
    }
    return best.term;
  };
}

function* neighboursOf(term: string): Iterable<string> {
  for (let i = 1; i <= term.length; i += 1) {
    const [before, after] = [term.slice(0, i), term.slice(i)];
    if (after !== '') yield before + after.slice(1);
    if (after.length > 1) yield before + after.charAt(1) + after.charAt(0) + after.slice(2);
    for (const letter of letters) {
      yield before + letter + after;
      if (after !== '') yield before + letter + after.slice(1);
    }
  }
}
