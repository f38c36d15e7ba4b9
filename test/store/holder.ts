/** Holds a database locked until its input ends: `holder.ts <file> <SQL that locks>`. */
import Sqlite from 'better-sqlite3';

const [file = '', sql = ''] = process.argv.slice(2);
const database = new Sqlite(file);
database.exec(sql);
process.stdout.write('held\n');
process.stdin.on('end', () => database.close()).resume();
