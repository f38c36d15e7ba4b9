import { createHash } from 'node:crypto';
import { z } from 'zod';
import { KnownError } from '../errors.ts';
import type { Edition, Handbook } from './handbook.ts';

/** What stands in a folder that an export wrote: what it holds, and each file as it was written. */
export const manifestFile = '.praxis.json';

export type Kind = 'markdown' | 'site';

const path = z.string().regex(/^[^/\\.][^/\\]*(?:\/[^/\\.][^/\\]*)?$/);
const shape = z.strictObject({
  praxis: z.literal(1),
  kind: z.enum(['markdown', 'site']),
  edition: z.enum(['members', 'public', 'anonymous']),
  community: z.string(),
  /** Fingerprints of what was written, by path. */
  files: z.record(path, z.string().regex(/^[0-9a-f]{64}$/)),
});

export type Manifest = z.infer<typeof shape>;

export const hashOf = (content: Uint8Array | string) =>
  createHash('sha256').update(content).digest('hex');

/** Communities are told apart by a name that says nothing to others. */
export function manifestOf(
  { communityRef, edition }: Pick<Handbook, 'communityRef' | 'edition'>,
  kind: Kind,
): Manifest {
  return { praxis: 1, kind, edition, community: hashOf(communityRef).slice(0, 16), files: {} };
}

/** @throws KnownError 'invalid' when it is no manifest of ours. */
export function readManifest(text: string, where: string): Manifest {
  const read = shape.safeParse(parse(text));
  if (read.success) return read.data;
  throw new KnownError(
    'invalid',
    `${where} is not as Praxis wrote it. Restore it, or export to a new folder.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function writeManifest({ files, ...rest }: Manifest): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ ...rest, files: Object.fromEntries(sorted) }, null, 1)}\n`;
}

const called: Readonly<Record<Edition, string>> = {
  members: "the members' edition",
  public: 'the public edition',
  anonymous: 'the anonymous edition',
};

/** @throws KnownError 'conflict' when the folder holds something else than is to be written there. */
export function requireSame(there: Manifest, wanted: Manifest, folder: string): void {
  const { kind, edition, community } = there;
  if (community !== wanted.community) {
    throw new KnownError(
      'conflict',
      `${folder} holds the handbook of another community. Name another folder.`,
    );
  }
  if (kind === wanted.kind && edition === wanted.edition) return;
  throw new KnownError(
    'conflict',
    `${folder} holds ${called[edition]}${kind === wanted.kind ? '' : ` as ${kind}`}. Name another folder for this one.`,
  );
}
