/**
 * A process that delivers everything due and ends, meant to be killed: `carrier.ts <file> <now> <url>
 * <platform>`. The platform is an HTTP server: like an adapter it looks for the key before it posts.
 */
import pino from 'pino';
import type { Adapter } from '../../adapters/adapter.ts';
import { createCourier } from '../../adapters/courier.ts';
import { createCore } from '../../src/core.ts';
import { openStore } from '../../src/store/store.ts';

const [file = '', now = '', url = '', platform = ''] = process.argv.slice(2);
const startedAt = Date.now();
const store = openStore(file);
const clock = () => Number(now) + Date.now() - startedAt;
const core = createCore({ store, clock, newRef: () => crypto.randomUUID() });

const adapter: Adapter = {
  platform,
  start: async () => undefined,
  stop: async () => undefined,
  examine: async () => [],
  async post(_to, _view, key) {
    const at = `${url}/${encodeURIComponent(`${platform} ${key}`)}`;
    const found = await fetch(at);
    if (!found.ok) await fetch(at, { method: 'POST' });
    return { kind: 'stands', message: key };
  },
};
const log = pino({ level: 'silent' });
await createCourier({ core, adapters: [adapter], log, random: Math.random }).run();
await store.close();
