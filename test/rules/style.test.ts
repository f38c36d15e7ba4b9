import { expect, test } from '@jest/globals';
import { filesBelow, findings, lineAt, type SourceFile, sourceFiles } from './source.ts';

const longestFile = 300;
const ours = sourceFiles('src', 'commands', 'adapters');
const tests = sourceFiles('test');

/** The files as they are, comments and all. */
const whole = (files: readonly SourceFile[]) => files.map((file) => ({ ...file, code: file.text }));

test('nothing is left to do in the code: what is missing is in the tracker', () => {
  // Written so that it does not find itself.
  expect(findings(whole([...ours, ...tests]), /\b(?:TO[D]O|FIX[M]E|X[X]X)\b.*/)).toEqual([]);
});

test('no test is left out, and none runs alone', () => {
  const marks =
    /(?<!\.)\.(?:only|skip|todo|failing)(?:\.each)?\s*[(`]|\b(?:xtest|xit|xdescribe|fit|fdescribe)\s*\(/;
  expect(findings(tests, marks)).toEqual([]);
});

test('a cast past the type checker says why, on its line or the one above', () => {
  const silent = [...ours, ...tests].flatMap(({ path, code, text }) => {
    const lines = text.split('\n');
    const bare = code.split('\n');
    const hasComment = (i: number) => lines[i] !== undefined && lines[i] !== bare[i];
    return Array.from(code.matchAll(/\bas (?:unknown as|never|any)\b/g)).flatMap(({ index }) => {
      const line = lineAt(code, index);
      const isExplained = hasComment(line - 1) || hasComment(line - 2);
      return isExplained ? [] : [`${path}:${line}: ${lines[line - 1]?.trim()}`];
    });
  });
  expect([...new Set(silent)]).toEqual([]);
});

test(`no file is longer than ${longestFile} lines`, () => {
  const long = ours.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > longestFile ? [`${path} has ${lines} lines`] : [];
  });
  expect(long).toEqual([]);
});

test('migrations are numbered without gaps', () => {
  const names = filesBelow('data/migrations').map((path) => path.replace(/^.*\//, ''));
  const wrong = names.filter(
    (name, i) => !new RegExp(`^${String(i + 1).padStart(4, '0')}-[a-z-]+\\.sql$`).test(name),
  );
  expect(names.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
