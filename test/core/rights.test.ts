import { describe, expect, test } from '@jest/globals';
import type { Actor, Role } from '../../src/model.ts';
import { type Act, isAllowed, named, rights, type Standing } from '../../src/rights.ts';
import { filesBelow, readText } from '../rules/source.ts';

const acts = Object.keys(rights) as Act[];

test('the table of who may do what is the one in the docs', () => {
  const [, below = ''] = readText('docs/knowledge.md').split('### Who may do what');
  const [table = ''] = below.split(/^##/m);
  const rows = [...table.matchAll(/^\| (\S[^|]*?) *\| (\S[^|]*?) *\|$/gm)].slice(1);
  const told = rows.filter(([, act]) => !act?.startsWith('-')).map(([, act, who]) => [act, who]);
  const who = (act: Act) => rights[act].map((one: Standing) => named[one]).join('; ');
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(acts.map((act) => [act, who(act)])));
});

test('every act in the table is asked about somewhere in the core', () => {
  const sources = filesBelow('src')
    .filter((path) => path.endsWith('.ts') && path !== 'src/rights.ts')
    .map(readText);
  const isAsked = (act: Act) => sources.some((source) => source.includes(`'${act}'`));
  expect(acts.filter((act) => !isAsked(act))).toEqual([]);
});

describe('who is what in the community', () => {
  const being = (role: Role, more: Partial<Actor> = {}) =>
    ({ member: { role }, isGuest: false, ...more }) as Actor;

  test('a curator may what curators may, an admin that and what admins may', () => {
    for (const act of acts) {
      const allowed: readonly Standing[] = rights[act];
      expect([act, isAllowed(being('member'), act)]).toEqual([act, false]);
      expect([act, isAllowed(being('curator'), act)]).toEqual([act, allowed.includes('curator')]);
      const isAdmins = allowed.includes('curator') || allowed.includes('admin');
      expect([act, isAllowed(being('admin'), act)]).toEqual([act, isAdmins]);
    }
  });

  test('a guest may only what is their own, whatever their role', () => {
    for (const act of acts) {
      const guest = being('admin', { isGuest: true, acceptsAny: true });
      expect([act, isAllowed(guest, act)]).toEqual([act, false]);
      const [own] = rights[act] as readonly Standing[];
      if (own && own !== 'curator' && own !== 'admin') {
        expect([act, isAllowed(guest, act, own)]).toEqual([act, true]);
      }
    }
  });

  test('the acceptor role accepts, and nothing else', () => {
    const acceptor = being('member', { acceptsAny: true });
    expect(acts.filter((act) => isAllowed(acceptor, act))).toEqual(['accept answer']);
  });
});
