import { expect, test } from '@jest/globals';
import { findings, sourceFiles } from './source.ts';

const isMain = ({ path }: { path: string }) => path === 'src/main.ts';
/** The composition root: what it makes, it hands to everyone as arguments. */
const isMainRoom = ({ path }: { path: string }) => /^src\/main(\.ts$|\/)/.test(path);
const all = sourceFiles('src', 'commands', 'adapters');
const belowAdapters = sourceFiles('src', 'commands').filter((file) => !isMainRoom(file));

test('nothing below adapters asks which platform it is on', () => {
  const comparison =
    /(?<!process\.)\bplatform\s*[!=]==?|[!=]==?\s*(?:(?!process\b)\w+\.)*platform\b|\bswitch\s*\([^)\n]*(?<!process\.)\bplatform\b/;
  expect(findings(belowAdapters, comparison)).toEqual([]);
});

test('process.env is read in main.ts alone', () => {
  const elsewhere = all.filter((file) => !isMain(file));
  const environment =
    /\bprocess\s*(?:\??\.\s*env\b|\[\s*['"]env)|\{[^}\n]*\benv\b[^}\n]*\}\s*=\s*process\b|\bimport\s[^;]*\benv\b[^;]*from 'node:process'/;
  expect(findings(elsewhere, environment)).toEqual([]);
});

test('the core and the commands take the time as an argument', () => {
  const clocks =
    /\bDate\.now\b|\bnew Date\b(?:\(\s*\)|(?!\s*\())|\bperformance\.now\b|\bTemporal\.Now\b/;
  // How long another process's lock is waited for is a matter of this machine, not of the community.
  const others = belowAdapters.filter(({ path }) => path !== 'src/store/dialect.ts');
  expect(findings(others, clocks)).toEqual([]);
});

test('the core and the commands take ids and randomness as arguments', () => {
  // The hallway makes the reference by which a bug is found in the log.
  const others = belowAdapters.filter(({ path }) => path !== 'commands/kit/bot.ts');
  const chance = /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/;
  expect(findings(others, chance)).toEqual([]);
  const hallway = belowAdapters.filter(({ path }) => path === 'commands/kit/bot.ts');
  expect(findings(hallway, chance)).toHaveLength(1);
});
