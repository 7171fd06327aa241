import {type Figure, type Measurement, median} from './figure.ts';
import {type Account, openAccount, type Size, sizes} from './scan/account.ts';
import {awsCli, type Client, hotshard, type Listing, rclone} from './scan/clients.ts';

const rounds = 3;
const memoryTurns = 5;
/** About what S3 takes to answer a list from the same region. */
const answerMs = 30;
const mega = 1_000_000;

type Other = {readonly name: string; readonly client: Client; readonly atLeast?: number};

const ofRclone: Other = {name: '`rclone size`', client: rclone, atLeast: 3};
/** It takes minutes of computing for a million keys: how long an answer takes makes no difference. */
const ofAws: Other = {name: '`aws s3 ls --recursive --summarize`', client: awsCli};

const rateOf = ({objects, ms}: Listing): number => objects / (ms / 1000);

const keysOf = (size: Size): string => `${sizes[size].toLocaleString('en')} keys`;

function rateFigure(what: string, listing: Listing, how: string): Figure {
  const {ms, cpuMs, peakBytes} = listing;
  const all = {'s CPU': cpuMs / 1000, s: ms / 1000, 'MB at most': peakBytes / mega};
  return {what, value: rateOf(listing), unit: 'keys/s', with: all, how};
}

/** What each of them counted must be the same, or the rates are of different work. */
function assertSame(name: string, theirs: Listing, ours: Listing): void {
  if (theirs.objects === ours.objects && theirs.bytes === ours.bytes) return;
  throw new Error(
    `${name} counted ${theirs.objects} objects of ${theirs.bytes} bytes, hotshard ${ours.objects} of ${ours.bytes}.`,
  );
}

/** Two cores are shared with the account: whoever does less leaves it more. */
async function compare(
  account: Account,
  where: string,
  others: readonly Other[],
): Promise<readonly Figure[]> {
  const how = `${keysOf('million')}, the process from start to end`;
  const runs: Listing[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await hotshard(account, 'million'));
  const ours = runs.toSorted((a, b) => a.ms - b.ms)[Math.floor(rounds / 2)];
  if (!ours) throw new Error('Nothing was counted.');
  const figures = [rateFigure(`scan${where}`, ours, `${how}, median of ${rounds}`)];
  for (const {name, client, atLeast} of others) {
    const theirs = await client(account, 'million');
    if (!theirs) {
      figures.push({what: `${name}${where}`, value: 'not installed', unit: ''});
      continue;
    }
    assertSame(name, theirs, ours);
    figures.push(rateFigure(`${name}${where}`, theirs, how), {
      what: `scan${where}, times the rate of ${name}`,
      value: rateOf(ours) / rateOf(theirs),
      unit: '×',
      ...(atLeast === undefined ? {} : {atLeast}),
    });
  }
  return figures;
}

/** In turns: how much of the program's own file is resident differs from minute to minute. */
async function memory(account: Account): Promise<readonly Figure[]> {
  const [few, many]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < memoryTurns; turn += 1) {
    few.push((await hotshard(account, 'hundredThousand')).peakBytes / mega);
    many.push((await hotshard(account, 'fiveMillion')).peakBytes / mega);
  }
  const what = (size: Size) => `memory (peak, resident) of a scan of ${keysOf(size)}`;
  const how = `median of ${memoryTurns}`;
  const ratio = median(many) / median(few);
  return [
    {what: what('hundredThousand'), value: median(few), unit: 'MB', how},
    {what: what('fiveMillion'), value: median(many), unit: 'MB', how},
    {what: `the same, times that at ${keysOf('hundredThousand')}`, value: ratio, unit: '×', atMost: 1.1},
  ];
}

export const scan: Measurement = {
  id: 'scan',
  async run() {
    const account = await openAccount();
    try {
      const figures = [...(await compare(account, '', [ofRclone, ofAws]))];
      await account.answerAfter(answerMs);
      figures.push(...(await compare(account, `, answers after ${answerMs} ms`, [ofRclone])));
      await account.answerAfter(0);
      return [...figures, ...(await memory(account))];
    } finally {
      await account.close();
    }
  },
};
