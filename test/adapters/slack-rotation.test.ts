import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { openStore, type Store } from '../../src/store/store.ts';
import { temporaryFolder } from '../store/temporary.ts';
import type { ApiCall } from './slack-api.ts';
import { grantOf, type Many, openMany } from './slack-many.ts';

const folder = temporaryFolder();
let file: string;
let files = 0;
const hour = 60 * 60 * 1000;
let store: Store;
let now: number;
let serial: number;
let programs: Many[];
/** What Slack answers to a refresh; undefined for the next tokens. */
let refreshing:
  | ((call: ApiCall) => Record<string, unknown> | undefined | Promise<undefined>)
  | undefined;

/** Slack with tokens that end after twelve hours, each renewed by the refresh token that came with it. */
async function answer(call: ApiCall): Promise<Record<string, unknown> | undefined> {
  if (call.method !== 'oauth.v2.access') return undefined;
  const { code, grant_type } = call.args;
  if (grant_type === 'refresh_token') {
    const special = await refreshing?.(call);
    if (special) return special;
  }
  serial += 1;
  const tokens = {
    access_token: `xoxe.xoxb-${serial}`,
    refresh_token: `xoxe-${serial}`,
    expires_in: 43_200,
  };
  return grant_type === 'refresh_token'
    ? { ok: true, ...tokens }
    : { ...grantOf(String(code)), ...tokens };
}

/** Another process would have its own connection to the same database. */
async function open(own: Store): Promise<Many> {
  const program = await openMany({
    store: own,
    clock: () => now,
    answer,
    url: 'https://praxis.example',
    ...(programs[0] && { apiUrl: `${programs[0].api.url}/api/` }),
  });
  programs.push(program);
  return program;
}

const refreshes = () =>
  programs
    .flatMap(({ api }) => api.calls)
    .filter(({ args }) => args.grant_type === 'refresh_token');

let many: Many;
beforeEach(async () => {
  files += 1;
  file = join(folder, `rotation-${files}.db`);
  store = openStore(file, 200);
  now = Date.UTC(2026, 10, 2, 9);
  serial = 0;
  programs = [];
  refreshing = undefined;
  many = await open(store);
  await many.install('T1-a');
});
afterEach(async () => {
  for (const program of programs) await program.close();
  await store.close();
});

/** A command that makes Slack's API be called. */
const tokensOf = async (program: Many, user: string) =>
  (await program.say('T1', 'help', { user_id: user, channel_id: `C-${user}` })).tokens.filter(
    (token) => token !== undefined,
  );

describe('a token that ends', () => {
  test('is used as it is until two hours before its end, then renewed', async () => {
    now += 9.9 * hour;
    expect(await tokensOf(many, 'UA')).toEqual(['xoxe.xoxb-1']);
    now += 0.2 * hour;
    expect(await tokensOf(many, 'UB')).toEqual(['xoxe.xoxb-2']);
    now += 11 * hour;
    expect(await tokensOf(many, 'UC')).toEqual(['xoxe.xoxb-3']);
    expect(refreshes().map(({ args }) => args.refresh_token)).toEqual(['xoxe-1', 'xoxe-2']);
    // Its clients' secrets travel with it, and no token but its own does.
    expect(refreshes()[0]?.args).toMatchObject({ client_id: '1.2' });
  });

  test('is renewed also after its end, however long nobody spoke', async () => {
    now += 400 * hour;
    expect(await tokensOf(many, 'UA')).toEqual(['xoxe.xoxb-2']);
  });

  test.each([
    ['before its end', 11],
    ['after its end', 13],
  ])('is renewed once by two processes that need it at once, %s', async (_, hours) => {
    const theirs = openStore(file);
    const second = await open(theirs);
    now += hours * hour;
    const users = ['UA', 'UB', 'UC', 'UD'];
    const from = many.api.calls.length;
    await Promise.all(users.map((user, i) => tokensOf(i % 2 === 0 ? many : second, user)));
    expect(refreshes()).toHaveLength(1);
    const used = new Set(many.api.calls.slice(from).flatMap(({ token }) => token ?? []));
    expect(used).toContain('xoxe.xoxb-2');
    if (hours > 12) expect([...used]).toEqual(['xoxe.xoxb-2']);
    await tokensOf(second, 'UE');
    expect(many.api.calls.findLast(({ token }) => token)?.token).toBe('xoxe.xoxb-2');
    programs.splice(programs.indexOf(second), 1);
    await second.close();
    await theirs.close();
  });

  test('goes on as it is when the process that renewed it died before it saved', async () => {
    now += 11 * hour;
    const [served] = await store.installations.served();
    // Another process has taken the lease, has asked Slack, and is gone.
    expect(await many.installations.lease(served?.id ?? 0, 1, 15_000)).toBe(true);
    expect(await tokensOf(many, 'UA')).toEqual(['xoxe.xoxb-1']);
    expect(refreshes()).toEqual([]);
    now += 15_000;
    expect(await tokensOf(many, 'UB')).toEqual(['xoxe.xoxb-2']);
  });

  test('goes on as it is when the new one could not be saved', async () => {
    now += 11 * hour;
    const other = new Sqlite(file);
    refreshing = async () => {
      other.exec('BEGIN IMMEDIATE');
      return undefined;
    };
    const said = tokensOf(many, 'UA');
    const isUsed = () =>
      many.api.calls.some(({ method, token }) => method === 'users.info' && token);
    while (!isUsed()) await new Promise(setImmediate);
    other.exec('ROLLBACK');
    refreshing = undefined;
    expect(await said).toContain('xoxe.xoxb-1');
    expect(many.log()).toContain('slack token not saved');
    now += 15_000;
    expect(await tokensOf(many, 'UB')).toEqual(['xoxe.xoxb-3']);
    other.close();
  });

  test('goes on as it is when Slack cannot be reached to renew it', async () => {
    now += 11 * hour;
    refreshing = () => ({ ok: false, error: 'internal_error' });
    expect(await tokensOf(many, 'UA')).toEqual(['xoxe.xoxb-1']);
    expect(await tokensOf(many, 'UB')).toEqual(['xoxe.xoxb-1']);
    expect(refreshes()).toHaveLength(1);
    refreshing = undefined;
    now += 15_000;
    expect(await tokensOf(many, 'UC')).toEqual(['xoxe.xoxb-2']);
  });

  test('that Slack does not renew any more: who installed it is asked to again, and it is parked', async () => {
    now += 11 * hour;
    refreshing = () => ({ ok: false, error: 'invalid_refresh_token' });
    await tokensOf(many, 'UA');
    const told = many.api.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(told).toMatchObject([{ token: 'xoxe.xoxb-1', args: { channel: 'UT1ADMIN' } }]);
    expect(told[0]?.args.text).toContain('https://praxis.example/slack/install');
    expect(await store.installations.served()).toEqual([]);
    const before = many.api.calls.length;
    await tokensOf(many, 'UB');
    expect(many.api.calls).toHaveLength(before);
    refreshing = undefined;
    await many.install('T1-b');
    expect(await tokensOf(many, 'UC')).toEqual(['xoxe.xoxb-2']);
  });

  test('that was replaced while it was renewed stays replaced', async () => {
    now += 11 * hour;
    refreshing = async () => {
      refreshing = undefined;
      await many.install('T1-b');
      return undefined;
    };
    expect(await tokensOf(many, 'UA')).toEqual(['xoxe.xoxb-2']);
    expect(await tokensOf(many, 'UB')).toEqual(['xoxe.xoxb-2']);
  });
});

test('a program with another key says at once that it cannot read the tokens, and what to do', async () => {
  const { createInstallations } = await import('../../src/installations.ts');
  const { createVault } = await import('../../src/vault.ts');
  const vault = createVault(Buffer.alloc(32, 6), (count) => Buffer.alloc(count));
  const world = { store, clock: () => now, newRef: () => 'r' };
  const other = createInstallations({ ...world, vault, into: undefined });
  await expect(other.open()).rejects.toThrow(
    /^The tokens of "Team T1" were stored with another PRAXIS_SECRET_KEY\. Set that key again\./,
  );
  await expect(many.installations.open()).resolves.toBeUndefined();
});
