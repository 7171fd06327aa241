import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {GetObjectCommand, S3Client} from '@aws-sdk/client-s3';
import {expect, onTestFinished, test} from 'vitest';
import {requestHandler} from '../../source/aws/clients.ts';
import {explain} from '../../source/aws/problem.ts';

test('an answer that stops in the middle of its body is not waited for without end', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, {'content-length': 1000});
    response.write('the first half');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: {accessKeyId: 'a', secretAccessKey: 's'},
    forcePathStyle: true,
    requestHandler: await requestHandler(200),
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const answer = await client.send(new GetObjectCommand({Bucket: 'reports', Key: 'report'}));
  const error = await answer.Body?.transformToString().catch((thrown: unknown) => thrown);
  const to = {operation: 's3:GetObject', region: 'us-east-1', profile: undefined, endpoint: undefined};
  expect(explain(error, to)).toMatchObject({
    sentence: 'Cannot reach s3 in us-east-1: it does not answer in time.',
    uncertain: true,
  });
});
