/** Asks questions in a database that others write to: `writer.ts <file> <name> <how many>`. */
import { openStore } from '../../src/store/store.ts';
import { questionBy } from './fixture.ts';

const [file = '', name = '', count = ''] = process.argv.slice(2);
const store = openStore(file);
const numbers: number[] = [];
for (let i = 0; i < Number(count); i += 1) {
  const { number } = await store.write((tables) =>
    tables.questions.add(questionBy({ id: 1, communityId: 1 }, 1, `${name} ${i}`)),
  );
  numbers.push(number);
}
await store.close();
process.stdout.write(JSON.stringify(numbers));
