// Not the strict ones: under Jest, rows from the database have another realm's prototypes.
import { deepEqual, equal, ok } from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { analyserVersion } from '../../src/search/analyse.ts';
import { fingerprintOf } from '../../src/store/deliveries.ts';
import { type Act, after, type Knowledge, lineOf, nothing } from './acts.ts';
import { type Chance, createChance } from './chance.ts';
import { openCommunity, shown, typed } from './community.ts';
import type { Line } from './session.ts';
import {
  asRemembered,
  findDamage,
  readDeliveries,
  readDocuments,
  readIndex,
  readKnowledge,
} from './state.ts';

/** Days on the clock that are a round's own, the last part of them for what follows the kill. */
const daysARound = 20_000;
const daysOfSession = 15_000;

/** What one round did, once everything in it was verified. */
export interface Round {
  readonly round: number;
  /** When the process was killed: `12 acts`, `80 ms`, `opening + 3 ms`. */
  readonly killed: string;
  readonly acknowledged: number;
  /** What became of the act that was under way. */
  readonly pending: 'none' | 'kept' | 'not kept';
}

type Plan =
  /** While the store is opened, or made. */
  | { readonly when: 'opening'; readonly ms: number }
  | { readonly when: 'time'; readonly ms: number }
  | { readonly when: 'acts'; readonly count: number };

/**
 * Kills a session (SIGKILL) in every round at a moment that follows from `seed`, and proves after each
 * that nothing acknowledged was lost, nothing was done by half, and that the act under way has its
 * effect once when its delivery is repeated. Every third round starts with no database.
 * @throws AssertionError when it is not so.
 */
export async function* killRounds(options: {
  readonly rounds: number;
  readonly seed: number;
  readonly folder: string;
}): AsyncGenerator<Round> {
  const chance = createChance(options.seed);
  let database = { file: '', known: nothing, deliveries: [] as readonly string[] };
  for (let round = 1; round <= options.rounds; round += 1) {
    const isNew = round % 3 === 1;
    if (isNew) {
      database = { file: join(options.folder, `${round}.db`), known: nothing, deliveries: [] };
    }
    const plan = planRound(chance, isNew && round % 2 === 0);
    const session = {
      name: `s${round}`,
      seed: chance.below(2 ** 31),
      firstDay: round * daysARound,
    };
    const lines = await runAndKill(database.file, session, plan);
    const done = await verify(database, lines, session.firstDay + daysOfSession);
    database = { ...database, known: done.known, deliveries: done.deliveries };
    yield { round, killed: told(plan), acknowledged: done.acknowledged, pending: done.pending };
  }
}

function planRound(chance: Chance, whileMaking: boolean): Plan {
  if (whileMaking) return { when: 'opening', ms: chance.below(40) };
  switch (chance.below(5)) {
    case 0:
      return { when: 'opening', ms: chance.below(60) };
    case 1:
    case 2:
      return { when: 'time', ms: chance.below(400) };
    default:
      return { when: 'acts', count: 1 + chance.below(60) };
  }
}

function told(plan: Plan): string {
  if (plan.when === 'acts') return `${plan.count} acts`;
  return plan.when === 'time' ? `${plan.ms} ms` : `opening + ${plan.ms} ms`;
}

/** Runs a session and kills it; gives every whole line that it printed. */
async function runAndKill(
  file: string,
  session: { readonly name: string; readonly seed: number; readonly firstDay: number },
  plan: Plan,
): Promise<Line[]> {
  const script = join(import.meta.dirname, 'session.ts');
  const args = [file, session.name, session.seed, session.firstDay].map(String);
  const child = spawn(process.execPath, [script, ...args]);
  let problems = '';
  child.stderr.on('data', (data) => {
    problems += data;
  });
  const closed = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('close', (_, signal) => resolve(signal)),
  );
  const kill = () => child.kill('SIGKILL');
  const lines: Line[] = [];
  let acts = 0;
  for await (const text of createInterface({ input: child.stdout })) {
    if (!text.endsWith('}')) continue;
    const line = JSON.parse(text) as Line;
    lines.push(line);
    if (line.kind === 'done') acts += 1;
    if (plan.when === 'acts' && acts === plan.count) kill();
    if (plan.when === 'opening' && line.kind === 'opening') setTimeout(kill, plan.ms);
    if (plan.when === 'time' && line.kind === 'ready') setTimeout(kill, plan.ms);
  }
  equal(
    await closed,
    'SIGKILL',
    `the session ended on its own: ${problems}${JSON.stringify(lines.at(-1))}`,
  );
  return lines;
}

interface Verified {
  readonly known: Knowledge;
  readonly deliveries: readonly string[];
  readonly acknowledged: number;
  readonly pending: Round['pending'];
}

async function verify(
  before: {
    readonly file: string;
    readonly known: Knowledge;
    readonly deliveries: readonly string[];
  },
  lines: readonly Line[],
  firstDay: number,
): Promise<Verified> {
  const { file } = before;
  const intents = lines.filter((line) => line.kind === 'intent');
  const done = new Set(lines.flatMap((line) => (line.kind === 'done' ? line.delivery : [])));
  const acknowledged = intents.filter(({ delivery }) => done.has(delivery));
  const pending = intents.find(({ delivery }) => !done.has(delivery));
  const known = acknowledged.reduce((state, { act }) => after(state, act), before.known);
  const deliveries = [...before.deliveries, ...done].toSorted();

  const wasMade = existsSync(file);
  ok(wasMade || !lines.some(({ kind }) => kind === 'ready'), 'the database is gone');
  const community = await openCommunity(file, `v${firstDay}`, firstDay);
  try {
    deepEqual(findDamage(file), []);
    deepEqual(
      await community.store.documents.stale(analyserVersion, { answerId: 0, snippetId: 0 }, 10),
      [],
    );
    deepEqual(await readIndex(community.store), readDocuments(file));
    const isKept =
      pending !== undefined && readDeliveries(file).includes(fingerprintOf(pending.delivery));
    const all = pending ? [...deliveries, pending.delivery].toSorted() : deliveries;
    deepEqual(readDeliveries(file), asRemembered(isKept ? all : deliveries));
    deepEqual(readKnowledge(file), isKept ? after(known, pending.act) : known);

    const last = acknowledged.at(-1);
    if (last) equal(await repeat(last), 'nothing');
    if (!pending) {
      deepEqual(readKnowledge(file), known);
      return { known, deliveries, acknowledged: done.size, pending: 'none' };
    }
    const said = await repeat(pending);
    equal(isKept, said === 'nothing', `${lineOf(pending.act)} → ${said}`);
    equal(await repeat(pending), 'nothing');
    const finally_ = after(known, pending.act);
    deepEqual(readKnowledge(file), finally_);
    deepEqual(readDeliveries(file), asRemembered(all));
    deepEqual(findDamage(file), []);
    const became = isKept ? 'kept' : 'not kept';
    return { known: finally_, deliveries: all, acknowledged: done.size, pending: became };
  } finally {
    await community.store.close();
  }

  async function repeat({ act, delivery }: { act: Act; delivery: string }): Promise<string> {
    return shown(await community.bot.handle(typed(act.by, delivery, lineOf(act))));
  }
}

/** What is left in the folder beside databases and logs: drafts of databases killed in the making. */
export function leftovers(folder: string): readonly string[] {
  return readdirSync(folder).filter((file) => !/\.db(\.log)?$/.test(file));
}
