import { existsSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';

/** Writes the text to a new file in the folder, for this user alone, and gives its path. */
export async function keepFile(folder: string, name: string, content: string): Promise<string> {
  const { name: base, ext } = parse(name);
  for (let n = 1; ; n += 1) {
    const path = join(folder, n === 1 ? name : `${base}-${n}${ext}`);
    if (existsSync(path)) continue;
    writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
    return path;
  }
}
