import type { ImportReport } from './tally.ts';

/** What an import did, in lines for whoever ran it; `indexed` texts were made searchable. */
export function describeImport(report: ImportReport, indexed: number): string {
  const { praxis: _header, ...read } = report.read;
  const kinds = Object.entries(read).map(([kind, count]) => {
    const of = (counts: ImportReport['added']) => counts[kind as keyof ImportReport['added']] ?? 0;
    return `  ${kind}: ${count} read, ${of(report.added)} added, ${of(report.known)} known`;
  });
  const skipped = report.skipped.map(({ reason, count, where }) => {
    const places =
      where.length > 0 ? ` (${where.join(', ')}${count > where.length ? ', …' : ''})` : '';
    return `  ${count} × ${reason}${places}`;
  });
  return [
    `Imported into "${report.community}":`,
    ...kinds,
    `  made searchable: ${indexed}`,
    ...(skipped.length > 0 ? ['Skipped:', ...skipped] : ['Nothing was skipped.']),
  ].join('\n');
}
