import type {QueueScenario} from '../scenarios/schema.ts';
import type {QueueSettings} from './shape.ts';

/** The attributes of a queue as its scenario has them. */
export function settingsOf(scenario: QueueScenario, arnOf: (name: string) => string): QueueSettings {
  const {kms, deadLetter} = scenario;
  return {
    visibilityTimeoutSeconds: scenario.visibilityTimeoutSeconds,
    retentionSeconds: scenario.retentionSeconds,
    delaySeconds: scenario.delaySeconds,
    receiveWaitSeconds: scenario.receiveWaitSeconds,
    maximumMessageBytes: scenario.maximumMessageBytes,
    contentBasedDeduplication: scenario.contentBasedDeduplication,
    kmsKey: kms === 'none' ? undefined : kms,
    managedSse: kms === undefined,
    deadLetter: deadLetter && {arn: arnOf(deadLetter.queue), maxReceiveCount: deadLetter.maxReceiveCount},
    redriveAllow: undefined,
    policy: undefined,
  };
}
