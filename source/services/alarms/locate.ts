import type {Outcome} from '../../aws/problem.ts';
import type {Session} from '../../aws/session.ts';
import {didYouMean} from '../../text/nearest.ts';
import type {Located} from '../service.ts';

/** The alarm of that name, or with that ARN. */
export async function locate(session: Session, typed: string): Promise<Outcome<Located>> {
  const {listAlarms} = await import('./requests.ts');
  const name = /^arn:[^:]+:cloudwatch:[^:]*:\d*:alarm:(.+)$/su.exec(typed)?.[1] ?? typed;
  const found = await session.attempt('cloudwatch:DescribeAlarms', async () => {
    for await (const [alarm] of listAlarms(session, {names: [name]})) if (alarm) return alarm;
    return undefined;
  });
  if (!found.ok) return found;
  if (found.value) return {ok: true, value: {arn: found.value.arn, resource: found.value.name}};
  const near = await session.attempt('cloudwatch:DescribeAlarms', async () => {
    const names: string[] = [];
    for await (const page of listAlarms(session)) names.push(...page.map(alarm => alarm.name));
    return names;
  });
  const hint = near.ok ? didYouMean(name, near.value) : '';
  const sentence = `There is no alarm named ${name} in ${session.region}.${hint}`;
  return {ok: false, problem: {missing: 'failed', code: 'ResourceNotFound', sentence}};
}
