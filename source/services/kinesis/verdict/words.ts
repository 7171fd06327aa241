import {formatCount, formatShare} from '../../../text/number.ts';
import type {Suggestion, WriteEvidence} from './evidence.ts';

/** A share that may not be known. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? 'an unknown part' : formatShare(share);

export const isOnDemand = ({stream}: WriteEvidence): boolean => stream.mode === 'ON_DEMAND';

export const perMinute = (count: number | undefined): string =>
  count === undefined ? 'nobody knows how many' : `${formatCount(count)}/m`;

/** What is wrong, and how much is refused for it. */
export const refusedTitle = (what: string, {refusedPerMinute}: WriteEvidence): string =>
  `${what}, ${perMinute(refusedPerMinute)} refused`;

export const suggestSample = ({stream}: WriteEvidence, shard?: string): Suggestion => ({
  action: 'kinesis.sample',
  args: {stream: stream.name, ...(shard !== undefined && {shard})},
  cli: `aws kinesis get-shard-iterator ${named(stream)} --shard-id ${shard ?? 'SHARD'} --shard-iterator-type LATEST`,
});

export const suggestSplit = ({stream}: WriteEvidence, shard: string, at: bigint): Suggestion => ({
  action: 'kinesis.split',
  args: {stream: stream.name, shard},
  cli: `aws kinesis split-shard ${named(stream)} --shard-to-split ${shard} --new-starting-hash-key ${at}`,
});

export const suggestScale = ({stream}: WriteEvidence, count: number): Suggestion => ({
  action: 'kinesis.scale',
  args: {stream: stream.name, count: String(count)},
  cli: `aws kinesis update-shard-count ${named(stream)} --target-shard-count ${count} --scaling-type UNIFORM_SCALING`,
});

const named = ({name, region}: WriteEvidence['stream']): string => `--region ${region} --stream-name ${name}`;
