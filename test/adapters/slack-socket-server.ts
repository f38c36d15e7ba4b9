import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** One end of Socket Mode: a WebSocket server that sends and receives JSON in text frames. */
export interface SocketServer {
  readonly url: string;
  /** Resolves once that many connections have been opened. */
  connected(count?: number): Promise<void>;
  /** Over the newest connection. */
  send(value: unknown): void;
  /** The next JSON that was received. */
  received(): Promise<unknown>;
  close(): Promise<void>;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const acceptKey = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export async function openSocketServer(): Promise<SocketServer> {
  const server = createServer();
  const peers: Duplex[] = [];
  const arrivals: { readonly count: number; readonly resolve: () => void }[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  const kept: unknown[] = [];
  server.on('upgrade', (request, socket) => {
    const key = request.headers['sec-websocket-key'];
    const accept = createHash('sha1').update(`${key}${acceptKey}`).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
    peers.push(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (part) => {
      rest = Buffer.concat([rest, part]);
      for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
        rest = rest.subarray(frame.size);
        if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0]));
        if (frame.opcode !== 1) continue;
        const value: unknown = JSON.parse(frame.text);
        const next = waiting.shift();
        if (next) next(value);
        else kept.push(value);
      }
    });
    for (const { count, resolve } of arrivals) if (peers.length >= count) resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/link`,
    connected: (count = 1) =>
      new Promise((resolve) => {
        if (peers.length >= count) resolve();
        else arrivals.push({ count, resolve });
      }),
    send: (value) => void peers.at(-1)?.write(toFrame(JSON.stringify(value))),
    received: () =>
      kept.length > 0
        ? Promise.resolve(kept.shift())
        : new Promise((resolve) => void waiting.push(resolve)),
    /** After whoever has hung up on us is through with it. */
    async close() {
      await Promise.all(peers.map((peer) => peer.destroyed || once(peer, 'close')));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An unmasked text frame. */
function toFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, body]);
}

/** The first masked frame of the bytes; undefined while it is not whole. */
function readFrame(bytes: Buffer): { opcode: number; text: string; size: number } | undefined {
  if (bytes.length < 6) return undefined;
  const opcode = bytes.readUInt8(0) & 0x0f;
  const short = bytes.readUInt8(1) & 0x7f;
  const at = short === 126 ? 4 : 2;
  if (bytes.length < at + 4) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const size = at + 4 + length;
  if (bytes.length < size) return undefined;
  const mask = bytes.subarray(at, at + 4);
  const body = bytes.subarray(at + 4, size).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return { opcode, text: Buffer.from(body).toString('utf8'), size };
}
