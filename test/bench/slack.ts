import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/store.ts';
import { percentile, print } from './figures.ts';
import { fillWithSnippets, madeUp } from './filling.ts';
import { openWire, type Taken, type Wire } from './slack-wire.ts';

const snippets = 100_000;
const rounds = 300;
const warmUp = 40;
/** Who types at once when throughput is measured. */
const atOnce = 16;
const bursts = 5;
const perBurst = 100;
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
  const all = contestants.map((contestant) => ({
    ...contestant,
    responses: [] as number[],
    ms: 0,
  }));
  for (let burst = 0; burst < bursts; burst += 1) {
    for (const one of all) {
      let n = 0;
      const type = async () => {
        while (n < perBurst) {
          n += 1;
          one.responses.push((await one.run(n)).response);
        }
      };
      const start = performance.now();
      await Promise.all(Array.from({ length: atOnce }, type));
      one.ms += performance.now() - start;
    }
  }
  const p95 = (responses: readonly number[]) => percentile(responses, 0.95);
  print(
    `${atOnce} at once`,
    all.map(({ name, responses, ms }) => ({
      command: name,
      'responses/s': (1000 * responses.length) / ms,
      'p50 ms': percentile(responses, 0.5),
      'p95 ms': p95(responses),
      'p95 to bare': p95(responses) / p95(all[0]?.responses ?? []),
    })),
  );
}
