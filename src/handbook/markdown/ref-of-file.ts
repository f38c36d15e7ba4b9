import { hashOf } from '../manifest.ts';

/**
 * The ref of the snippet that a file which somebody added becomes: importing it again finds it. The
 * file of one community is no file of another.
 */
export function refOfFile(community: string, name: string): string {
  return `file:${hashOf(`${community} ${name}`).slice(0, 32)}`;
}
