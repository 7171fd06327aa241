import type {Scenario} from '../../scenarios/schema.ts';
import type {LiveAlarm} from '../live-alarm.ts';
import type {Published} from './published.ts';

export type Receivers = {readonly scenario: Scenario; readonly published: Published};

/** Services that take what an alarm asks of them, in words alone: nothing of the account changes by it. */
const willing = [
  /^arn:aws:automate:[\w-]+:ec2:(stop|terminate|reboot|recover)$/u,
  /^arn:aws:swf:[\w-]+:\d{12}:action\/actions\/AWS_EC2\.InstanceId\.(Stop|Terminate|Reboot|Recover)\/1\.0$/u,
  /^arn:aws:ssm:[\w-]+:\d{12}:opsitem:[1-4](#CATEGORY=.+)?$/u,
  /^arn:aws:ssm-incidents::\d{12}:response-?plan\/.+$/u,
  /^arn:aws:aiops:[\w-]+:\d{12}:investigation-group[:/].+$/u,
];

/** Carries an action out; the error in AWS's words when it fails. */
export function carryOut(
  arn: string,
  alarm: LiveAlarm,
  at: number,
  {scenario, published}: Receivers,
): string | undefined {
  const [, , service, region = '', account, ...rest] = arn.split(':');
  const isOurs = account === scenario.accountId;
  const isIn = (each: {readonly region?: string | undefined}) =>
    (each.region ?? scenario.regions[0]) === region;
  if (service === 'sns') {
    const topic = scenario.topics.find(each => isOurs && isIn(each) && each.name === rest[0]);
    if (!topic) return 'Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound)';
    if (topic.refusesAlarms) return unauthorized('SNS:Publish', arn, 'AmazonSNS');
    published.publish(region, topic, at);
    return undefined;
  }
  if (service === 'lambda') {
    const found = scenario.functions.find(each => isOurs && isIn(each) && each.name === rest[1]);
    return found && !found.refusesAlarms
      ? undefined
      : unauthorized('lambda:InvokeFunction', arn, 'AWSLambda');
  }
  if (service === 'autoscaling' && rest[0] === 'scalingPolicy') {
    // SetAlarmState, API reference: a scaling policy needs the data of the state.
    return alarm.reasonData === undefined ? 'The state of the alarm has no StateReasonData' : undefined;
  }
  return willing.some(form => form.test(arn)) ? undefined : `Invalid action: ${arn}`;
}

const unauthorized = (action: string, arn: string, service: string): string =>
  `CloudWatch Alarms is not authorized to perform: ${action} on resource: ${arn} because no resource-based policy allows the ${action} action (Service: ${service}; Status Code: 403; Error Code: AccessDeniedException)`;
