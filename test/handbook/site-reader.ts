import { join } from 'node:path';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { readHandbook } from '../../src/handbook/gather.ts';
import type { Edition } from '../../src/handbook/handbook.ts';
import { exportSite } from '../../src/handbook/site/export-site.ts';
import type { Store } from '../../src/store/store.ts';
import { scratch } from '../transfer/scratch.ts';
import { communityOf } from './library.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** Exports as a site to the folder, a new one unless named. */
export async function published(
  store: Store,
  options: { folder?: string; edition?: Edition; channels?: readonly string[] } = {},
) {
  const { folder = join(scratch(), 'site'), edition = 'members', channels } = options;
  const community = await communityOf(store);
  const report = await store.read(async (tables) =>
    exportSite(await readHandbook(tables, community, edition, channels), folder),
  );
  return { folder, report };
}

/** Every element of a page, in order, as a browser reads it. */
export function elementsOf(page: string): Element[] {
  const found: Element[] = [];
  const look = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(look);
  };
  look(parse(page));
  return found;
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

/** The words of an element and all in it. */
export function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
