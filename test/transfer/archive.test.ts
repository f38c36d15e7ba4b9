import { createWriteStream, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { describe, expect, test } from '@jest/globals';
import yazl from 'yazl';
import { KnownError } from '../../src/errors.ts';
import { archiveLimits } from '../../src/transfer/archive-limits.ts';
import { openArchive } from '../../src/transfer/open-archive.ts';
import { scratch } from './scratch.ts';

async function zip(files: readonly [string, string | Buffer, number?][]): Promise<string> {
  const path = join(scratch(), 'export.zip');
  const packed = new yazl.ZipFile();
  for (const [name, content, mode] of files) {
    packed.addBuffer(Buffer.from(content), name, mode === undefined ? {} : { mode });
  }
  packed.end();
  await finished(packed.outputStream.pipe(createWriteStream(path)));
  return path;
}

async function texts(path: string, limits = archiveLimits): Promise<string[]> {
  const archive = await openArchive(path, limits);
  try {
    const all: string[] = [];
    for (const file of archive.files) all.push(await archive.readText(file));
    return all;
  } finally {
    await archive.close();
  }
}

describe('an archive', () => {
  test('gives the same files from a folder and from a zip', async () => {
    const folder = scratch({ 'b/two.json': '2', 'a.json': '\u00e9' });
    const packed = await zip([
      ['b/two.json', '2'],
      ['a.json', '\u00e9'],
    ]);
    for (const path of [folder, packed]) {
      const archive = await openArchive(path);
      expect(archive.files).toEqual(['a.json', 'b/two.json']);
      await expect(archive.readText('c.json')).rejects.toThrow(KnownError);
      await archive.close();
      expect(await texts(path)).toEqual(['é', '2']);
    }
  });

  test('stops a zip bomb by what really comes out of it', async () => {
    const bomb = await zip([['bomb.json', Buffer.alloc(50_000_000)]]);
    await expect(texts(bomb)).rejects.toThrow(/bomb\.json .*200 times/);
  });

  test('does not believe a header about the size of a file', async () => {
    const path = await zip([['a.json', Buffer.alloc(3_000_000, 'a')]]);
    const bytes = (await import('node:fs')).readFileSync(path);
    const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(10, directory + 24);
    writeFileSync(path, bytes);
    await expect(texts(path)).rejects.toThrow(KnownError);
  });

  test.each([
    ['bytes in a file', { bytesPerFile: 5 }, /a\.json .*5 bytes in a file/],
    ['bytes in all', { bytesInAll: 15 }, /b\.json .*15 bytes in all/],
    ['files', { files: 1 }, /1 files/],
  ])('has a limit of %s', async (_, limit, sentence) => {
    const limits = { ...archiveLimits, ...limit };
    const files = { 'a.json': '0123456789', 'b.json': '0123456789' };
    await expect(texts(scratch(files), limits)).rejects.toThrow(sentence);
    await expect(texts(await zip(Object.entries(files)), limits)).rejects.toThrow(sentence);
  });

  test('refuses paths that lead out of a zip', async () => {
    const path = await zip([['xx/evil.json', '1']]);
    const bytes = (await import('node:fs')).readFileSync(path, 'latin1');
    writeFileSync(path, bytes.replaceAll('xx/evil', '../evil'), 'latin1');
    await expect(texts(path)).rejects.toThrow(/cannot be read as/);
    await expect(texts(path)).rejects.toThrow(KnownError);
  });

  test('follows no link out of a folder, and none inside a zip', async () => {
    const outside = scratch({ 'secret.json': 'secret' });
    const folder = scratch({ 'a.json': '1' });
    symlinkSync(join(folder, 'a.json'), join(folder, 'b.json'));
    expect(await texts(folder)).toEqual(['1', '1']);
    symlinkSync(join(outside, 'secret.json'), join(folder, 'c.json'));
    await expect(texts(folder)).rejects.toThrow(/leads out/);
    symlinkSync(outside, join(folder, 'd'));
    const archive = await openArchive(folder);
    await expect(archive.readText('d/secret.json')).rejects.toThrow(KnownError);
    await expect(archive.readText('../secret.json')).rejects.toThrow(KnownError);
    expect(await texts(await zip([['link.json', '/etc/passwd', 0o120777]]))).toEqual([]);
  });

  test('is refused when it is neither folder nor zip, or is not there', async () => {
    const folder = scratch({ 'x.zip': 'not a zip', 'latin.json': Buffer.from([0xe9]) });
    await expect(openArchive(join(folder, 'x.zip'))).rejects.toThrow(KnownError);
    await expect(openArchive(join(folder, 'y.zip'))).rejects.toThrow(/There is no/);
    await expect(texts(folder)).rejects.toThrow(/latin\.json is not UTF-8/);
  });
});
