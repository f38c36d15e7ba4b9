import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedQuestion, CommunityEvent } from '../../../src/experts/expert-index.ts';
import { readStream } from '../corpora.ts';

const day = 24 * 60 * 60 * 1000;

/** Which members of a community could have been asked, and who turned out to know. */
export interface Rules {
  /** A candidate has answered at least so many threads … */
  readonly fewestThreads: number;
  /** … and was seen in the last so many days. */
  readonly seenDays: number;
  /** Whoever answers within so many days is right. */
  readonly answeredDays: number;
}

const usualRules: Rules = { fewestThreads: 5, seenDays: 180, answeredDays: 7 };
const rulesOf: Readonly<Record<string, Rules>> = {
  travel: { fewestThreads: 5, seenDays: 365, answeredDays: Number.POSITIVE_INFINITY },
  racket: { fewestThreads: 3, seenDays: 120, answeredDays: 7 },
};

/** Who answered a question, and when first. */
export type Answerers = ReadonlyMap<number, number>;

export interface History {
  readonly name: string;
  readonly rules: Rules;
  readonly events: readonly CommunityEvent[];
  /** Questions before whose indexing everyone is to be ranked. */
  readonly ranked: ReadonlySet<AskedQuestion>;
  /** Who answered each question in time, but for its asker. */
  readonly answerers: ReadonlyMap<number, Answerers>;
}

/** The histories in the folder, or none and a word about it. */
export function historyFiles(dataFolder: string): readonly string[] {
  const folder = join(dataFolder, 'experts');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const found = files.filter((file) => file.endsWith('.jsonl.gz')).sort();
  if (found.length === 0) console.log(`skipped: there are no histories in ${folder}`);
  return found.map((file) => join(folder, file));
}

/** Names become numbers, seconds milliseconds; votes are left out. */
export async function readHistory(file: string): Promise<History> {
  const name = (/([^/\\]+)\.jsonl\.gz$/.exec(file) ?? [])[1] ?? file;
  const rules = rulesOf[name] ?? usualRules;
  const numberOf = numbering();
  const events: CommunityEvent[] = [];
  const ranked = new Set<AskedQuestion>();
  const questions = new Map<number, AskedQuestion>();
  const answerers = new Map<number, Map<number, number>>();
  for await (const { t, k, id, q, u, ch, title, body, text, e } of readStream(file)) {
    const at = t * 1000;
    const memberId = numberOf(`member ${u}`);
    const questionId = numberOf(`question ${k === 'q' ? id : q}`);
    if (k === 'q') {
      const asked = { title: title ?? '', body: body ?? '', at };
      const channelId = numberOf(`channel ${ch}`);
      const question = { id: questionId, askerId: memberId, channelId, ...asked };
      const event = { kind: 'question', ...question } as const;
      questions.set(questionId, question);
      if (e === 1) ranked.add(event);
      events.push(event);
    } else if (k === 'a') {
      events.push({ kind: 'answer', questionId, memberId, text: text ?? '', at });
      const question = questions.get(questionId);
      const isRight = question && question.askerId !== memberId;
      if (!isRight || at - question.at > rules.answeredDays * day) continue;
      const right = answerers.get(questionId) ?? new Map<number, number>();
      answerers.set(questionId, right);
      if (!right.has(memberId)) right.set(memberId, at);
    } else if (k === 'thx') events.push({ kind: 'thanks', questionId, memberId });
  }
  return { name, rules, events, ranked, answerers };
}

/** Numbers things of each kind from 1: `member u7` and `question q7` may both be 1. */
function numbering() {
  const known = new Map<string, number>();
  const counts = new Map<string, number>();
  return (key: string): number => {
    const kind = key.slice(0, key.indexOf(' '));
    const number = known.get(key) ?? (counts.get(kind) ?? 0) + 1;
    if (!known.has(key)) counts.set(kind, number);
    known.set(key, number);
    return number;
  };
}
