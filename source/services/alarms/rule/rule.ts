import type {AlarmState} from '../model.ts';

/** A rule of a composite alarm. */
export type Rule =
  | {readonly is: 'constant'; readonly value: boolean}
  | {readonly is: 'state'; readonly state: AlarmState; readonly alarm: AlarmReference}
  | {readonly is: 'not'; readonly of: Rule}
  | {readonly is: 'and' | 'or'; readonly parts: readonly Rule[]}
  | {
      readonly is: 'at-least';
      readonly least: {readonly number: number; readonly unit: 'alarms' | 'percent'};
      readonly state: AlarmState;
      readonly alarms: readonly AlarmReference[];
    };

/** An alarm as the rule names it: by its name, or by its ARN. */
export type AlarmReference = {readonly name: string; readonly arn?: string};

/** Every alarm that the rule asks about, by name, each once. */
export const alarmsIn = (rule: Rule): readonly string[] => [...new Set(namesIn(rule))];

function namesIn(rule: Rule): readonly string[] {
  switch (rule.is) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm.name];
    case 'not':
      return namesIn(rule.of);
    case 'at-least':
      return rule.alarms.map(({name}) => name);
    default:
      return rule.parts.flatMap(namesIn);
  }
}
