import {formatCount, formatShare} from '../../../text/number.ts';
import {fractionOf} from '../hash-range.ts';
import {splitAdvice} from './advice.ts';
import {type ShardSample, shareBelow} from './sample.ts';

/** A sample in one sentence, without the names of keys: fit for a journal. */
export function summariseSample(sample: ShardSample): string {
  const read = `${formatCount(sample.records)} records in ${Math.round(sample.seconds)} s`;
  const top = sample.keys[0];
  if (top === undefined) return `${read}: nothing was written.`;
  const where = sample.median ? '' : ', no reliable load median';
  return `${read}: the heaviest key takes ${formatShare(top.share)} of the ${sample.dimension}${where}.`;
}

/** What else a sample of one shard tells, line by line, with its keys: for the screen only. */
export function describeSample(sample: ShardSample): readonly string[] {
  if (sample.keys.length === 0) return [];
  const error = sample.keyErrorShare > 0 ? `, at most ${percent(sample.keyErrorShare)} too low` : '';
  return [
    `Heaviest keys, by ${sample.dimension}${error}:`,
    ...sample.keys
      .slice(0, 10)
      .map(key => `  ${percent(key.share)}  ${key.key}${ownDemand(sample, key.share)}`),
    ...medianLines(sample),
    ...(sample.misplaced > 0 ? [`${formatCount(sample.misplaced)} records hash outside the shard.`] : []),
  ];
}

function ownDemand({accepted, dimension}: ShardSample, share: number): string {
  if (!accepted) return '';
  return dimension === 'bytes'
    ? `, ${((share * accepted.bytesPerSecond) / 1e6).toFixed(2)} MB/s accepted`
    : `, ${formatCount(share * accepted.recordsPerSecond)} records/s accepted`;
}

function medianLines(sample: ShardSample): readonly string[] {
  const advice = splitAdvice(sample);
  const shares = ({lowerShare, upperShare}: {readonly lowerShare: number; readonly upperShare: number}) =>
    `${formatShare(lowerShare)} and ${formatShare(upperShare)}`;
  const lines: string[] = [];
  if (sample.median && advice.reliable) {
    const {low, hashKey, high} = sample.median;
    const off = Math.max(shareBelow(sample, high) - 0.5, 0.5 - shareBelow(sample, low));
    lines.push(
      `Half of the load lies below ${formatShare(positionIn(sample, hashKey))} of the range, give or take ${formatShare(off)} of the load: a split there gives ${shares(advice)}.`,
    );
  } else lines.push('No place to split can be told from it: too few records, or one key takes most.');
  lines.push(`A split at the midpoint gives ${shares(advice.midpoint)}.`);
  const {isolate} = advice;
  if (isolate) {
    lines.push(
      isolate.helps
        ? `The heaviest key alone in a shard leaves ${formatShare(isolate.below)} below it and ${formatShare(isolate.above)} above.`
        : 'Putting the heaviest key alone in a shard helps no more than a split does.',
    );
  }
  return lines;
}

const positionIn = ({start, end}: ShardSample, hashKey: bigint): number =>
  fractionOf(hashKey - start) / fractionOf(end - start + 1n);

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
