import {HeadBucketCommand} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {scenarioFile, simulated} from '../simulated.ts';

test('what a bucket in another region refuses is said of that region, and logged of it', async () => {
  const {session} = await simulated(
    await scenarioFile({
      name: 'test',
      regions: ['us-east-1', 'eu-west-1'],
      buckets: [{name: 'exports', region: 'eu-west-1', denied: true}],
    }),
  );
  const logged = new Set<unknown>();
  const asking = session({log: ({region}) => logged.add(region)});
  const answer = await asking.attempt('s3:HeadBucket', async clients => {
    const client = await clients.s3('eu-west-1');
    return client.send(new HeadBucketCommand({Bucket: 'exports'}));
  });
  expect(answer).toMatchObject({
    ok: false,
    problem: {
      missing: 'denied',
      sentence: expect.stringContaining('Not allowed: s3:HeadBucket in eu-west-1.'),
    },
  });
  expect([...logged]).toEqual(['eu-west-1']);
});
