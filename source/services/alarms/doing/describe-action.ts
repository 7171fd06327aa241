import type {ActionRisk} from '../model.ts';

export type Doing = {
  /** What it does, in words. */
  readonly does: string;
  readonly risk: ActionRisk;
  /** The ARN of the topic that it publishes to. */
  readonly topic?: string;
};

/** The dimensions of the alarm's metric: an EC2 action works on the instance that they name. */
type Dimensions = Readonly<Record<string, string>>;

/**
 * What an alarm's action does when it fires. PutMetricAlarm, API reference, AlarmActions. What is not known is not
 * taken for harmless.
 */
export function describeAction(arn: string, dimensions: Dimensions = {}): Doing {
  const [scheme, , service, , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  const described = scheme === 'arn' ? known[service ?? '']?.(resource, arn, dimensions) : undefined;
  return described ?? {does: `runs ${arn}`, risk: 'unknown'};
}

type Describe = (resource: string, arn: string, dimensions: Dimensions) => Doing | undefined;

const known: Readonly<Record<string, Describe>> = {
  sns: (topic, arn) => ({does: `pages topic ${topic}`, risk: 'pages', topic: arn}),
  lambda: resource => {
    const [, name] = /^function:(.+)$/u.exec(resource) ?? [];
    return name === undefined ? undefined : {does: `runs function ${name}`, risk: 'destructive'};
  },
  // arn:aws:automate:REGION:ec2:stop
  automate: (_resource, arn, dimensions) => {
    const [, verb] = /:ec2:(stop|terminate|reboot|recover)$/u.exec(arn) ?? [];
    return verb === undefined ? undefined : ofInstance(verb, dimensions);
  },
  // arn:aws:swf:REGION:ACCOUNT:action/actions/AWS_EC2.InstanceId.Stop/1.0
  swf: (resource, _arn, dimensions) => {
    const [, verb] = /AWS_EC2\.InstanceId\.(Stop|Terminate|Reboot|Recover)\//u.exec(resource) ?? [];
    return verb === undefined ? undefined : ofInstance(verb.toLowerCase(), dimensions);
  },
  // arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:ID:autoScalingGroupName/GROUP:policyName/POLICY
  autoscaling: resource => {
    const [, group] = /autoScalingGroupName\/([^:]+)/u.exec(resource) ?? [];
    // Application Auto Scaling: …:resource/ecs/service/CLUSTER/SERVICE:policyName/POLICY
    const [, target] = /:resource\/([^:]+)/u.exec(resource) ?? [];
    const [, policy] = /policyName\/(.+)$/u.exec(resource) ?? [];
    const what = group ?? target;
    if (!resource.startsWith('scalingPolicy:') || what === undefined) return undefined;
    return {does: `scales ${what}${policy === undefined ? '' : ` by ${policy}`}`, risk: 'destructive'};
  },
  ssm: resource => {
    const [, severity] = /^opsitem:(\d)/u.exec(resource) ?? [];
    return severity === undefined
      ? undefined
      : {does: `opens an OpsItem of severity ${severity}`, risk: 'records'};
  },
  'ssm-incidents': resource => {
    const [, plan] = /^response-?plan\/(.+)$/u.exec(resource) ?? [];
    return plan === undefined ? undefined : {does: `opens an incident (${plan})`, risk: 'destructive'};
  },
  aiops: resource =>
    resource.startsWith('investigation-group')
      ? {does: 'starts an investigation', risk: 'records'}
      : undefined,
};

const thirdPerson: Readonly<Record<string, string>> = {
  stop: 'stops',
  terminate: 'terminates',
  reboot: 'reboots',
  recover: 'recovers',
};

const ofInstance = (verb: string, {InstanceId: instance}: Dimensions): Doing => ({
  does: `${thirdPerson[verb] ?? verb} instance ${instance ?? '(the one that its metric names)'}`,
  risk: 'destructive',
});
