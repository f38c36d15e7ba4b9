import type { KnownSnippet } from '../../store/handbook.ts';
import type { Tables } from '../../store/store.ts';
import type { Handbook } from '../handbook.ts';
import type { SnippetFile } from './library.ts';

/** What a file says that is not taken from files: where, and how it is done instead. */
export interface Untaken {
  readonly name: string;
  readonly line: number;
  readonly sentence: string;
}

/** Whether the file names another owner, channel or successor than the snippet has. */
export async function untakenIn(
  tables: Pick<Tables, 'members' | 'recipients'>,
  { outlines }: Handbook,
  { name, fields, lineOf }: SnippetFile,
  { number, ownerId, channelId }: KnownSnippet,
): Promise<readonly Untaken[]> {
  const [owner] = ownerId === null ? [] : await tables.members.byIds([ownerId]);
  const channel = (await tables.recipients.channel(channelId))?.channel.name;
  const successor = outlines.get(number)?.supersededBy ?? null;
  const ofFile = {
    owner: fields.owner?.replace(/^@/, ''),
    channel: fields.channel?.replace(/^#/, ''),
    'superseded-by': fields['superseded-by']?.toUpperCase(),
  };
  const here = {
    owner: owner?.handle,
    channel,
    'superseded-by': successor === null ? undefined : `S${successor}`,
  };
  const instead = {
    owner: `"snippet owner S${number} @name" hands it on`,
    channel: 'it stays in the channel where it was kept',
    'superseded-by': `"snippet supersede S${number} S12" puts another in its place`,
  };
  return (['owner', 'channel', 'superseded-by'] as const).flatMap((field) => {
    if (ofFile[field] === undefined || ofFile[field] === here[field]) return [];
    const is = here[field] === undefined ? 'nobody says so here' : `here it is ${here[field]}`;
    const sentence = `"${field}" is not taken from files: ${is}, and ${instead[field]}.`;
    return [{ name, line: lineOf(field), sentence }];
  });
}
