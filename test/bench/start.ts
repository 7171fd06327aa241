import {openDemo} from '../terminal/product.ts';
import {type Figure, type Measurement, median} from './figure.ts';
import {repeated, timed} from './timing.ts';

const rounds = 10;
const how = `median of ${rounds}`;

/** From the start of the process to something on the screen, and to the first stream. */
async function start(): Promise<{readonly frame: number; readonly data: number}> {
  await using terminal = await openDemo();
  await terminal.shows('hotshard', {within: 20_000});
  const frame = performance.now() - terminal.startedAt;
  await terminal.shows('clicks-enriched', {within: 20_000});
  return {frame, data: performance.now() - terminal.startedAt};
}

async function run(): Promise<readonly Figure[]> {
  const starts = await repeated(rounds, start);
  const node = median((await repeated(rounds, () => timed(process.execPath, ['-e', '0']))).map(({ms}) => ms));
  const frame = median(starts.map(({frame}) => frame));
  const figures: Figure[] = [
    {what: 'first frame', value: frame, unit: 'ms', how},
    {what: 'first frame, times `node -e 0`', value: frame / node, unit: '×', how},
    {what: 'first data', value: median(starts.map(({data}) => data)), unit: 'ms', how},
    {what: '`node -e 0`', value: node, unit: 'ms', how},
  ];
  const aws = await timed('aws', ['--version']).catch(() => undefined);
  if (aws === undefined) return figures;
  const other = median((await repeated(3, () => timed('aws', ['--version']))).map(({ms}) => ms));
  return [
    ...figures,
    {what: '`aws --version`', value: other, unit: 'ms', how: 'median of 3'},
    {what: 'first frame, times `aws --version`', value: frame / other, unit: '×'},
  ];
}

export const starting: Measurement = {id: 'start', run};
