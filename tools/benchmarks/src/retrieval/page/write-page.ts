import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BenchmarkReport } from '../../benchmark-report.ts';
import { drawLatencyPlot } from './latency-plot.ts';
import { drawRecallPlot } from './recall-plot.ts';
import { requirementTable } from './requirements.ts';
import {
  dataTable,
  filterTable,
  latencyTable,
  operationTable,
  provenanceTable,
  recallTable,
  storeReports,
  type ReportsByName,
} from './tables.ts';

/**
 * Brings a published page up to date: reads the reports in `folder` (`<store>-<items>.json`, `data.json`), draws the plots
 * into it, that of recall where a plain index was asked too, and fills the tables between the page's marks, `<!-- begin recall -->` … `<!-- end recall -->`. The words around
 * them are a person's and stay. The page is the Markdown file beside the folder, of the same name.
 * @throws Error where there is no report, or the page lacks a mark
 */
export async function writeRetrievalPage(folder: string): Promise<readonly string[]> {
  const reports = await readReports(folder);
  const embedded = storeReports(reports).filter(([name]) => name.startsWith('embedded'));
  const written: string[] = [];
  const write = async (path: string, text: string): Promise<void> => {
    await writeFile(path, text);
    written.push(path);
  };
  for (const [name, report] of reports)
    if (report.name === 'retrieval' && 'plainAnn.p50Ms' in report.metrics)
      await write(join(folder, `recall-${name}.svg`), drawRecallPlot(report, name.replace(/-\d+$/, ' store')));
  if (embedded.length > 0)
    await write(join(folder, 'latency-embedded.svg'), drawLatencyPlot(embedded.map(([, report]) => report)));
  const page = `${folder.replace(/\/+$/, '')}.md`;
  if (existsSync(page)) await write(page, fillMarks(await readFile(page, 'utf8'), blocksOf(reports)));
  return written;
}

async function readReports(folder: string): Promise<ReportsByName> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  if (files.length === 0)
    throw new Error(`There is no report in '${folder}'. Write one with: npm run --silent bench -- retrieval --json`);
  const reports = await Promise.all(
    files.map(
      async (file) => [basename(file, '.json'), JSON.parse(await readFile(join(folder, file), 'utf8'))] as const,
    ),
  );
  return new Map(reports as [string, BenchmarkReport][]);
}

function blocksOf(reports: ReportsByName): Record<string, string> {
  return {
    requirements: requirementTable(reports),
    recall: recallTable(reports),
    latency: latencyTable(reports),
    filters: filterTable(reports),
    operations: operationTable(reports),
    data: dataTable(reports),
    provenance: provenanceTable(reports),
  };
}

/** Replaces what stands between the marks of each block. @throws Error for a block without marks */
export function fillMarks(page: string, blocks: Readonly<Record<string, string>>): string {
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The page has no marks '${begin}' and '${end}'.`);
    return `${text.slice(0, from + begin.length)}\n\n${block}\n\n${text.slice(to)}`;
  }, page);
}
