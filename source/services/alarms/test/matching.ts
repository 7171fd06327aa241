import type {Matching} from '../../../actions/action.ts';

/** Every alarm whose name begins so, by name. */
export const matchingAlarms: Matching = async (session, prefix) => {
  const {listAlarms} = await import('../requests.ts');
  return session.attempt('cloudwatch:DescribeAlarms', async () => {
    const found: {readonly arn: string; readonly resource: string}[] = [];
    for await (const page of listAlarms(session, {prefix})) {
      found.push(...page.map(({arn, name}) => ({arn, resource: name})));
    }
    return found.toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
  });
};
