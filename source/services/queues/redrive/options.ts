import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {mostMovesPerSecond} from '../limits.ts';
import {nameOfArn} from '../messages/queue-url.ts';

export type RedriveOptions = {
  /** Messages a second; chosen by what the consumer has to spare, unless given. */
  readonly rate: number | undefined;
  /** The name of another queue than those that the messages came from. */
  readonly to: string | undefined;
  /** How many go first; 0 is none. */
  readonly canary: number | undefined;
  /** The share of the moved that may come back. */
  readonly stopAt: number;
  readonly whileGrowing: boolean;
  readonly withoutConsumer: boolean;
  readonly detach: boolean;
};

const usualStopAt = 0.1;

export const optionDefinitions: readonly OptionDefinition[] = [
  {
    name: 'rate',
    value: 'PER_SECOND',
    describe: 'messages a second, 1 to 500; at most half of what is spare, unless said',
  },
  {name: 'to', value: 'QUEUE', describe: 'another queue than those that the messages came from'},
  {name: 'canary', value: 'MESSAGES', describe: 'so many first, watched before the rest; 0 for none'},
  {
    name: 'stop-at',
    value: 'SHARE',
    describe: 'cancel when this share of the moved came back, 0.1 unless said',
  },
  {name: 'while-growing', value: 'NAME', describe: 'although the queue still grows: its name, typed'},
  {
    name: 'without-consumer',
    value: 'NAME',
    describe: 'although nobody consumes: the name of the queue, typed',
  },
  {name: 'detach', value: 'yes', describe: 'start it and leave it: nobody watches', flag: true},
];

/** What was typed, understood; or a sentence about what is wrong with it. */
export function parseOptions(
  values: OptionValues,
  {resource, arn}: Pick<ActionTarget, 'resource' | 'arn'>,
): {readonly options: RedriveOptions} | {readonly wrong: string} {
  const {rate, to: destination, canary, 'stop-at': stopAt, detach} = values;
  const share = stopAt === undefined ? usualStopAt : shareIn(stopAt);
  if (rate !== undefined && !(isWhole(rate) && Number(rate) >= 1 && Number(rate) <= mostMovesPerSecond)) {
    return {wrong: `${rate} is no rate: AWS moves 1 to ${mostMovesPerSecond} messages a second, whole ones.`};
  }
  if (canary !== undefined && !isWhole(canary)) {
    return {wrong: `${canary} is no number of messages for the canary: give a whole number, 0 for none.`};
  }
  if (!(share > 0 && share <= 1)) {
    return {wrong: `${stopAt} is no share of the messages: give 0.01 to 1, or 1% to 100%.`};
  }
  for (const flag of ['while-growing', 'without-consumer'] as const) {
    const typed = values[flag];
    if (typed !== undefined && typed !== resource) {
      return {wrong: `--${flag} wants the name of the queue typed, ${resource}, and got ${typed}.`};
    }
  }
  const isArn = destination?.startsWith('arn:') === true;
  if (isArn && besideOf(destination) !== besideOf(arn)) {
    return {
      wrong: `${destination} is in another account or region, and a redrive stays in one: name a queue beside ${resource} (--to QUEUE).`,
    };
  }
  const to = isArn ? nameOfArn(destination) : destination;
  if (to === resource) return {wrong: `Messages cannot be moved from ${to} to ${to}: name another queue.`};
  const isDetached = detach !== undefined;
  if (isDetached && canary !== undefined && Number(canary) > 0) {
    return {wrong: 'Give --canary or --detach, not both: with nobody there, nobody watches the canary.'};
  }
  return {
    options: {
      rate: rate === undefined ? undefined : Number(rate),
      to,
      canary: canary === undefined ? undefined : Number(canary),
      stopAt: share,
      whileGrowing: values['while-growing'] !== undefined,
      withoutConsumer: values['without-consumer'] !== undefined,
      detach: isDetached,
    },
  };
}

/** The service, the region and the account that an ARN names. */
const besideOf = (arn: string): string => arn.slice(0, arn.lastIndexOf(':'));

const isWhole = (text: string): boolean => /^\d{1,9}$/.test(text);

const shareIn = (text: string): number =>
  text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
