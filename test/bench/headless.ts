import {executable} from '../terminal/product.ts';
import {type Measurement, median} from './figure.ts';
import {repeated, timed} from './timing.ts';

const rounds = 10;

async function snapshot(): Promise<number> {
  const args = [executable, 'demo', 'snapshot', '--format', 'json', '--fail-on', 'never'];
  const {ms, code, stdout} = await timed(process.execPath, args);
  if (code !== 0) throw new Error(`hotshard demo snapshot ended with ${code}: ${stdout.slice(0, 200)}`);
  JSON.parse(stdout);
  return ms;
}

export const headless: Measurement = {
  id: 'headless',
  async run() {
    const value = median(await repeated(rounds, snapshot));
    return [{what: '`demo snapshot --format json`', value, unit: 'ms', how: `median of ${rounds}`}];
  },
};
