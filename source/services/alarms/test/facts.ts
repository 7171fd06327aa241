import type {Outcome} from '../../../aws/problem.ts';
import type {AlarmFact, MuteRuleFact, TopicFact} from '../facts.ts';
import type {AlarmState} from '../model.ts';

/** What a test stands on, read at one time. */
export type TestFacts = {
  readonly asOf: number;
  readonly callerArn: string;
  readonly alarm: AlarmFact;
  /** Every composite above it, up the whole chain. */
  readonly parents: readonly AlarmFact[];
  /** Of every alarm that a rule of these asks about, by name. */
  readonly states: ReadonlyMap<string, AlarmState>;
  /** The rules that may hold back its actions, or those of a parent. */
  readonly muteRules: Outcome<readonly MuteRuleFact[]>;
  /** Who hears of the topics that these alarms page, by ARN. */
  readonly topics: ReadonlyMap<string, Outcome<TopicFact>>;
};
