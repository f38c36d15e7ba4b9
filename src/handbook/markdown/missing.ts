import type { Outline } from '../handbook.ts';
import { snippetFolder } from './library.ts';
import { refOfFile } from './ref-of-file.ts';

/** The numbers of those snippets whose file was written once, and is not there any more under any name. */
export function missingFiles(
  written: readonly string[],
  outlines: ReadonlyMap<number, Outline>,
  community: string,
  files: { has(ref: string): boolean },
): number[] {
  const byRef = new Map(Array.from(outlines.values(), (outline) => [outline.ref, outline]));
  return written
    .filter((path) => path.startsWith(`${snippetFolder}/`))
    .flatMap((path) => {
      const name = path.slice(snippetFolder.length + 1);
      const number = Number(/^S(\d{1,9})(?=[.-])/.exec(name)?.[1]);
      const outline = byRef.get(refOfFile(community, name)) ?? outlines.get(number);
      return outline && !files.has(outline.ref) ? outline.number : [];
    });
}
