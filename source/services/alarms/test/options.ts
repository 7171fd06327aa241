import type {OptionDefinition, OptionValues} from '../../../actions/action.ts';
import {didYouMean} from '../../../text/nearest.ts';
import {type AlarmState, alarmStates} from '../model.ts';

/** The state to set; the other one of what it is, unless said. */
export type TestOptions = {readonly state: AlarmState | undefined};

export const testOptions: readonly OptionDefinition[] = [
  {
    name: 'state',
    value: 'STATE',
    describe: 'ALARM, OK or INSUFFICIENT_DATA; OK when it is ALARM, else ALARM, unless said',
  },
];

export function parseTest({
  state: typed,
}: OptionValues): {readonly options: TestOptions} | {readonly wrong: string} {
  if (typed === undefined || typed === '') return {options: {state: undefined}};
  const state = alarmStates.find(each => each === typed.toUpperCase());
  if (state) return {options: {state}};
  const hint = didYouMean(typed, alarmStates);
  return {wrong: `${typed} is no state of an alarm: it is ${alarmStates.join(', ')}.${hint}`};
}

export const stateAsked = (now: AlarmState, {state}: TestOptions): AlarmState =>
  state ?? (now === 'ALARM' ? 'OK' : 'ALARM');
