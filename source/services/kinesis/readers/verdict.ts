import {formatDuration} from '../../../text/duration.ts';
import {formatCount} from '../../../text/number.ts';
import type {Loss, ReadVerdict} from '../model.ts';
import {formatSlope} from '../wording.ts';
import type {Cause} from './cause.ts';
import {behindMs, isFalling, isRising, type Lag} from './lag.ts';
import {caughtUpInMs} from './loss.ts';
import type {StreamReader} from './reader.ts';
import {shardsInWords} from './ways-out.ts';

/** What a lag and the loss that it leads to come to. */
export function verdictOf(lag: Lag | undefined, loss: Loss): ReadVerdict {
  if (!lag) return 'unknown';
  if (loss.state === 'losing') return 'losing';
  if (lag.goneMs !== undefined) return 'reader-gone';
  if (isRising(lag)) return 'falling-behind';
  return isFalling(lag) ? 'catching-up' : 'keeping-up';
}

const ranks: Readonly<Record<ReadVerdict, number>> = {
  losing: 0,
  'reader-gone': 1,
  'falling-behind': 2,
  'read-throttled': 3,
  'catching-up': 4,
  'keeping-up': 5,
  unknown: 6,
};

/** Ages so near to each other are of one and the same reader, measured twice. */
const alikeShare = 0.1;

/**
 * The reader that the verdict is about: the one in the worst place. Of two that are alike the one that has a
 * name: those that share are measured together, a function among them also by itself.
 */
export function worstOf(readers: readonly StreamReader[]): StreamReader | undefined {
  const [worst, ...others] = readers.toSorted((a, b) => compare(a, b));
  if (worst?.consumer.kind !== 'shared' || !worst.lag) return worst;
  const {lag, consumer} = worst;
  const verdict = verdictOf(lag, consumer.loss);
  return (
    others.find(other => {
      const apart = Math.abs((other.lag?.settledMs ?? Number.NaN) - lag.settledMs);
      const isAlike = apart <= Math.max(behindMs, alikeShare * lag.settledMs);
      return other.mapping && isAlike && verdictOf(other.lag, other.consumer.loss) === verdict;
    }) ?? worst
  );
}

const compare = (a: StreamReader, b: StreamReader): number =>
  ranks[verdictOf(a.lag, a.consumer.loss)] - ranks[verdictOf(b.lag, b.consumer.loss)] ||
  timeLeft(a) - timeLeft(b) ||
  (b.lag?.settledMs ?? 0) - (a.lag?.settledMs ?? 0);

const timeLeft = ({consumer}: StreamReader): number => consumer.loss.inSeconds ?? Number.MAX_VALUE;

export type Said = {
  readonly verdict: ReadVerdict;
  readonly reader: StreamReader | undefined;
  readonly loss: Loss;
  readonly cause: Cause;
  /** The reads refused in the last minute, when they are refused most of the time. */
  readonly refusedPerMinute: number | undefined;
};

/** The verdict in one sentence, with what it stands on. */
export function verdictText({verdict, reader, loss, cause, refusedPerMinute}: Said): string {
  const {lag, limit} = reader ?? {};
  if (!reader || !lag) return 'Nobody was seen reading.';
  const who = nameOf(reader);
  const age = formatDuration(lag.ageMs);
  const most = limit === undefined ? 'the limit' : `${formatDuration(limit.ms)} (${limitName(limit.by)})`;
  const why = because(cause);
  switch (verdict) {
    case 'unknown':
      return 'Nobody was seen reading.';
    case 'keeping-up':
      return lag.settledMs <= behindMs ? `${who} keeps up, ${age} behind.` : `${who} stays ${age} behind.`;
    case 'catching-up': {
      const ms = caughtUpInMs(lag);
      return `${who} is ${age} behind and catches up${ms === undefined ? '' : `, through in ${formatDuration(ms)}`}.`;
    }
    case 'read-throttled': {
      const isBehind = lag.settledMs > behindMs;
      const course = isBehind
        ? `is ${age} behind, ${formatSlope(lag.slopeMsPerSecond ?? 0)}`
        : 'keeps up so far';
      return `Reads are refused, ${formatCount(refusedPerMinute ?? 0)} in the last minute: too many readers share the shards. ${who} ${course}.`;
    }
    case 'reader-gone': {
      const left =
        loss.inSeconds === null
          ? ''
          : ` Records are lost in ${formatDuration(loss.inSeconds * 1000)} if nobody reads (assumed).`;
      return `${gone(reader, cause)} for ${formatDuration(lag.goneMs ?? 0)}.${left}`;
    }
    case 'losing':
      return lag.goneMs === undefined
        ? `${who} is ${age} behind: records older than ${most} are lost now${why}.`
        : `${gone(reader, cause)} for ${formatDuration(lag.goneMs)}: records older than ${most} are lost now (assumed).`;
    case 'falling-behind': {
      const left =
        loss.inSeconds === null
          ? ''
          : `; records are lost in ${formatDuration(loss.inSeconds * 1000)}, at ${most}`;
      return `${who} is ${age} behind and falls further behind, ${formatSlope(lag.slopeMsPerSecond ?? 0)}${left}${why}.`;
    }
  }
}

const limitName = (by: 'retention' | 'maximum-record-age'): string =>
  by === 'retention' ? 'the retention' : 'the maximum record age of its mapping';

function nameOf({consumer}: StreamReader): string {
  if (consumer.kind === 'lambda') return `Lambda ${consumer.name}`;
  return consumer.kind === 'enhanced' ? `Fan-out reader ${consumer.name}` : 'The slowest shared reader';
}

function gone(reader: StreamReader, cause: Cause): string {
  const {name, kind} = reader.consumer;
  if (cause.kind === 'unread-shard') return `Nobody has read ${shardsInWords(cause.shards)}`;
  if (cause.kind === 'disabled') return `The mapping of Lambda ${name} is disabled: it has read nothing`;
  if (kind === 'lambda') return `Lambda ${name} has not been invoked`;
  return kind === 'enhanced' ? `Fan-out reader ${name} has been gone` : 'Nobody has called GetRecords';
}

function because(cause: Cause): string {
  switch (cause.kind) {
    case 'failing-batch':
      return cause.shards.length === 0
        ? ': a batch fails over and over'
        : `: a batch of ${shardsInWords(cause.shards)} fails over and over`;
    case 'failing-function':
      return `: ${formatCount(cause.failing * 100)}% of its invocations fail`;
    case 'stuck-shard':
      return cause.shards.length === 0
        ? ': one shard stands still while others are read'
        : `: ${shardsInWords(cause.shards)} ${cause.shards.length === 1 ? 'stands' : 'stand'} still`;
    case 'unread-shard':
      return `: nobody reads ${shardsInWords(cause.shards)}`;
    case 'reads-refused':
      return ': reads are refused';
    case 'read-limit':
      return ': out is near 2 MiB/s a shard';
    default:
      return '';
  }
}
