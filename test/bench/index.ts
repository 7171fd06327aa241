import {writeFile} from 'node:fs/promises';
import {cpus, platform, release} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {root} from '../terminal/product.ts';
import {calls} from './calls.ts';
import {demo} from './demo.ts';
import {document, type Machine} from './document.ts';
import type {Figure} from './figure.ts';
import {figuresTable, isBroken} from './figure.ts';
import {headless} from './headless.ts';
import {keypress} from './keypress.ts';
import {memory} from './memory.ts';
import {redraw} from './redraw.ts';
import {rest} from './rest.ts';
import {scan} from './scan.ts';
import {starting} from './start.ts';

const measurements = [starting, headless, calls, redraw, keypress, rest, memory, demo, scan];

/** `npm run bench`, or only some: `npm run bench -- start redraw`; `--document` writes docs/measurements.md. */
const writesDocument = process.argv.includes('--document');
const asked = process.argv.slice(2).filter(word => word !== '--document');
const unknown = asked.find(id => !measurements.some(measurement => measurement.id === id));
if (unknown !== undefined) {
  console.error(
    `No measurement is called ${unknown}: there are ${measurements.map(({id}) => id).join(', ')}.`,
  );
  process.exit(64);
}

const figures: Figure[] = [];
const failures: string[] = [];
for (const {id, run} of measurements) {
  if (asked.length > 0 && !asked.includes(id)) continue;
  console.error(`measuring ${id} …`);
  try {
    figures.push(...(await run()));
  } catch (error) {
    failures.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const measuredAt = new Date().toISOString();
const machine: Machine = {
  node: process.version,
  system: `${platform()} ${release()}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
};
await writeFile(
  path.join(root, 'bench.json'),
  `${JSON.stringify({measuredAt, machine, figures, failures}, undefined, 2)}\n`,
);
if (writesDocument) {
  const page = document(figures, machine, measuredAt.slice(0, 10));
  await writeFile(path.join(root, 'docs/measurements.md'), page);
}
console.log(`Node ${machine.node}, ${machine.system}, ${machine.cores} × ${machine.cpu}\n`);
if (figures.length > 0) console.log(figuresTable(figures));
for (const failure of failures) console.error(`\nnot measured: ${failure}`);
process.exitCode = failures.length > 0 || figures.some(isBroken) ? 1 : 0;
