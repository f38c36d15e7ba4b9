/** Opens the store at the path it is given and prints what became of it, as JSON. */
import { KnownError } from '../../src/errors.ts';
import { openStore } from '../../src/store/store.ts';

const [file = ''] = process.argv.slice(2);

async function open(): Promise<object> {
  try {
    await openStore(file).close();
    return { outcome: 'opened' };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return { outcome: 'refused', code: error.code, sentence: error.message };
  }
}

process.stdout.write(JSON.stringify(await open()));
