import {createCallRate} from '../../call-rate.ts';
import {AwsError, type Caller, type Json} from '../../operation.ts';
import type {World} from '../world.ts';

type Rate = {readonly perSecond: number; readonly of: 'account' | 'stream'};

const account = (perSecond: number): Rate => ({perSecond, of: 'account'});
const stream = (perSecond: number): Rate => ({perSecond, of: 'stream'});

/** Calls a second that the control plane answers, as the API reference gives them. */
const rates: Readonly<Record<string, Rate>> = {
  ListStreams: account(5),
  DescribeStreamSummary: account(20),
  DescribeStream: account(10),
  DescribeLimits: account(1),
  ListShards: stream(1000),
  ListStreamConsumers: stream(5),
  DescribeStreamConsumer: stream(20),
  RegisterStreamConsumer: stream(5),
  DeregisterStreamConsumer: stream(5),
  ListTagsForStream: stream(5),
  SplitShard: account(5),
  MergeShards: account(5),
  UpdateShardCount: account(10),
  CreateStream: account(5),
  DeleteStream: account(5),
  EnableEnhancedMonitoring: stream(5),
  DisableEnhancedMonitoring: stream(5),
  IncreaseStreamRetentionPeriod: stream(5),
  DecreaseStreamRetentionPeriod: stream(5),
};

/** Counts calls in seconds of the account's clock. */
export class CallCounter {
  readonly #world: World;
  readonly #admits: (what: string, perSecond: number) => boolean;

  constructor(world: World) {
    this.#world = world;
    this.#admits = createCallRate(() => world.now());
  }

  /** Whether one more call is within `perSecond`. */
  admits(what: string, perSecond: number): boolean {
    return !this.#world.options.enforceRates || this.#admits(what, perSecond);
  }

  /** Refuses a call of the control plane that comes too soon after others. */
  checkOperation(operation: string, input: Json, caller: Caller): void {
    const rate = rates[operation];
    if (!rate) return;
    const {region, accountId} = caller;
    const name = input.StreamName ?? String(input.StreamARN ?? '').split('/')[1];
    const what = rate.of === 'account' ? `${region} ${operation}` : `${region} ${operation} ${name}`;
    if (this.admits(what, rate.perSecond)) return;
    const whose =
      rate.of === 'account' ? `account ${accountId}` : `stream ${name} under account ${accountId}`;
    throw new AwsError('LimitExceededException', `Rate exceeded for ${whose}.`);
  }
}
