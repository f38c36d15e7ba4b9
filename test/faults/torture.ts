/** Kills sessions until one loses something: `npm run torture -- [rounds] [seed]`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRounds, leftovers, type Round } from './kill.ts';

const [rounds = '50', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'praxis-torture-'));
const done: Round[] = [];
const sum = (pending: Round['pending']) => done.filter((one) => one.pending === pending).length;

console.log(`${rounds} rounds, seed ${seed}, databases in ${folder}`);
for await (const round of killRounds({ rounds: Number(rounds), seed: Number(seed), folder })) {
  done.push(round);
  const { round: n, killed, acknowledged, pending } = round;
  console.log(
    `${String(n).padStart(4)}  killed after ${killed.padEnd(16)} ${String(acknowledged).padStart(4)} acknowledged, under way: ${pending}`,
  );
}
const acknowledged = done.reduce((total, round) => total + round.acknowledged, 0);
console.log(
  `${done.length} kills: ${acknowledged} acknowledged acts, none lost, none twice; under way ${sum('kept')} kept, ${sum('not kept')} not kept, ${sum('none')} none; ${leftovers(folder).length} files left over`,
);
rmSync(folder, { recursive: true });
