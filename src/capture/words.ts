/** Whose words a text is made of: by the pairs of words that follow each other in both. */

/** A sentence, a line or a piece of code, and what stands between it and the next. */
interface Unit {
  readonly text: string;
  readonly gap: string;
}

/** A fence of code is one unit; prose is cut behind sentences and at the ends of lines. */
const cuts = /(```[\s\S]*?(?:```|$))|((?<=[.!?…])[ \t]+|\s*\n\s*)/g;

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let at = 0;
  const add = (end: number, gap: string) => {
    const unit = text.slice(at, end);
    const last = units.at(-1);
    if (unit !== '') units.push({ text: unit, gap });
    else if (last) units[units.length - 1] = { text: last.text, gap: last.gap + gap };
  };
  for (const match of text.matchAll(cuts)) {
    const [all, code] = match;
    if (code === undefined) add(match.index, all);
    else {
      add(match.index, '');
      units.push({ text: code, gap: '' });
    }
    at = match.index + all.length;
  }
  add(text.length, '');
  return units;
}

const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function pairsIn(text: string): ReadonlySet<string> {
  const words = wordsIn(text);
  return new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`));
}

/** Of so few words a sentence is somebody's only as a whole. */
const fewWords = 4;
/** As much of a sentence as has to be somebody's: somewhat rewritten it still is, told anew it is not. */
const enough = 0.5;

/** Tells how much of a sentence is from these words, from 0 to 1. */
function likenessTo(words: string): (sentence: string) => number {
  const pairs = pairsIn(words);
  const whole = ` ${wordsIn(words).join(' ')} `;
  return (sentence) => {
    const own = wordsIn(sentence);
    if (own.length === 0) return 0;
    if (own.length < fewWords) return whole.includes(` ${own.join(' ')} `) ? 1 : 0;
    const found = [...pairsIn(sentence)];
    return found.filter((pair) => pairs.has(pair)).length / found.length;
  };
}

/** For each piece of the text, in order, which of `sources` it is from; undefined for none of them. */
function origins(text: string, sources: readonly string[]) {
  const likenesses = sources.map(likenessTo);
  return unitsOf(text).map((unit) => {
    const scores = likenesses.map((likeness) => likeness(unit.text));
    const best = Math.max(0, ...scores);
    return { ...unit, from: best >= enough ? scores.indexOf(best) : undefined };
  });
}

/** What of the text is from each of the sources, as it stands there; '' for nothing. */
export function partsFrom(text: string, sources: readonly string[]): readonly string[] {
  const found = origins(text, sources);
  return sources.map((_, source) =>
    found
      .filter(({ from }) => from === source)
      .map((unit) => unit.text)
      .join('\n'),
  );
}

/** The text without what is from `words`; what is rather from one of `others` stays. */
export function withoutWords(text: string, words: string, others: readonly string[]): string {
  return origins(text, [words, ...others])
    .filter(({ from }) => from !== 0)
    .map(({ text: kept, gap }) => kept + gap)
    .join('')
    .trim();
}
