import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/store.ts';
import { percentile, print } from './figures.ts';
import { fillWithSnippets, madeUp } from './filling.ts';
import { openWire, type Taken, type Wire } from './slack-wire.ts';

const snippets = 5_000;
const rounds = 300;
const warmUp = 40;
/** Who types at once when throughput is measured. */
const atOnce = 16;
const perBurst = 400;
const members = 32;

interface Contestant {
  readonly name: string;
  readonly run: (n: number) => Promise<Taken>;
}

/**
 * Slash commands over signed HTTP until their response: Praxis over a hundred thousand snippets, and
 * a bare Bolt app that answers a constant, each a process of its own, by turns in one run.
 */
export async function slack(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'praxis-bench-'));
  const database = join(folder, 'bench.db');
  const store = openStore(database);
  const questions = [...madeUp(rounds + warmUp)].map(({ title }) => title);
  await fillWithSnippets(store, [...madeUp(snippets)]);
  await store.close();
  const wire = await openWire();
  try {
    const bare = await wire.start(join(import.meta.dirname, 'slack-bare.ts'), []);
    const main = join(import.meta.dirname, '../../src/main.ts');
    const praxis = await wire.start(main, ['--db', database]);
    const contestants = contestantsOf(wire, bare, praxis, questions);
    await latency(contestants);
    await throughput(contestants.filter(({ name }) => name !== '/ask'));
  } finally {
    wire.close();
    rmSync(folder, { recursive: true });
  }
}

function contestantsOf(
  wire: Wire,
  bare: string,
  praxis: string,
  questions: readonly string[],
): readonly Contestant[] {
  const typed = (command: string, text: string): Contestant => ({
    name: `${command} ${text}`.trim(),
    run: (n) => wire.slash(praxis, command, text, n % members),
  });
  return [
    { name: 'bare', run: (n) => wire.slash(bare, '/constant', '', n % members) },
    {
      name: 'bare, in its ack',
      run: (n) => wire.slash(bare, '/acknowledged', '', n % members, false),
    },
    typed('/help-praxis', ''),
    typed('/questions', 'open'),
    typed('/profile', ''),
    {
      name: '/ask',
      run: (n) => wire.slash(praxis, '/ask', questions[n % questions.length] ?? '', n % members),
    },
  ];
}

async function latency(contestants: readonly Contestant[]): Promise<void> {
  const taken = new Map<string, Taken[]>(contestants.map(({ name }) => [name, []]));
  for (let n = 0; n < warmUp + rounds; n += 1) {
    for (const { name, run } of contestants) {
      const one = await run(n);
      if (n >= warmUp) taken.get(name)?.push(one);
    }
  }
  const p95Of = (name: string) =>
    percentile(
      (taken.get(name) ?? []).map(({ response }) => response),
      0.95,
    );
  print(
    `slash command to response, one after the other, ${snippets} snippets`,
    contestants.map(({ name }) => {
      const all = taken.get(name) ?? [];
      const responses = all.map(({ response }) => response);
      return {
        command: name,
        'ack p95 ms': percentile(
          all.map(({ ack }) => ack),
          0.95,
        ),
        'p50 ms': percentile(responses, 0.5),
        'p95 ms': p95Of(name),
        'p95 to bare': p95Of(name) / p95Of('bare'),
      };
    }),
  );
}

async function throughput(contestants: readonly Contestant[]): Promise<void> {
  const rows: Record<string, unknown>[] = [];
  for (const { name, run } of contestants) {
    const responses: number[] = [];
    let n = 0;
    const type = async () => {
      while (n < perBurst) {
        n += 1;
        responses.push((await run(n)).response);
      }
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, type));
    const seconds = (performance.now() - start) / 1000;
    const p95 = percentile(responses, 0.95);
    rows.push({ command: name, 'responses/s': responses.length / seconds, 'p95 ms': p95 });
  }
  const bare = Number(rows[0]?.['p95 ms']);
  const compared = rows.map((row) => ({ ...row, 'p95 to bare': Number(row['p95 ms']) / bare }));
  print(`${atOnce} at once`, compared);
}
