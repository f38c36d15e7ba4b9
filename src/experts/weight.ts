const day = 24 * 60 * 60 * 1000;
/** A shorter answer shows nothing unless someone reacted to it. */
const shortest = 40;
/** As many answers of one member to the same asker in a day count; of one member to all, in a day. */
const mostOfPair = 3;
const mostOfDay = 20;
/** Two who accepted each other's answers at least so often … */
const fewestInRing = 2;
/** … and got at least this share of their acceptances from each other are a ring. */
const shareInRing = 0.5;
/** In place of an asker: no member has this id. */
const everyone = -1;

/** What is known of an answer, as far as it decides what the answer counts. */
export interface GivenAnswer {
  readonly memberId: number;
  readonly askerId: number;
  readonly at: number;
  /** Its length in characters. */
  readonly length: number;
  /** The asker accepted it. */
  readonly accepted: boolean;
  /** The asker thanked for it, or anybody else than its author found it helpful. */
  readonly thanked: boolean;
}

/**
 * What each answer counts as evidence of what its author knows, 0 or 1, in the order given. Nothing: an
 * answer to oneself; one under 40 characters to which nobody reacted; more than 3 to the same asker or
 * more than 20 in a day (the first ones count); those of two members who mostly accept each other's.
 * How many of someone's answers were accepted plays no part: it says who picks easy questions.
 */
export function weigh(answers: readonly GivenAnswer[]): number[] {
  const rings = ringsIn(answers);
  const weights = answers.map(() => 0);
  const inOrder = answers.map((_, i) => i).sort((a, b) => timeOf(answers[a]) - timeOf(answers[b]));
  let today = Number.NaN;
  // Of each member, how many answers counted today: to each asker, and at all.
  let counted = new Map<number, Map<number, number>>();
  for (const i of inOrder) {
    const answer = answers[i];
    if (!answer || answer.memberId === answer.askerId) continue;
    if (answer.length < shortest && !answer.accepted && !answer.thanked) continue;
    if (rings.size > 0 && rings.has(pairOf(answer))) continue;
    const on = Math.floor(answer.at / day);
    if (on !== today) counted = new Map();
    today = on;
    const counts = counted.get(answer.memberId) ?? new Map<number, number>();
    counted.set(answer.memberId, counts);
    const isFew = oneMore(counts, answer.askerId) <= mostOfPair;
    if (isFew && oneMore(counts, everyone) <= mostOfDay) weights[i] = 1;
  }
  return weights;
}

/** Pairs of members who got most of their acceptances from each other. */
function ringsIn(answers: readonly GivenAnswer[]): ReadonlySet<string> {
  const accepted = answers.filter((one) => one.accepted && one.memberId !== one.askerId);
  const total = countBy(accepted, ({ memberId }) => String(memberId));
  const given = countBy(accepted, ({ memberId, askerId }) => `${memberId} from ${askerId}`);
  const isMostly = (memberId: number, askerId: number) => {
    const got = given.get(`${memberId} from ${askerId}`) ?? 0;
    return got >= fewestInRing && got >= shareInRing * (total.get(String(memberId)) ?? 0);
  };
  return new Set(
    accepted.filter(({ memberId: a, askerId: b }) => isMostly(a, b) && isMostly(b, a)).map(pairOf),
  );
}

function oneMore(counts: Map<number, number>, of: number): number {
  const count = (counts.get(of) ?? 0) + 1;
  counts.set(of, count);
  return count;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const timeOf = (answer: GivenAnswer | undefined) => answer?.at ?? 0;
const pairOf = ({ memberId, askerId }: GivenAnswer) =>
  [memberId, askerId].sort((a, b) => a - b).join(' and ');
