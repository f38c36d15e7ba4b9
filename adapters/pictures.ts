import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** So many dots for each unit of the drawing: sharp on phones. */
const scale = 2;

const resolve = createRequire(import.meta.url).resolve;
let drawing: Promise<(svg: string) => Uint8Array> | undefined;

/** The drawing as PNG, its letters in Inter. Loads the renderer (resvg, in WebAssembly) when first asked. */
export async function toPng(svg: string): Promise<Uint8Array> {
  drawing ??= open();
  return (await drawing)(svg);
}

async function open(): Promise<(svg: string) => Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const font = await readFile(resolve('@fontsource/inter/files/inter-latin-500-normal.woff2'));
  return (svg) => {
    const picture = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: scale },
      font: { fontBuffers: [new Uint8Array(font)], defaultFontFamily: 'Inter' },
    });
    try {
      return picture.render().asPng();
    } finally {
      picture.free();
    }
  };
}
