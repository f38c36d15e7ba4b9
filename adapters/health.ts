import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../src/log.ts';

/** The state of the program at `/healthz` (it lives) and `/readyz` (it serves). */
export async function openHealth(options: {
  readonly port: number;
  /** Why nothing can be served just now; undefined when it can. */
  readonly notReady: () => Promise<string | undefined>;
  readonly log: Log;
}): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const answer = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    };
    if (path === '/healthz') return answer(200, 'ok');
    if (path !== '/readyz') return answer(404, '');
    options.notReady().then(
      (why) => answer(why === undefined ? 200 : 503, why ?? 'ready'),
      () => answer(503, 'unknown'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  options.log.info({ event: 'health served', port });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
